import { fault, loadFailure } from '../fault.js'
import type { AttemptTiming, Middleware } from '../middleware.js'
import type { Session } from '../signing/session.js'

/**
 * Makes the step that sends again what failed for a passing reason, after a while. Whether to, and when,
 * is decided in a module that is loaded at the first failure; where that cannot be loaded the network is
 * down for the page as well, and the failure is final.
 */
export function createRetry(session: Session): Middleware {
  return async (call, next) => {
    const { signal, timings } = call
    for (let attempt = 1; ; attempt++) {
      await session.gate?.(signal)
      const timing: AttemptTiming = { start: performance.now() }
      timings.push(timing)
      const now = { ...call, attempt }
      try {
        const result = await next(now)
        timing.end = performance.now()
        session.tokens += attempt > 1 ? 5 : 1
        return result
      } catch (error) {
        timing.end = performance.now()
        signal?.throwIfAborted()
        const loaded = await loadFailure()
        if (!loaded) throw error
        await loaded.waitAfter({ error, call: now, session, make: fault })
      }
    }
  }
}
