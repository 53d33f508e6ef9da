import { fault } from './fault.js'
import type { InputCall } from './middleware.js'
import { onAbort } from './on-abort.js'
import type { TimeLimits } from './time-limits.js'

/** Keeps a signal following its origin when the work is over; what it gives ends that. */
export type Keep = () => () => void

/**
 * Runs work of a call so that its promise always settles: it rejects with the reason of the call's signal
 * as soon as that is aborted, or with the error `Timeout` when the limit of that kind is over. The signal
 * that the work gets is aborted with the same. No timer remains, and no listener unless the work keeps it.
 *
 * @param more - Milliseconds on top of the limit.
 */
export async function inTime<T>(
  call: Omit<InputCall, 'keepSignal'>,
  kind: keyof TimeLimits,
  work: (signal: AbortSignal, keep: Keep) => Promise<T>,
  more = 0,
): Promise<T> {
  const { signal: outer, timeout, timings } = call
  outer?.throwIfAborted()
  const controller = new AbortController()
  const { signal } = controller
  const unfollow = onAbort(outer, (reason) => {
    controller.abort(reason)
  })
  let end = unfollow
  // Time is counted in four ticks: a machine that slept, for however long, has lost one of them and not all.
  let ticks = 4
  const limit = timeout[kind] && timeout[kind] + more
  const tick = (): void => {
    const message = `over the limit of timeout.${kind}, ${limit} ms`
    if (!--ticks) {
      controller.abort(fault({ ...call, attempt: timings.length }, { code: 'Timeout', message }))
    }
  }
  const timer = limit && setInterval(tick, limit / 4)
  try {
    return await Promise.race([
      new Promise<never>((_, reject) => {
        onAbort(signal, reject)
      }),
      work(signal, () => {
        end = () => undefined
        return unfollow
      }),
    ])
  } finally {
    clearInterval(timer)
    end()
  }
}
