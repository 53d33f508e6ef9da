import { hung, stall, truncate } from './broken-body.js'
import type { Call } from './call.js'
import { ConnectionDropped } from './connection-dropped.js'
import { OosFault } from './errors.js'
import type { DropMoment, FailDetails, FaultRule, StallMoment } from './faults.js'
import { paddedAnswer } from './padded-answer.js'

/** What came of a request. */
export interface Outcome {
  readonly response: Response
  /** The response is to go out just as it is. */
  readonly raw?: boolean
  /** What is to happen to the response once it is whole. */
  readonly breakOff?: (response: Response) => Response
}

type Proceed = () => Promise<Response>

/** Does what was asked, unless a fault comes in between. */
export async function withFault(
  rule: FaultRule | undefined,
  call: Call,
  proceed: Proceed,
): Promise<Outcome> {
  if (rule !== undefined && rule.delay > 0) await call.world.timer.sleep(rule.delay)
  const effect = rule?.effect ?? { kind: 'none' }
  switch (effect.kind) {
    case 'fail':
      if (effect.details.when === 'after') await proceed()
      throw failure(effect.code, effect.details)
    case 'drop':
      return drop(effect.moment, call, proceed)
    case 'stall':
      return stop(effect.moment, call, proceed)
    case 'respond':
      return { response: effect.make(), raw: true }
    case 'truncate': {
      const { bytes } = effect
      return { response: await proceed(), breakOff: (response) => truncate(response, bytes) }
    }
    case 'pad': {
      const { code, details } = effect
      const work = code === undefined ? proceed() : Promise.reject(failure(code, {}))
      const padding = { spaces: 3, every: 10, ...details, timer: call.world.timer }
      return { response: paddedAnswer(work, call.record, padding) }
    }
    case 'none':
      return { response: await proceed() }
  }
}

function failure(code: string, details: FailDetails): OosFault {
  const { message = 'A fault that a test asked for.', status, headers, retryAfter } = details
  const pause = retryAfter instanceof Date ? retryAfter.toUTCString() : retryAfter
  return new OosFault(code, message, {
    ...(status === undefined ? {} : { status }),
    headers: { ...(pause === undefined ? {} : { 'retry-after': `${pause}` }), ...headers },
  })
}

async function drop(moment: DropMoment, { request }: Call, proceed: Proceed): Promise<never> {
  if (moment === 'uploading') await request.body?.getReader().read()
  if (moment === 'after') await proceed()
  throw new ConnectionDropped({ reset: moment === 'uploading' })
}

async function stop(moment: StallMoment, call: Call, proceed: Proceed): Promise<Outcome> {
  const { signal } = call.request
  if (moment === 'before') return hung(signal)
  const response = await proceed()
  if (moment === 'after') return hung(signal)
  return { response, breakOff: (whole) => stall(whole, moment, signal) }
}
