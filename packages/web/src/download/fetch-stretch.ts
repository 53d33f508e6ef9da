import type { GetObjectOutput } from '@oos-js/commands'
import type { Middleware, OosError, Result } from '@oos-js/core'
import { isOffline, mayBeOnline } from '../upload/online.js'
import type { Lanes } from '../upload/sender.js'
import type { DownloadJob } from './job.js'
import { readFacts, type ObjectFacts } from './object-facts.js'
import type { Stretch } from './plan.js'

/** What fetching a stretch needs to know, and whom it tells. */
export interface StretchContext {
  readonly job: DownloadJob
  /** How many requests there may be at the same time. */
  readonly lanes: Lanes
  /** Adds what asks for the rest of a stretch to the headers of a request. */
  ask(headers: Headers, stretch: Stretch): void
  /** Looks at an answer before its content is read; throws if it is not what was asked for. */
  accept(answer: ObjectFacts, stretch: Stretch): void
  /** Takes bytes, and resolves when more may come. */
  put(position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** Looks at how many bytes have come when an answer has ended; throws if they cannot be all. */
  ended(answer: ObjectFacts, stretch: Stretch, came: number): void
}

/**
 * Fetches a stretch. An answer that breaks off is asked for again from the byte reached on, by the client's
 * own retry, with its waits and its budget. That a connection breaks is no failure as long as each brings
 * something: a stretch has its attempts anew whenever bytes have come.
 */
export async function fetchStretch(
  context: StretchContext,
  stretch: Stretch,
  signal: AbortSignal,
): Promise<void> {
  const { client, options, tools } = context.job
  const read = reader(context, stretch, signal)
  for (;;) {
    const { position } = stretch
    try {
      await client.send(new tools.GetObjectCommand(options), {
        signal,
        // That is for calls that wait: this one reads, for as long as its consumer needs.
        timeout: { total: 0 },
        middleware: (stack) => stack.with('stretch', read, { step: 'retry' }),
      })
      return
    } catch (error) {
      if (signal.aborted || stretch.position === position) throw error
    }
  }
}

/**
 * Goes around each attempt, and reads the content within it, so that what goes wrong there counts as the
 * attempt's failure. While the browser says that it is offline no attempt is used up.
 */
function reader(context: StretchContext, stretch: Stretch, signal: AbortSignal): Middleware {
  return async (call, next) => {
    for (;;) {
      if (isOffline()) await mayBeOnline(signal)
      const leave = await context.lanes.enter(signal)
      let failure: unknown
      try {
        const headers = new Headers(call.request.headers)
        context.ask(headers, stretch)
        const result = await next({ ...call, request: { ...call.request, headers } })
        await read(context, stretch, signal, result)
        return result
      } catch (error) {
        failure = error
        signal.throwIfAborted()
        if (!isLost(error) || !isOffline()) throw error
      } finally {
        leave(failure)
      }
    }
  }
}

/** Reads the content of an answer. */
async function read(
  context: StretchContext,
  stretch: Stretch,
  signal: AbortSignal,
  result: Result,
): Promise<void> {
  const answer = readFacts(result)
  const content = (result.output as GetObjectOutput).Body.body?.getReader()
  try {
    context.accept(answer, stretch)
    const first = answer.first ?? stretch.position
    let at = first
    while (content && at <= stretch.end) {
      const { value } = await content.read().catch((cause: unknown) => {
        throw brokeOff(context.job, cause)
      })
      signal.throwIfAborted()
      if (!value) break
      const { position, end } = stretch
      const bytes = value.subarray(Math.max(0, position - at), end - at)
      at += value.length
      stretch.position += bytes.length
      if (bytes.length) await context.put(position, bytes)
    }
    context.ended(answer, stretch, at - first)
  } finally {
    content?.cancel().catch(() => undefined)
  }
}

function isLost(error: unknown): boolean {
  return /^(NetworkError|Timeout)$/.test(codeOf(error))
}

/** The error of content that is too short. To who reads it once that is `Integrity`; here it may pass. */
export function brokeOff({ tools }: DownloadJob, cause?: unknown): unknown {
  return /^(Integrity)?$/.test(codeOf(cause))
    ? tools.fault({ code: 'NetworkError', message: 'the content broke off', cause })
    : cause
}

function codeOf(error: unknown): string {
  return (Object(error) as Partial<OosError>).code ?? ''
}
