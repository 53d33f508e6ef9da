import { GetObjectCommand, HeadObjectCommand } from '@oos-js/commands'
import { waitUntil } from '@oos-js/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'

const head = new HeadObjectCommand({ Bucket: 'bucket', Key: 'k' })

/** A client that gets these statuses one after another, the last one again and again. */
function answering(...statuses: readonly number[]) {
  const times: number[] = []
  const cancelled: number[] = []
  const client = createClient({
    // WebCrypto takes real time, which fake timers do not wait for.
    credentials: undefined,
    fetch: () => {
      const status = statuses[Math.min(times.length, statuses.length - 1)] ?? 200
      times.push(Date.now())
      const body = new ReadableStream({
        cancel: () => {
          cancelled.push(status)
        },
      })
      const headers = { etag: '"e"', 'x-amz-request-id': '1' }
      return Promise.resolve(new Response(status === 200 ? body : null, { status, headers }))
    },
  })
  return { client, times, cancelled }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Lets the clock run from timer to timer until the promise has settled. */
async function elapse<Value>(promise: Promise<Value>): Promise<Value> {
  let settled = false
  const done = () => {
    settled = true
  }
  promise.then(done, done)
  while (!settled) await vi.advanceTimersToNextTimerAsync()
  return promise
}

describe('waitUntil', () => {
  it('gives the output as soon as the object exists', async () => {
    const { client, times } = answering(404, 404, 200)
    const output = await elapse(waitUntil(client, head, 'exists'))
    expect([output.ETag, times.length]).toEqual(['"e"', 3])
  })

  it('gives nothing when the object is gone', async () => {
    const { client, times } = answering(200, 404)
    const gone: Promise<unknown> = waitUntil(client, head, 'gone')
    expect(await elapse(gone)).toBeUndefined()
    expect(times).toHaveLength(2)
  })

  it('waits twice as long each time, up to ten intervals', async () => {
    const { client, times } = answering(404, 404, 404, 404, 404, 404, 404, 200)
    await elapse(waitUntil(client, head, 'exists', { interval: 100, timeout: 0 }))
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(waits).toEqual([100, 200, 400, 800, 1000, 1000, 1000])
  })

  it('gives up after the timeout, and asks a last time at its end', async () => {
    const { client, times } = answering(404)
    const wait = failure(waitUntil(client, head, 'exists', { interval: 400, timeout: 1000 }))
    const error = await elapse(wait)
    expect([error.code, error.operation, error.bucket, error.key]).toEqual([
      'Timeout',
      'HeadObject',
      'bucket',
      'k',
    ])
    expect(error.message).toContain('not there after 1000 ms')
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 400, 1000])
  })

  it.each([
    ['interval', { interval: 0 }],
    ['interval', { interval: NaN }],
    ['timeout', { timeout: -1 }],
  ])('needs a sound %s: %o', async (member, options) => {
    const { client, times } = answering(404)
    const error = await failure(waitUntil(client, head, 'exists', options))
    expect([error.code, error.member, times.length]).toEqual(['InvalidInput', member, 0])
  })

  it('ends at once with any other error', async () => {
    const { client, times } = answering(403)
    const error = await elapse(failure(waitUntil(client, head, 'exists')))
    expect([error.code, times.length]).toEqual(['AccessDenied', 1])
  })

  it('ends a wait with the reason of the signal', async () => {
    const { client } = answering(404)
    const controller = new AbortController()
    const wait = waitUntil(client, head, 'exists', { signal: controller.signal })
    wait.catch(() => undefined)
    await vi.advanceTimersByTimeAsync(500)
    const reason = new Error('enough')
    controller.abort(reason)
    await expect(wait).rejects.toBe(reason)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('frees the downloads that it does not give away', async () => {
    const { client, cancelled } = answering(200, 200, 404)
    await elapse(waitUntil(client, new GetObjectCommand({ Bucket: 'bucket', Key: 'k' }), 'gone'))
    expect(cancelled).toEqual([200, 200])
  })
})
