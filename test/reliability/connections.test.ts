import {
  AbortMultipartUploadCommand,
  DeleteBucketCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, errorDocument } from '../core/support/client.ts'
import { changedFile } from '../support/changed-file.ts'
import { failure } from '../support/failure.ts'
import { rawServer, type RawHandler } from '../support/raw-server.ts'

const object = { Bucket: 'photos', Key: 'cat.jpg' }

/** Milliseconds that a random wait would have. */
const wait = 50

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(wait / 100)
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** A client of a server that does this, over the platform's own fetch. */
async function stage(handler: RawHandler) {
  const server = await rawServer(handler)
  return { server, client: new OosClient({ endpoint: server.url, maxAttempts: 3 }) }
}

describe('a connection that the server cuts', () => {
  it('F12: as it is used again is followed by a new one, without a wait', async () => {
    const used = new Set<number>()
    let cut: number | undefined
    const { server, client } = await stage(({ connection }, reply) => {
      if (used.has(connection) && cut === undefined) {
        cut = connection
        reply.reset()
      } else reply.answer(200, { ETag: '"1"' })
      used.add(connection)
    })
    const waits = vi.spyOn(globalThis, 'setTimeout')
    let attempts = 1
    while (attempts === 1) {
      const { $metadata } = await client.send(new PutObjectCommand({ ...object, Body: 'a' }))
      attempts = $metadata.attempts
    }
    expect(attempts).toBe(2)
    expect(server.requests.at(-1)?.connection).not.toBe(cut)
    const delays = waits.mock.calls.map(([, delay]) => delay)
    expect([delays.includes(0), delays.includes(wait)]).toEqual([true, false])
  })

  it('F13: after it had the whole upload gets the same bytes again', async () => {
    const Body = new Uint8Array(1_048_576).map((_, index) => index % 251)
    const { server, client } = await stage(async (request, reply, index) => {
      await request.read()
      if (index === 0) reply.reset()
      else reply.answer(200, { ETag: '"1"' })
    })
    const { $metadata } = await client.send(new PutObjectCommand({ ...object, Body }))
    expect($metadata.attempts).toBe(2)
    const bodies = await Promise.all(server.requests.map((request) => request.read()))
    expect(bodies.map((body) => Buffer.compare(body, Body))).toEqual([0, 0])
  })
})

describe('a removal whose answer is lost', () => {
  const gone = (code: string) => new Response(errorDocument(code), { status: 404 })

  it.each([
    ['DeleteBucket', new DeleteBucketCommand({ Bucket: 'photos' }), 'NoSuchBucket'],
    [
      'AbortMultipartUpload',
      new AbortMultipartUploadCommand({ ...object, UploadId: '1' }),
      'NoSuchUpload',
    ],
  ] as const)('%s says that its outcome is unknown', async (operation, command, code) => {
    const { client, sent } = createClient(
      (_sent, count) => {
        if (count === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
        return gone(code)
      },
      { maxAttempts: 3 },
    )
    const error = await failure(client.send<object, never>(command))
    expect(error).toMatchObject({ code: 'UnknownOutcome', operation, attempts: 2 })
    expect(error.cause).toMatchObject({ code })
    expect(sent).toHaveLength(2)
  })

  it.each([
    ['DeleteBucket', new DeleteBucketCommand({ Bucket: 'photos' }), 'NoSuchBucket'],
    [
      'AbortMultipartUpload',
      new AbortMultipartUploadCommand({ ...object, UploadId: '1' }),
      'NoSuchUpload',
    ],
  ] as const)('%s of nothing is no such case', async (_operation, command, code) => {
    const { client } = createClient((_sent, count) =>
      count === 1 ? new Response(null, { status: 503 }) : gone(code),
    )
    const error = await failure(client.send<object, never>(command, { maxAttempts: 2 }))
    expect([error.code, error.attempts]).toEqual([code, 2])
  })
})

describe('a file that was changed since it was chosen', () => {
  it('is told from a lost connection, and not sent again', async () => {
    const { client } = await stage(async (request, reply) => {
      await request.read()
      reply.answer(200)
    })
    const Body = await changedFile(100_000)
    const error = await failure(client.send(new PutObjectCommand({ ...object, Body })))
    expect(error).toMatchObject({ code: 'SourceChanged', attempts: 1, key: 'cat.jpg' })
  })
  it('is told from a server that does not answer, where the platform never ends such a request', async () => {
    const { client, sent } = createClient(() => new Promise<Response>(() => undefined), {
      maxAttempts: 3,
      timeout: { firstByte: 1 },
    })
    const Body = await changedFile(1)
    const error = await failure(client.send(new PutObjectCommand({ ...object, Body })))
    expect([error.code, error.attempts, sent.length]).toEqual(['SourceChanged', 1, 1])
  })

  it('is told by its end, where the platform reads what there is', async () => {
    const { client } = createClient(() => Promise.reject(new TypeError('broken off')))
    const Body = Object.assign(new Blob(['abc']), { slice: () => new Blob() })
    const error = await failure(client.send(new PutObjectCommand({ ...object, Body })))
    expect(error.code).toBe('SourceChanged')
  })
})
