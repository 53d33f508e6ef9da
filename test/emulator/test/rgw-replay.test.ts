import { beforeAll, describe, expect, it } from 'vitest'
import { replay } from './rgw-replay/replay.js'
import { exceptions, outcome, steps } from './rgw-replay/steps.js'

const excepted = new Map(exceptions.map((exception) => [exception.step, exception]))
let got: ReadonlyMap<string, string>

beforeAll(async () => {
  got = await replay()
}, 60_000)

describe('what was sent to Ceph RGW', () => {
  it('is here with all requests that were kept, and those whose answers were', () => {
    const count = (wanted?: string): number =>
      steps.filter(({ origin }) => origin === wanted).length
    expect([count(), count('rebuilt')]).toEqual([251, 4])
  })

  it('is sent to the emulator, step by step', () => {
    expect([...got.keys()]).toEqual(steps.map(({ step }) => step))
  })
})

describe('what Ceph RGW answered', () => {
  const same = steps.filter(({ step }) => !excepted.has(step))

  it.each(same)('is what the emulator answers: $step', (step) => {
    expect(got.get(step.step)).toBe(outcome(step))
  })
})

describe('an exception from it', () => {
  it.each(exceptions)('is what the emulator answers: $step', (exception) => {
    expect(got.get(exception.step)).toBe(outcome(exception))
  })

  it.each(exceptions)('differs from what RGW answered: $step', (exception) => {
    const step = steps.find((one) => one.step === exception.step)
    expect(step).toBeDefined()
    expect(step && outcome(step)).not.toBe(outcome(exception))
  })
})
