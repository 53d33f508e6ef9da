import { fault } from './fault.js'
import type { InputCall } from './middleware.js'
import { onAbort } from './on-abort.js'
import type { TimeLimits } from './time-limits.js'

/** Keeps a signal following its origin when the work is over; what it gives ends that. */
export type Keep = () => () => void

/** Tells work that it is over before it is done. */
export interface Ending {
  /** Made when it is asked for, which takes long; absent where nothing can end the work. */
  readonly signal?: AbortSignal
  /** What is called with the reason; work sets it that asks for no signal. */
  onEnd?: ((reason: unknown) => void) | undefined
}

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
  work: (ending: Ending, keep: Keep) => Promise<T>,
  more = 0,
): Promise<T> {
  const { signal, timeout, timings } = call
  signal?.throwIfAborted()
  const limit = timeout[kind] && timeout[kind] + more
  if (!signal && !limit) return work({}, () => () => undefined)
  const ending: AbortController & Ending = new AbortController()
  // Time is counted in four ticks: a machine that slept, for however long, has lost one of them and not all.
  let ticks = 4
  let timer: ReturnType<typeof setInterval> | undefined
  let end: (() => void) | undefined
  try {
    return await new Promise<T>((resolve, reject) => {
      const stop = (reason: unknown): void => {
        reject(reason)
        ending.onEnd?.(reason)
        ending.abort(reason)
      }
      const unfollow = (end = onAbort(signal, stop))
      const tick = (): void => {
        const message = `over timeout.${kind}, ${limit} ms`
        if (!--ticks) {
          stop(fault({ ...call, attempt: timings.length }, { code: 'Timeout', message }))
        }
      }
      if (limit) timer = setInterval(tick, limit / 4)
      const keep: Keep = () => {
        end = undefined
        return unfollow
      }
      work(ending, keep).then(resolve, reject)
    })
  } finally {
    clearInterval(timer)
    end?.()
  }
}
