import {
  Command,
  isOosError,
  type Middleware,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'
import { GetObjectCommand, ListObjectsCommand, PutObjectCommand } from '@oos-js/commands'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createClient,
  credentials,
  errorDocument,
  rejection,
  type Answer,
} from './support/client.js'
import { settle } from './support/settle.ts'

const start = Date.UTC(2026, 0, 1)
const get = () => new GetObjectCommand({ Bucket: 'bucket', Key: 'key' })
const error = (status: number, code: string, headers?: Record<string, string>) =>
  new Response(errorDocument(code), { status, ...(headers && { headers }) })
const slowDown = (headers?: Record<string, string>) => error(503, 'SlowDown', headers)

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
    now: start,
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** How often a request is sent that is always answered like this. */
async function attemptsFor(answer: Answer, maxAttempts?: number): Promise<number> {
  const { client, sent } = createClient(answer, { maxAttempts })
  await settle(rejection(client.send(get())))
  return sent.length
}

/** Milliseconds between the requests of a call that is always answered like this. */
async function waitsFor(answer: Answer, maxAttempts: number): Promise<number[]> {
  const times: number[] = []
  const { client } = createClient(
    (sent, count) => {
      times.push(Date.now())
      return answer(sent, count)
    },
    { maxAttempts },
  )
  await settle(rejection(client.send(get())))
  return times.slice(1).map((time, index) => time - times[index]!)
}

describe('a failed request is sent again', () => {
  it.each<[string, Answer]>([
    [
      'a network error',
      () => {
        throw new TypeError('fetch failed')
      },
    ],
    ['a rejected fetch', () => Promise.reject(new Error('ECONNRESET'))],
    ['500 without a document', () => new Response(null, { status: 500 })],
    ['500 InternalError', () => error(500, 'InternalError')],
    ['500 Internal Error', () => error(500, 'Internal Error')],
    ['502 with a page', () => new Response('<html><h1>502</h1></html>', { status: 502 })],
    ['503 SlowDown', () => slowDown()],
    ['503 with an unknown code', () => error(503, 'SomethingNew')],
    ['504', () => new Response('', { status: 504 })],
    ['507', () => new Response('', { status: 507 })],
    ['429', () => new Response('', { status: 429 })],
    ['400 PutObjectTooFast', () => error(400, 'PutObjectTooFast')],
    ['400 SlowDown', () => error(400, 'SlowDown')],
    ['400 RequestTimeout', () => error(400, 'RequestTimeout')],
    ['400 IncompleteBody', () => error(400, 'IncompleteBody')],
  ])('after %s', async (_what, answer) => {
    expect(await attemptsFor(answer, 3)).toBe(3)
  })

  it('after a truncated list', async () => {
    const list =
      '<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated></ListBucketResult>'
    const { client, sent } = createClient(
      (_sent, count) => new Response(count < 3 ? list.slice(0, -5) : list),
      { maxAttempts: 3 },
    )
    const { Name } = await settle(client.send(new ListObjectsCommand({ Bucket: 'bucket' })))
    expect([Name, sent.length]).toEqual(['bucket', 3])
  })

  it('after an answer that broke off', async () => {
    const broken = () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('<ListBucketResult>'))
          controller.error(new TypeError('terminated'))
        },
      })
    const { client, sent } = createClient(() => new Response(broken()), { maxAttempts: 2 })
    const failure = await settle(
      rejection(client.send(new ListObjectsCommand({ Bucket: 'bucket' }))),
    )
    expect([failure.code, sent.length]).toEqual(['NetworkError', 2])
  })

  it('after an error inside a success', async () => {
    const { client, sent } = createClient(() => new Response(errorDocument('InternalError')), {
      maxAttempts: 2,
    })
    await settle(rejection(client.send(new ListObjectsCommand({ Bucket: 'bucket' }))))
    expect(sent).toHaveLength(2)
  })

  it('with the same body', async () => {
    const { client, sent } = createClient(() => slowDown(), { maxAttempts: 3 })
    const Body = new Uint8Array([1, 2, 3])
    await settle(
      rejection(client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body }))),
    )
    expect(sent.map(({ body }) => body)).toEqual([Body, Body, Body])
  })
})

describe('a failed request is not sent again', () => {
  it.each([
    [301, 'PermanentRedirect'],
    [304, 'NotModified'],
    [400, 'InvalidArgument'],
    [403, 'AccessDenied'],
    [403, 'RequestTimeTooSkewed'],
    [404, 'NoSuchKey'],
    [409, 'BucketAlreadyExists'],
    [412, 'PreconditionFailed'],
    [416, 'InvalidRange'],
    [501, 'NotImplemented'],
  ])('after %i %s', async (status, code) => {
    const body = status === 304 ? null : errorDocument(code)
    expect(await attemptsFor(() => new Response(body, { status }), 3)).toBe(1)
  })

  it('after an input that cannot be sent', async () => {
    const { client } = createClient(undefined, { maxAttempts: 3 })
    const failure = await rejection(client.send(new GetObjectCommand({ Bucket: 'A', Key: 'key' })))
    expect([failure.code, failure.attempts]).toEqual(['InvalidInput', 0])
  })

  it('after an error that middleware threw', async () => {
    const { client } = createClient(undefined, { maxAttempts: 3 })
    const broken = vi.fn<Middleware>(() => Promise.reject(new Error('mine')))
    client.use('break', broken, { step: 'wire' })
    await rejection(client.send(get()))
    expect(broken).toHaveBeenCalledOnce()
  })

  it('when its operation says never', async () => {
    const operation: Operation<object, WithMetadata> = {
      name: 'CreateAccessKey',
      method: 'POST',
      input: {},
      output: {},
      retry: 'never',
    }
    class CreateAccessKeyCommand extends Command<object, WithMetadata> {
      constructor() {
        super(operation, {})
      }
    }
    const { client, sent } = createClient(() => slowDown(), { maxAttempts: 5 })
    const failure = await rejection(client.send(new CreateAccessKeyCommand()))
    expect([failure.code, sent.length]).toEqual(['SlowDown', 1])
  })
})

describe('the number of attempts', () => {
  it('is 3 unless told', async () => {
    expect(await attemptsFor(() => slowDown())).toBe(3)
  })

  it.each([1, 2, 7])('is at most the client’s maxAttempts, %i', async (maxAttempts) => {
    expect(await attemptsFor(() => slowDown(), maxAttempts)).toBe(maxAttempts)
  })

  it('is at most the call’s maxAttempts where that is told', async () => {
    const { client, sent } = createClient(() => slowDown(), { maxAttempts: 5 })
    await settle(rejection(client.send(get(), { maxAttempts: 2 })))
    expect(sent).toHaveLength(2)
  })

  it('is in the error', async () => {
    const { client } = createClient(() => slowDown(), { maxAttempts: 4 })
    const failure = await settle(rejection(client.send(get())))
    expect([failure.code, failure.attempts]).toEqual(['SlowDown', 4])
  })

  it('is in the error when the last attempt failed for good', async () => {
    const { client } = createClient(
      (_sent, count) => (count === 1 ? slowDown() : error(404, 'NoSuchKey')),
      { maxAttempts: 4 },
    )
    const failure = await settle(rejection(client.send(get())))
    expect([failure.code, failure.attempts]).toEqual(['NoSuchKey', 2])
  })

  it('is in the metadata', async () => {
    const { client } = createClient((_sent, count) => (count < 3 ? slowDown() : new Response('')), {
      maxAttempts: 3,
    })
    const { $metadata } = await settle(client.send(get()))
    expect($metadata.attempts).toBe(3)
  })

  it('is 1 in the metadata when the first one succeeded', async () => {
    const { client } = createClient()
    expect((await client.send(get())).$metadata.attempts).toBe(1)
  })
})

describe('the wait before the next attempt', () => {
  it('Req 5d: is nothing at the lower bound of the jitter', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    expect(await waitsFor(() => slowDown(), 5)).toEqual([0, 0, 0, 0])
  })

  it('Req 5d: doubles from 100 ms to 20 s at the upper bound of the jitter', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1 - 2 ** -53)
    const waits = await waitsFor(() => slowDown(), 11)
    const bounds = [100, 200, 400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000]
    // A timer's delay is cut to whole milliseconds.
    expect(waits).toEqual(bounds.map((bound) => bound - 1))
  })

  it('lies at the same place between the bounds as the random number', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.25)
    expect(await waitsFor(() => slowDown(), 4)).toEqual([25, 50, 100])
  })

  it('is the Retry-After in seconds', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    expect(await waitsFor(() => slowDown({ 'retry-after': '90' }), 3)).toEqual([90_000, 90_000])
  })

  it('lasts until the Retry-After date', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const answer = () => slowDown({ 'retry-after': new Date(Date.now() + 30_000).toUTCString() })
    expect(await waitsFor(answer, 2)).toEqual([30_000])
  })

  it.each(['500', '1e9', new Date(start + 86_400_000).toUTCString()])(
    'is 120 s at most for the Retry-After %s',
    async (value) => {
      expect(await waitsFor(() => slowDown({ 'retry-after': value }), 2)).toEqual([120_000])
    },
  )

  it('is the jitter where that is more than the Retry-After', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const waits = await waitsFor(() => slowDown({ 'retry-after': '1' }), 7)
    // A little more than a second, or the clients of a service that was down would all come back at once.
    expect(waits).toEqual([1050, 1050, 1050, 1050, 1050, 1600])
  })

  it.each(['0', '-5', 'soon', '', new Date(start - 1000).toUTCString()])(
    'is the jitter for the Retry-After %j, which asks for nothing',
    async (value) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      expect(await waitsFor(() => slowDown({ 'retry-after': value }), 2)).toEqual([50])
    },
  )

  it('is kept in the error as the service asked for it', async () => {
    const { client } = createClient(() => slowDown({ 'retry-after': '90' }))
    expect((await rejection(client.send(get()))).retryAfter).toBe(90_000)
  })
})

describe('an abort', () => {
  const reason = { mine: true }

  it('Req 5d: during the wait rejects at once with the signal’s reason untouched', async () => {
    const controller = new AbortController()
    const { client, sent } = createClient(() => slowDown({ 'retry-after': '90' }), {
      maxAttempts: 3,
    })
    const failure = rejection(client.send(get(), { signal: controller.signal }))
    while (vi.getTimerCount() === 0) await vi.advanceTimersByTimeAsync(0)
    controller.abort(reason)
    expect(await failure).toBe(reason)
    expect([Date.now(), sent.length, vi.getTimerCount()]).toEqual([start, 1, 0])
  })

  it('while the request is out rejects with the signal’s reason and no further request', async () => {
    const controller = new AbortController()
    const { client, sent } = createClient(
      () => {
        controller.abort(reason)
        throw new TypeError('aborted by the transport')
      },
      { maxAttempts: 3 },
    )
    const failure = await rejection(client.send(get(), { signal: controller.signal }))
    expect(failure).toBe(reason)
    expect(sent).toHaveLength(1)
  })

  it('while the answer is read rejects with the signal’s reason', async () => {
    const controller = new AbortController()
    const body = () =>
      new ReadableStream({
        pull(stream) {
          controller.abort(reason)
          stream.error(new DOMException('aborted', 'AbortError'))
        },
      })
    const { client } = createClient(() => new Response(body()), { maxAttempts: 3 })
    const list = new ListObjectsCommand({ Bucket: 'bucket' })
    const failure = await rejection(client.send(list, { signal: controller.signal }))
    expect(failure).toBe(reason)
  })

  it('that came with the failing answer leads to no wait', async () => {
    const controller = new AbortController()
    const { client, sent } = createClient(
      () => {
        controller.abort(reason)
        return slowDown()
      },
      { maxAttempts: 3 },
    )
    const failure = await rejection(client.send(get(), { signal: controller.signal }))
    expect(failure).toBe(reason)
    expect([sent.length, vi.getTimerCount()]).toEqual([1, 0])
  })

  it('before the call rejects with the signal’s reason and sends nothing', async () => {
    const { client, sent } = createClient()
    const failure = client.send(get(), { signal: AbortSignal.abort(reason) })
    await expect(failure).rejects.toBe(reason)
    expect(sent).toEqual([])
  })

  it('after a wait leaves no listener on the signal', async () => {
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    const { client } = createClient(
      (_sent, count) => (count === 1 ? slowDown() : new Response('')),
      { maxAttempts: 2 },
    )
    const { Body } = await settle(client.send(get(), { signal }))
    await Body.cancel()
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
      added.mock.calls.map(([, listener]) => listener),
    )
  })

  it('aborts the signal that the transport got, with the same reason', async () => {
    const controller = new AbortController()
    const { client, sent } = createClient(() => new Promise(() => undefined))
    const failure = rejection(client.send(get(), { signal: controller.signal }))
    await vi.waitUntil(() => sent.length > 0)
    controller.abort(reason)
    expect(await failure).toBe(reason)
    expect(sent[0]?.signal?.reason).toBe(reason)
  })
})

describe('every attempt is signed anew', () => {
  it('with a date that follows the clock', async () => {
    let now = Date.UTC(2018, 11, 10, 6, 12, 21)
    const { client, sent } = createClient(
      () => {
        now += 5000
        return slowDown()
      },
      { maxAttempts: 3, credentials, clock: { now: () => now } },
    )
    await settle(rejection(client.send(get())))
    expect(sent.map(({ headers }) => headers.get('x-amz-date'))).toEqual([
      'Mon, 10 Dec 2018 06:12:21 GMT',
      'Mon, 10 Dec 2018 06:12:26 GMT',
      'Mon, 10 Dec 2018 06:12:31 GMT',
    ])
  })

  it('with a signature of its own', async () => {
    let now = 0
    const { client, sent } = createClient(() => slowDown(), {
      maxAttempts: 3,
      credentials,
      clock: { now: () => (now += 1000) },
    })
    await settle(rejection(client.send(get())))
    expect(new Set(sent.map(({ headers }) => headers.get('authorization'))).size).toBe(3)
  })

  it('with the credentials that the provider gives then', async () => {
    let count = 0
    const { client, sent } = createClient(() => slowDown(), {
      maxAttempts: 2,
      credentials: async () => ({
        accessKeyId: `key${++count}`,
        secretAccessKey: 'secret',
        sessionToken: `token${count}`,
        expiration: new Date(0),
      }),
    })
    await settle(rejection(client.send(get())))
    const keys = sent.map(({ headers }) => [
      headers.get('authorization')?.split(':')[0],
      headers.get('x-amz-security-token'),
    ])
    expect(keys).toEqual([
      ['AWS key1', 'token1'],
      ['AWS key2', 'token2'],
    ])
  })

  it('not at all without credentials', async () => {
    const { client, sent } = createClient(() => slowDown(), { maxAttempts: 2 })
    const failure = await settle(rejection(client.send(get())))
    expect(isOosError(failure)).toBe(true)
    expect(sent.map(({ headers }) => [...headers])).toEqual([[], []])
  })
})
