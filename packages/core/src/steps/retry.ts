import type { OosError } from '../errors.js'
import { fault, loadFailure } from '../fault.js'
import type { AttemptTiming, Middleware } from '../middleware.js'
import type { Session } from '../signing/session.js'
import { backoff, isRetryable } from './backoff.js'
import { sleep } from './sleep.js'

/** Tokens that a client begins with, and never has more of: a hundred retries. */
const capacity = 500
/** Tokens that a retry takes. It gives them back when it succeeds; any other success gives 1. */
const price = 5
/** Milliseconds that a server's Retry-After may ask for at most; OOS asks for 90 seconds. */
const patience = 120_000

/**
 * Makes the step that sends again what failed for a passing reason, after a while. What one call learns
 * of the service's state counts for all calls of the client: how long it wants to be left alone, and by
 * how many retries it is already burdened.
 */
export function createRetry(session: Session): Middleware {
  // On performance.now(), which no change of the system's clock moves.
  let opens = 0
  let tokens = capacity

  return async (call, next) => {
    const { signal, timings, maxAttempts } = call
    const { retry, repeated } = call.command.operation
    for (let attempt = 1; ; attempt++) {
      for (let wait; (wait = opens - performance.now()) > 0;) await sleep(wait, signal)
      const timing: AttemptTiming = { start: performance.now() }
      timings.push(timing)
      const now = { ...call, attempt }
      try {
        const result = await next(now)
        timing.end = performance.now()
        tokens = Math.min(capacity, tokens + (attempt > 1 ? price : 1))
        return result
      } catch (cause) {
        timing.end = performance.now()
        signal?.throwIfAborted()
        const error = Object(cause) as OosError
        const { status, code, retryAfter = 0 } = error
        const passing = isRetryable(error)
        let final = passing && tokens >= price ? undefined : cause
        if (passing) {
          // A little longer, so that not all clients come back at once.
          const wait = Math.min(retryAfter * (1 + Math.random() / 10), patience)
          opens = Math.max(opens, timing.end + wait)
        }
        if (/40[03]/.test(`${status}`) || code === repeated) {
          // If this cannot be loaded, the error says it all the same.
          const loaded = await loadFailure()
          final = loaded
            ? await loaded.recover({ error, passing: !final, call: now, session, make: fault })
            : cause
        }
        timing.error = final ?? cause
        if (timing.error === final || retry || attempt >= maxAttempts) throw timing.error
        if (passing) {
          tokens -= price
          await sleep(backoff(attempt, error), signal)
        }
      }
    }
  }
}
