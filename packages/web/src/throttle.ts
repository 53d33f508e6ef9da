/** Runs something, but not too often. */
export interface Throttle {
  /** Runs it now, or when the interval since the last time is over. */
  soon(): void
  /** Runs it now. */
  now(): void
  /** Forgets what was to be run. */
  cancel(): void
}

/**
 * Keeps `run` from running more often than every `interval` milliseconds; what was asked for meanwhile is
 * done once, at the end of it.
 */
export function createThrottle(interval: number, run: () => void): Throttle {
  let last = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  const now = (): void => {
    cancel()
    last = performance.now()
    run()
  }
  return {
    now,
    cancel,
    soon() {
      const wait = last + interval - performance.now()
      // A clock that was set back, or a timer that a tab in the background holds up, only makes it late.
      if (wait <= 0) now()
      else timer ??= setTimeout(now, wait)
    },
  }
}
