import { vi } from 'vitest'

// Taken before a test fakes it.
const { setTimeout: wait } = globalThis

/** Lets a faked clock run from timer to timer until the promise is settled. */
export async function settle<T>(promise: Promise<T>): Promise<T> {
  let settled = false
  const done = () => {
    settled = true
  }
  promise.then(done, done)
  await turns(2)
  while (!settled) {
    await vi.advanceTimersToNextTimerAsync()
    await turns(2)
  }
  return promise
}

/**
 * Lets the platform do what it does in tasks of its own while a faked clock stands still: signing, reading
 * answers, and in Firefox even importing a module that is there already.
 */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise<void>((resolve) => wait(resolve))
}
