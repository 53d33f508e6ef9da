import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProgressMeter } from '../../packages/web/src/progress-meter.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a progress meter', () => {
  it('Req 4b: never goes back, never passes the total, and is whole only when all is done', () => {
    const step = fc.record({ confirmed: fc.nat(1200), underWay: fc.nat(1200), time: fc.nat(500) })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const meter = createProgressMeter(1000)
        let before = meter.read(false)
        for (const { confirmed, underWay, time } of steps) {
          vi.advanceTimersByTime(time)
          meter.set(Math.min(confirmed, 1000), underWay)
          const now = meter.read(false)
          expect(now.loaded).toBeGreaterThanOrEqual(before.loaded)
          expect(now.confirmed).toBeGreaterThanOrEqual(before.confirmed)
          expect(now.fraction).toBeGreaterThanOrEqual(before.fraction ?? 0)
          expect(now.loaded).toBeLessThanOrEqual(1000)
          expect(now.fraction).toBeLessThan(1)
          before = now
        }
        expect(meter.read(true)).toMatchObject({ loaded: 1000, confirmed: 1000, fraction: 1 })
      }),
    )
  })

  it('tells speed and time left', () => {
    const meter = createProgressMeter(100_000)
    expect(meter.read(false)).toMatchObject({ bytesPerSecond: undefined, secondsLeft: undefined })
    meter.set(0, 0)
    for (let bytes = 1000; bytes <= 60_000; bytes += 1000) {
      vi.advanceTimersByTime(100)
      meter.set(bytes, 0)
    }
    const { bytesPerSecond = 0, secondsLeft = 0 } = meter.read(false)
    expect(bytesPerSecond).toBeGreaterThan(9500)
    expect(bytesPerSecond).toBeLessThan(10_500)
    expect(secondsLeft).toBeGreaterThan(3.8)
    expect(secondsLeft).toBeLessThan(4.2)
  })

  it('becomes slower while nothing moves', () => {
    const meter = createProgressMeter(100_000)
    meter.set(0, 0)
    vi.advanceTimersByTime(1000)
    meter.set(10_000, 0)
    const before = meter.read(false).bytesPerSecond ?? 0
    vi.advanceTimersByTime(10_000)
    const after = meter.read(false).bytesPerSecond ?? 0
    expect([after < before / 2, after > 0]).toEqual([true, true])
  })

  it('does not take a pause for slowness, nor what was there before for speed', () => {
    const meter = createProgressMeter(100_000)
    meter.start(50_000)
    expect(meter.read(false)).toMatchObject({ loaded: 50_000, bytesPerSecond: undefined })
    meter.set(50_000, 0)
    vi.advanceTimersByTime(1000)
    meter.set(60_000, 0)
    meter.rest()
    vi.advanceTimersByTime(3_600_000)
    meter.set(60_000, 0)
    vi.advanceTimersByTime(1000)
    meter.set(70_000, 0)
    const { bytesPerSecond = 0 } = meter.read(false)
    expect(bytesPerSecond).toBeGreaterThan(9000)
    expect(bytesPerSecond).toBeLessThan(12_000)
  })

  it('knows no fraction of what has no end yet, and all of what is empty', () => {
    const meter = createProgressMeter()
    meter.set(10, 5)
    expect(meter.read(false)).toMatchObject({ total: undefined, loaded: 15, fraction: undefined })
    meter.total(20)
    expect(meter.read(false).fraction).toBe(0.75)
    const empty = createProgressMeter(0)
    expect([empty.read(false).fraction, empty.read(true)]).toEqual([
      0,
      expect.objectContaining({ total: 0, loaded: 0, confirmed: 0, fraction: 1 }),
    ])
  })
})
