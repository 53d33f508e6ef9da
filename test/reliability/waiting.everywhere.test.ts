import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createClient,
  credentials,
  errorDocument,
  rejection,
  type Answer,
} from '../core/support/client.ts'
import { settle, turns } from '../core/support/settle.ts'
import { textAnswer } from '../core/support/text-answer.ts'

const start = Date.UTC(2026, 0, 1)
const get = () => new GetObjectCommand({ Bucket: 'bucket', Key: 'key' })
const head = () => new HeadObjectCommand({ Bucket: 'bucket', Key: 'key' })
const put = (Body: Uint8Array | string = 'abc') =>
  new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body })
const error = (status: number, code: string, headers: Record<string, string> = {}) =>
  textAnswer(errorDocument(code), { status, headers })
const never = () => new Promise<Response>(() => undefined)

// Loading takes real time, which the clock of these tests does not wait for.
beforeAll(() => import('../../packages/core/src/failure/failure.js'))

beforeEach(() => {
  vi.useFakeTimers({ now: start })
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A client, and when each of its requests went out, in milliseconds from the start. */
function timed(answer: Answer, options: Parameters<typeof createClient>[1] = {}) {
  const times: number[] = []
  const made = createClient(
    (sent, count) => {
      times.push(Date.now() - start)
      return answer(sent, count)
    },
    { maxAttempts: 3, ...options },
  )
  return { ...made, times }
}

it('F12: a connection that was closed is followed by a request at once', async () => {
  vi.mocked(Math.random).mockReturnValue(0.5)
  const reset = Object.assign(new Error('closed'), { code: 'ECONNRESET' })
  const { client, times } = timed((_sent, count) => {
    if (count < 3) throw new TypeError('fetch failed', { cause: reset })
    return new Response()
  })
  await settle(client.send(put()))
  expect(times).toEqual([0, 0, 100])
})

it('F13: PutObjectTooFast after a reset is waited out', async () => {
  const { client, times } = timed((_sent, count) => {
    if (count === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
    return count === 2 ? error(400, 'PutObjectTooFast') : new Response()
  })
  await settle(client.send(put()))
  expect(times).toEqual([0, 0, 1000])
})

it('F14: all calls of a client wait as long as one of them was told to', async () => {
  const { client, sent, times } = timed((_sent, count) =>
    count === 1 ? error(503, 'SlowDown', { 'retry-after': '90' }) : new Response(),
  )
  const first = client.send(get())
  while (sent.length === 0) await turns(1)
  await turns(20)
  await vi.advanceTimersByTimeAsync(1000)
  const outputs = await settle(Promise.all([first, client.send(get()), client.send(get())]))
  expect(times).toEqual([0, 90_000, 90_000, 90_000])
  expect(outputs.map(({ $metadata }) => $metadata.attempts)).toEqual([2, 1, 1])
})

it.each<[string, () => Response]>([
  ['no document', () => new Response(null, { status: 503 })],
  ['a page', () => textAnswer('<html><title>busy</title></html>', { status: 503 })],
])('F15: 503 with %s is SlowDown, and sent again', async (_what, answer) => {
  const { client, sent } = timed(answer)
  const failures = [
    await settle(rejection(client.send(get()))),
    await settle(rejection(client.send(head()))),
  ]
  expect(failures.map(({ code, attempts }) => [code, attempts])).toEqual([
    ['SlowDown', 3],
    ['SlowDown', 3],
  ])
  expect(sent).toHaveLength(6)
})

it.each([
  ['90', 90_000],
  [new Date(start + 30_000).toUTCString(), 30_000],
  ['1000000000', 120_000],
  ['-5', 0],
  ['soon', 0],
])('F16: Retry-After %s is a wait of %i ms', async (value, wait) => {
  const { client, times } = timed(() => error(503, 'SlowDown', { 'retry-after': value }), {
    maxAttempts: 2,
  })
  await settle(rejection(client.send(get())))
  expect(times).toEqual([0, wait])
})

it('F17: Internal Error with a space is InternalError, and sent again', async () => {
  const { client } = timed(() => error(500, 'Internal Error'))
  expect(await settle(rejection(client.send(get())))).toMatchObject({
    code: 'InternalError',
    attempts: 3,
  })
})

it('F29: a late answer to an upload is waited for, a second longer for each 16 KiB', async () => {
  const late = () =>
    new Promise<Response>((resolve) => setTimeout(() => resolve(new Response()), 99_000))
  const { client } = timed(late, { maxAttempts: 1 })
  await settle(client.send(put(new Uint8Array(40 * 16_384))))
  const failure = await settle(rejection(client.send(put())))
  expect([failure.code, failure.attempts]).toEqual(['Timeout', 1])
})

it('F29: the total is limited only where that is asked for', async () => {
  const { client, sent } = timed(never, { timeout: { firstByte: 1000, total: 2500 } })
  const failure = await settle(rejection(client.send(get())))
  expect([failure.code, failure.message.includes('timeout.total')]).toEqual(['Timeout', true])
  expect([sent.length, vi.getTimerCount()]).toEqual([3, 0])
})

it.each<[string, Answer, object]>([
  ['during credentials', never, { credentials: () => new Promise(() => undefined) }],
  ['during the request', never, {}],
  ['during the gate', () => error(503, 'SlowDown', { 'retry-after': '90' }), {}],
  ['during the body', () => new Response(new ReadableStream()), {}],
  [
    'during the wait for the next attempt',
    () => {
      vi.mocked(Math.random).mockReturnValue(1 - 2 ** -53)
      return error(503, 'SlowDown')
    },
    {},
  ],
])(
  'F38: an abort %s rejects at once with the reason, and leaves nothing',
  async (_when, answer, options) => {
    const controller = new AbortController()
    const added = vi.spyOn(controller.signal, 'addEventListener')
    const removed = vi.spyOn(controller.signal, 'removeEventListener')
    const { client } = timed(answer, options)
    const failure = rejection(client.send(put(), { signal: controller.signal }))
    await vi.advanceTimersByTimeAsync(100)
    const reason = { mine: true }
    controller.abort(reason)
    expect(await failure).toBe(reason)
    await vi.advanceTimersByTimeAsync(0)
    expect([vi.getTimerCount(), removed.mock.calls.length]).toEqual([0, added.mock.calls.length])
  },
)

it.each(['PutObjectTooFast', 'IncompleteBody', 'RequestTimeout'])(
  'F41: 400 %s is sent again',
  async (code) => {
    const { client } = timed((_sent, count) => (count < 3 ? error(400, code) : new Response()))
    expect((await settle(client.send(put()))).$metadata.attempts).toBe(3)
  },
)

it('F41: BadDigest is sent once more, and then it is Integrity', async () => {
  const { client } = timed(() => error(400, 'BadDigest'))
  const failure = await settle(rejection(client.send(put())))
  expect([failure.code, failure.attempts, failure.earlier.length]).toEqual(['Integrity', 2, 1])
})

/** A service whose clock is `ahead` milliseconds ahead of that of the client. */
const skewed =
  (ahead: () => number, more: Record<string, string> = {}): Answer =>
  ({ headers }) => {
    const now = Date.now() + ahead()
    const off = Math.abs(Date.parse(headers.get('x-amz-date') ?? '') - now) > 900_000
    const date = { date: new Date(now).toUTCString(), ...more }
    return off ? error(403, 'RequestTimeTooSkewed', date) : new Response()
  }

it.each([-960_000, 960_000, 3_600_000])(
  'F18: eight calls with a clock off by %i ms need two attempts at most, and again when it is put right',
  async (off) => {
    let ahead = off
    const { client } = timed(
      skewed(() => ahead),
      { credentials },
    )
    const all = () => settle(Promise.all(Array.from({ length: 8 }, () => client.send(put()))))
    for (ahead of [off, 0]) {
      for (const { $metadata } of await all()) expect($metadata.attempts).toBeLessThanOrEqual(2)
    }
  },
)

it('F18: the time in the error’s document teaches where the answer has no Date', async () => {
  const ahead = 3_600_000
  const { client } = timed(
    ({ headers }) => {
      const now = Date.now() + ahead
      if (Math.abs(Date.parse(headers.get('x-amz-date') ?? '') - now) < 900_000)
        return new Response()
      const time = `<ServerTime>${new Date(now).toISOString()}</ServerTime>`
      return textAnswer(errorDocument('RequestTimeTooSkewed', 'No.', time), { status: 403 })
    },
    { credentials },
  )
  expect((await settle(client.send(put()))).$metadata.attempts).toBe(2)
})

it('F18: a skew after a correction is final', async () => {
  const { client, sent } = timed(
    () => error(403, 'RequestTimeTooSkewed', { date: new Date(start + 3_600_000).toUTCString() }),
    { credentials, maxAttempts: 9 },
  )
  expect((await settle(rejection(client.send(put())))).code).toBe('RequestTimeTooSkewed')
  expect(sent).toHaveLength(2)
})

it('F19: a skew without a visible Date says what to expose, and is not sent again', async () => {
  const { client, sent } = timed(() => error(403, 'RequestTimeTooSkewed'), { credentials })
  const failure = await settle(rejection(client.send(put())))
  expect([failure.hint?.includes('ExposeHeader Date'), sent.length]).toEqual([true, 1])
})

it.each([
  ['of another day', { credentials }, 2 * 86_400_000, {}],
  ['of a cache', { credentials }, 3_600_000, { age: '10' }],
])('S21: a Date %s teaches nothing', async (_whose, options, ahead, more) => {
  const { client, sent } = timed(
    skewed(() => ahead, more),
    options,
  )
  await settle(rejection(client.send(put())))
  expect(sent).toHaveLength(1)
})

it('S21: a Date of another day teaches where the caller allows as much', async () => {
  const { client } = timed(
    skewed(() => 2 * 86_400_000),
    { credentials, maxClockOffset: 3 * 86_400_000 },
  )
  expect((await settle(client.send(put()))).$metadata.attempts).toBe(2)
})

const refusesFirst: Answer = ({ headers }) =>
  headers.get('authorization')?.startsWith('AWS key1:')
    ? error(403, 'ExpiredToken')
    : new Response()

it('F21, S23: twenty calls with ended credentials ask for others once', async () => {
  let count = 0
  const provider = vi.fn(async () => ({ accessKeyId: `key${++count}`, secretAccessKey: 'secret' }))
  const { client, sent } = timed(refusesFirst, { credentials: provider })
  await settle(Promise.all(Array.from({ length: 20 }, () => client.send(put()))))
  // A call that comes to its signature after the renewal needs one attempt only.
  expect(provider).toHaveBeenCalledTimes(2)
  expect(sent.length).toBeLessThanOrEqual(40)
})

describe('HEAD, whose 403 does not say why,', () => {
  const minutes = (count: number) => new Date(start + count * 60_000)
  const provided = (ends: Date | undefined, renewed = 'key2') => {
    let count = 0
    const provider = vi.fn(async () => ({
      accessKeyId: ++count === 1 ? 'key1' : renewed,
      secretAccessKey: 'secret',
      expiration: count === 1 ? ends : minutes(60),
    }))
    const { client, sent } = timed(
      ({ headers }) =>
        new Response(null, {
          status: headers.get('authorization')?.startsWith('AWS key1:') ? 403 : 200,
        }),
      { credentials: provider },
    )
    return { client, sent, provider }
  }

  it('F21: asks for other credentials when its own end within minutes', async () => {
    const { client, provider } = provided(minutes(3))
    expect((await settle(client.send(head()))).$metadata.attempts).toBe(2)
    expect(provider).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['end later', minutes(10)],
    ['have no known end', undefined],
  ])('F21: is denied at once when its own %s', async (_when, ends) => {
    const { client, sent, provider } = provided(ends)
    const failure = await settle(rejection(client.send(head())))
    expect([failure.code, sent.length, provider.mock.calls.length]).toEqual(['AccessDenied', 1, 1])
  })

  it('F21: is denied when there are no others', async () => {
    const { client, sent } = provided(minutes(3), 'key1')
    const failure = await settle(rejection(client.send(head())))
    expect([failure.code, failure.member, sent.length]).toEqual(['AccessDenied', undefined, 1])
  })
})

it.each<[string, () => Promise<typeof credentials>, string]>([
  ['rejects', () => Promise.reject(new Error('signed out')), 'InvalidInput'],
  ['hangs', () => new Promise(() => undefined), 'Timeout'],
  [
    'gives the same pair again',
    () => Promise.resolve({ ...credentials, accessKeyId: 'key1' }),
    'ExpiredToken',
  ],
])('F22: a provider that %s is named by the error', async (_what, provider, code) => {
  const { client } = timed(refusesFirst, { credentials: provider, maxAttempts: 3 })
  const failure = await settle(rejection(client.send(put())))
  expect([failure.code, failure.member]).toEqual([code, 'credentials'])
  expect(failure.message).toContain('the provider of credentials')
  expect(vi.getTimerCount()).toBe(0)
})
