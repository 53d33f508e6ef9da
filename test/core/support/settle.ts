import { vi } from 'vitest'

/** Lets a faked clock run from timer to timer until the promise is settled. */
export async function settle<T>(promise: Promise<T>): Promise<T> {
  let settled = false
  const done = () => {
    settled = true
  }
  promise.then(done, done)
  while (!settled) await vi.advanceTimersToNextTimerAsync()
  return promise
}
