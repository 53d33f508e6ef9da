import { backoff, isRetryable } from '../backoff.js'
import { fault } from '../fault.js'
import type { Middleware, Result } from '../middleware.js'
import { isStream } from '../request.js'
import { sleep } from '../sleep.js'

/** Sends again what failed for a passing reason, after a while. */
export const retry: Middleware = async (call, next): Promise<Result> => {
  const once = call.command.operation.retry === 'never'
  for (let attempt = 1; ; attempt++) {
    const trying = { ...call, attempt }
    try {
      return await next(trying)
    } catch (error) {
      call.signal?.throwIfAborted()
      if (once || attempt >= call.maxAttempts || !isRetryable(error)) throw error
      if (isStream(call.request.body)) {
        throw fault(trying, {
          code: 'BodyNotReplayable',
          message: 'the attempt failed, and a stream cannot be sent twice',
          hint: 'Send a Blob or bytes, or use Upload of @oos-js/web.',
          cause: error,
        })
      }
      await sleep(backoff(attempt, error), call.signal)
    }
  }
}
