import type { OosError } from '../errors.js'
import type { fault } from '../fault.js'
import type { Call } from '../middleware.js'
import type { Session } from '../signing/session.js'
import { backoff, isRetryable } from './backoff.js'
import { inWords } from './in-words.js'
import { recover } from './recover.js'
import { sleep } from './sleep.js'
import { isReadable, sourceChanged } from './source.js'

/** A failed attempt. */
export interface Failure {
  readonly error: unknown
  readonly call: Call
  readonly session: Session
  /** Given, so that this module brings nothing along that the base has already. */
  readonly make: typeof fault
}

/** Tokens that a client never has more of: a hundred retries. */
const capacity = 500
/** Tokens that a retry takes. It gives them back when it succeeds; any other success gives 1. */
const price = 5
/** Milliseconds that a server's Retry-After may ask for at most; OOS asks for 90 seconds. */
const patience = 120_000

/**
 * Decides what becomes of a failed attempt. What one call learns of the service's state counts for all
 * calls of the client: how long it wants to be left alone, and by how many retries it is already burdened.
 *
 * @returns when the request can be sent again; what is final is thrown.
 */
export async function waitAfter({ error, call, session, make }: Failure): Promise<void> {
  const { attempt, maxAttempts, timings } = call
  const { retry, repeated } = call.command.operation
  // Firefox and WebKit neither send a file that they cannot read nor fail: only the limit ends the attempt.
  if ((error as OosError | undefined)?.code === 'Timeout' && !(await isReadable(call))) {
    error = make(call, { ...sourceChanged, cause: error })
  }
  const failed = Object(error) as OosError
  const { status, code, retryAfter = 0 } = failed
  const tokens = Math.min(capacity, session.tokens)
  const passing = isRetryable(failed)
  let isFinal = !passing || tokens < price
  let told = error
  if (passing) {
    // A little longer, so that not all clients come back at once.
    holdBack(session, Math.min(retryAfter * (1 + Math.random() / 10), patience))
  }
  if (/40[03]/.test(`${status}`) || (code && code === repeated)) {
    const final = await recover({ error: failed, passing: !isFinal, call, session, make })
    isFinal = !!final
    told = final ?? error
  }
  told = inWords(told)
  const timing = timings.at(-1)
  if (timing) timing.error = told
  if (isFinal || retry || attempt >= maxAttempts) throw told
  if (!passing) return
  session.tokens = tokens - price
  await sleep(backoff(attempt, failed), call.signal)
}

/** Closes the gate of a client for some time; one that is closed longer stays as it is. */
function holdBack(session: Session, wait: number): void {
  if (wait <= 0) return
  session.opens = Math.max(session.opens ?? 0, performance.now() + wait)
  session.gate = async (signal) => {
    for (let left; (left = (session.opens ?? 0) - performance.now()) > 0;) await sleep(left, signal)
  }
}
