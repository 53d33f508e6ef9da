import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createThrottle } from '../../packages/web/src/throttle.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A throttle of 100 ms, and when it ran. */
function create() {
  const start = performance.now()
  const times: number[] = []
  const throttle = createThrottle(100, () => void times.push(performance.now() - start))
  return { ...throttle, times }
}

describe('a throttle', () => {
  it('runs at once the first time, then no more often than its interval, and once at its end', () => {
    const { soon, times } = create()
    for (let time = 0; time < 250; time += 10) {
      soon()
      vi.advanceTimersByTime(10)
    }
    vi.advanceTimersByTime(1000)
    expect(times).toEqual([0, 100, 200, 300])
  })

  it('runs when it is told to, and counts that', () => {
    const { soon, now, times } = create()
    soon()
    vi.advanceTimersByTime(50)
    soon()
    now()
    soon()
    vi.advanceTimersByTime(1000)
    expect(times).toEqual([0, 50, 150])
  })

  it('forgets what is left to run', () => {
    const { soon, cancel, times } = create()
    soon()
    soon()
    cancel()
    vi.advanceTimersByTime(1000)
    expect([times, vi.getTimerCount()]).toEqual([[0], 0])
  })
})
