import { GetObjectCommand, HeadObjectCommand } from '@oos-js/commands'
import type { AttemptTiming, SendOptions } from '@oos-js/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClient, rejection } from './support/client.ts'

const get = () => new GetObjectCommand({ Bucket: 'bucket', Key: 'key' })
const never = () => new Promise<Response>(() => undefined)

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('a limit that is none', () => {
  it.each<[string, string, unknown]>([
    ['a negative one', 'idle', { timeout: { idle: -1 } }],
    ['one that is no number', 'firstByte', { timeout: { firstByte: NaN } }],
    ['an endless one', 'total', { timeout: { total: Infinity } }],
    ['one that no timer can have', 'total', { timeout: { total: 2 ** 31 } }],
    ['text', 'idle', { timeout: { idle: 'soon' } }],
    ['a name that there is not', 'connect', { timeout: { connect: 1000 } }],
    ['a number for them all', 'timeout', { timeout: 1000 }],
    ['nothing at all', 'timeout', { timeout: null }],
    ['no attempt', 'maxAttempts', { maxAttempts: 0 }],
    ['fewer attempts than none', 'maxAttempts', { maxAttempts: -1 }],
    ['attempts without a number', 'maxAttempts', { maxAttempts: NaN }],
    ['endless attempts', 'maxAttempts', { maxAttempts: Infinity }],
  ])('is refused by clients and calls: %s', async (_what, member, options) => {
    const refusal = expect.objectContaining({ code: 'InvalidInput', member }) as Error
    expect(() => createClient(undefined, options as SendOptions)).toThrow(refusal)
    const { client, sent } = createClient()
    const error = await rejection(client.send(get(), options as SendOptions))
    expect(error).toMatchObject({ code: 'InvalidInput', member })
    expect(error.message).toContain(member)
    expect(sent).toEqual([])
  })

  it('is no number in text, which counts as that number', async () => {
    vi.useFakeTimers()
    const timeout = { firstByte: '1000' } as never
    const { client } = createClient(never, { timeout })
    const failure = rejection(client.send(get()))
    await vi.advanceTimersByTimeAsync(1000)
    expect((await failure).code).toBe('Timeout')
  })
})

/**
 * A platform whose timers a test lets fire: each due one once, as after a sleep of the machine, however
 * many times over it was due.
 */
function sleepyPlatform() {
  const timers = new Map<object, { run: () => void; again: boolean }>()
  const add = (again: boolean) => (run: () => void) => {
    const id = {}
    timers.set(id, { run, again })
    return id
  }
  const remove = (id: object) => void timers.delete(id)
  vi.stubGlobal('setTimeout', add(false))
  vi.stubGlobal('setInterval', add(true))
  vi.stubGlobal('clearTimeout', remove)
  vi.stubGlobal('clearInterval', remove)
  return {
    wake() {
      for (const [id, { run, again }] of [...timers]) {
        if (!again) timers.delete(id)
        run()
      }
    },
    timers,
  }
}

describe('a machine that slept through a limit', () => {
  it('still takes the answer that comes when it wakes', async () => {
    const { wake, timers } = sleepyPlatform()
    let answer: ((response: Response) => void) | undefined
    const { client, sent } = createClient(() => new Promise((resolve) => (answer = resolve)))
    const output = client.send(new HeadObjectCommand({ Bucket: 'bucket', Key: 'key' }))
    while (sent.length === 0) await Promise.resolve()
    for (let sleep = 0; sleep < 3; sleep++) wake()
    answer?.(new Response())
    expect([(await output).$metadata.attempts, timers.size]).toEqual([1, 0])
  })

  it('gives up when the answer does not come for the rest of it', async () => {
    const { wake, timers } = sleepyPlatform()
    const { client, sent } = createClient(never)
    const failure = rejection(client.send(get()))
    while (sent.length === 0) await Promise.resolve()
    for (let quarter = 0; quarter < 4; quarter++) wake()
    expect([(await failure).code, timers.size]).toEqual(['Timeout', 0])
  })
})

describe('the timings of a call', () => {
  it('tell of each attempt when it began, was sent, answered and ended, and what it failed with', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const begin = performance.now()
    const { client } = createClient(
      (_sent, count) =>
        new Promise((resolve) => {
          setTimeout(() => {
            resolve(new Response(null, { status: count === 1 ? 503 : 200 }))
          }, 30)
        }),
      { maxAttempts: 3 },
    )
    let timings: readonly AttemptTiming[] = []
    client.use(
      'look',
      (call, next) => {
        timings = call.timings
        return next(call)
      },
      { step: 'input' },
    )
    let settled = false
    const output = client.send(get()).finally(() => (settled = true))
    while (!settled) await vi.advanceTimersToNextTimerAsync()
    await output
    const since = (time = NaN) => time - begin
    expect(
      timings.map(({ start, sent, firstByte, end }) => [start, sent, firstByte, end].map(since)),
    ).toEqual([
      [0, 0, 30, 30],
      [80, 80, 110, 110],
    ])
    expect(timings.map(({ error }) => error)).toEqual([
      expect.objectContaining({ code: 'SlowDown' }),
      undefined,
    ])
  })

  it('have no answer where none came', async () => {
    const { client } = createClient(() => Promise.reject(new TypeError('fetch failed')))
    let timings: readonly AttemptTiming[] = []
    client.use('look', (call, next) => {
      timings = call.timings
      return next(call)
    })
    await rejection(client.send(get()))
    expect(timings).toEqual([
      {
        start: expect.any(Number),
        sent: expect.any(Number),
        end: expect.any(Number),
        error: expect.objectContaining({ code: 'NetworkError' }),
      },
    ])
  })
})
