import { backoff, isRetryable } from './backoff.js'
import type { AttemptTiming, Middleware } from '../middleware.js'
import { sleep } from './sleep.js'

/** Sends again what failed for a passing reason, after a while. */
export const retry: Middleware = async (call, next) => {
  for (let attempt = 1; ; attempt++) {
    const timing: AttemptTiming = { start: performance.now() }
    call.timings.push(timing)
    try {
      return await next({ ...call, attempt })
    } catch (error) {
      timing.error = error
      call.signal?.throwIfAborted()
      const { retry: never } = call.command.operation
      // So written that a limit that is no number ends it too.
      if (never || !(attempt < call.maxAttempts) || !isRetryable(error)) throw error
      await sleep(backoff(attempt, error), call.signal)
    } finally {
      timing.end = performance.now()
    }
  }
}
