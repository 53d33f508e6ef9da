import { createHash } from 'node:crypto'
import { PutObjectCommand, UploadPartCommand, type PutObjectInput } from '@oos-js/commands'
import { contentMD5, isReplayable, OosClient, type ClientOptions } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { describe, expect, it, vi } from 'vitest'
import { failure } from '../support/failure.ts'
import { rawServer, type RawHandler } from '../support/raw-server.ts'

const object = { Bucket: 'photos', Key: 'a.txt' }

/** A stream of chunks, and what became of it. */
function streamOf(...chunks: unknown[]): { stream: ReadableStream<Uint8Array>; cancel: unknown[] } {
  const cancel: unknown[] = []
  const stream = new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk === undefined) controller.close()
      else if (chunk instanceof Error) controller.error(chunk)
      else controller.enqueue(chunk)
    },
    cancel: (reason) => void cancel.push(reason),
  })
  return { stream: stream as ReadableStream<Uint8Array>, cancel }
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

/** Sends a body to a server that reads it to its end and says yes. */
async function put(
  input: Omit<PutObjectInput, 'Bucket' | 'Key'>,
  { options = {}, handler }: { options?: Partial<ClientOptions>; handler?: RawHandler } = {},
) {
  const server = await rawServer(
    handler ??
      (async (request, reply) => {
        await request.read()
        reply.answer(200)
      }),
  )
  const client = new OosClient({ endpoint: server.url, credentials: defaultAccount, ...options })
  return { server, client, result: client.send(new PutObjectCommand({ ...object, ...input })) }
}

describe('a stream as body', () => {
  it.each([
    ['one chunk', ['Hello']],
    ['several', ['He', 'l', '', 'lo']],
    ['an empty chunk at its end', ['Hello', '']],
  ])('of %s is sent with its length, not in chunks', async (_, chunks) => {
    const { stream } = streamOf(...chunks.map(text))
    const { server, result } = await put({ Body: stream, ContentLength: 5 })
    await result
    const headers = new Map(
      server.requests[0]!.headers.map(([name, value]) => [name.toLowerCase(), value]),
    )
    expect([headers.get('content-length'), headers.has('transfer-encoding')]).toEqual(['5', false])
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(Buffer.from(server.requests[0]!.body).toString()).toBe('Hello')
  })

  it('that is large arrives as it is', async () => {
    const chunks = Array.from({ length: 64 }, (_, index) => new Uint8Array(65_536).fill(index))
    const whole = createHash('md5').update(Buffer.concat(chunks)).digest('hex')
    const { stream } = streamOf(...chunks)
    const { server, result } = await put({ Body: stream, ContentLength: 64 * 65_536 })
    await result
    expect(createHash('md5').update(server.requests[0]!.body).digest('hex')).toBe(whole)
  })

  it('of no bytes is sent', async () => {
    const { server, result } = await put({ Body: streamOf().stream, ContentLength: 0 })
    await result
    expect(server.requests[0]!.body).toHaveLength(0)
  })

  it('carries no MD5, which would be that of its name', async () => {
    const server = await rawServer(async (request, reply) => {
      await request.read()
      reply.answer(200)
    })
    const client = new OosClient({ endpoint: server.url })
    client.use('md5', contentMD5())
    const Body = streamOf(text('Hello')).stream
    await client.send(new PutObjectCommand({ ...object, Body, ContentLength: 5 }))
    expect(server.requests[0]!.headers.some(([name]) => /content-md5/i.test(name))).toBe(false)
  })

  it.each([
    ['shorter', ['Hell'], 'Body ended 1 bytes before ContentLength'],
    ['longer by a chunk', ['Hello', '!'], 'Body has more bytes than ContentLength, 5'],
    ['longer within a chunk', ['Hello!'], 'Body has more bytes than ContentLength, 5'],
  ])('that is %s than told is an error, and never a success', async (_, chunks, message) => {
    const { stream } = streamOf(...chunks.map(text))
    const completed: string[] = []
    const { result } = await put(
      { Body: stream, ContentLength: 5 },
      {
        handler: async (request, reply) => {
          await request.read().then(
            (body) => completed.push(Buffer.from(body).toString()),
            () => undefined,
          )
          reply.answer(200)
        },
      },
    )
    const error = await failure(result)
    expect([error.code, error.member]).toEqual(['InvalidInput', 'Body'])
    expect(error.message).toContain(message)
    expect(completed).toEqual([])
  })

  it('of texts is refused while it is read', async () => {
    const { stream } = streamOf('Hello')
    const { result } = await put({ Body: stream, ContentLength: 5 })
    expect((await failure(result)).message).toContain('Body must be a stream of bytes')
  })

  it('that breaks off gives its own reason', async () => {
    const reason = new Error('the disk is gone')
    const { stream } = streamOf(text('He'), reason)
    const { result } = await put({ Body: stream, ContentLength: 5 })
    const error = await failure(result)
    expect([error.code, error.cause]).toEqual(['SourceChanged', reason])
  })

  it('without ContentLength is refused, and Upload named', async () => {
    const { server, result } = await put({ Body: streamOf(text('Hello')).stream })
    const error = await failure(result)
    expect([error.code, error.member, error.attempts]).toEqual(['InvalidInput', 'Body', 0])
    expect(error.hint).toContain('Upload')
    expect(server.requests).toEqual([])
  })

  it.each([
    ['locked', (stream: ReadableStream) => void stream.getReader()],
    ['read from', (stream: ReadableStream) => stream.cancel()],
  ])('that is %s already is refused', async (_, use) => {
    const { stream } = streamOf(text('Hello'))
    await use(stream)
    const { server, result } = await put({ Body: stream, ContentLength: 5 })
    const error = await failure(result)
    expect([error.code, error.member, server.requests]).toEqual(['InvalidInput', 'Body', []])
  })

  it('is refused where fetch drops the length that it is told', async () => {
    class PageRequest {
      headers = new Headers()
    }
    vi.stubGlobal('Request', PageRequest)
    try {
      const { server, result } = await put({
        Body: streamOf(text('Hello')).stream,
        ContentLength: 5,
      })
      const error = await failure(result)
      expect([error.code, server.requests]).toEqual(['InvalidInput', []])
      expect(error.message).toContain('cannot be a stream in this runtime')
      expect(error.hint).toContain('Upload')
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it.each(['Deno', 'WebSocketPair'])('is refused in a runtime that has %s', async (name) => {
    vi.stubGlobal(name, {})
    try {
      const { result } = await put({ Body: streamOf(text('Hello')).stream, ContentLength: 5 })
      expect((await failure(result)).message).toContain('cannot be a stream in this runtime')
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it('is never sent twice: a failure that would pass says so, with its cause', async () => {
    const { stream } = streamOf(text('Hello'))
    const { server, result } = await put(
      { Body: stream, ContentLength: 5 },
      {
        options: { maxAttempts: 3 },
        handler: async (request, reply) => {
          await request.read()
          reply.answer(503)
        },
      },
    )
    const error = await failure(result)
    expect(error).toMatchObject({ code: 'BodyNotReplayable', attempts: 1, status: 503 })
    expect(error.cause).toMatchObject({ status: 503 })
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    ['a failure for good', 3, 403],
    ['a failure with retries off', 1, 503],
  ])('leaves %s as it is', async (_, maxAttempts, status) => {
    const { stream } = streamOf(text('Hello'))
    const { result } = await put(
      { Body: stream, ContentLength: 5 },
      {
        options: { maxAttempts },
        handler: async (request, reply) => {
          await request.read()
          reply.answer(status)
        },
      },
    )
    const error = await failure(result)
    expect([error.status, error.code === 'BodyNotReplayable']).toEqual([status, false])
  })

  it('is left alone when the request cannot leave', async () => {
    const { stream, cancel } = streamOf(text('Hello'))
    const reason = new Error('no keys today')
    const options = { credentials: () => Promise.reject(reason) }
    const { result } = await put({ Body: stream, ContentLength: 5 }, { options })
    await expect(result).rejects.toMatchObject({ cause: reason })
    expect([stream.locked, cancel]).toEqual([false, []])
  })

  it('is given up with the call, which rejects with the reason of its signal', async () => {
    const controller = new AbortController()
    const cancel: unknown[] = []
    const endless = new ReadableStream<Uint8Array>({
      start: (target) => {
        target.enqueue(text('He'))
      },
      cancel: (reason) => void cancel.push(reason),
    })
    const server = await rawServer(() => {
      controller.abort(new Error('enough'))
    })
    const client = new OosClient({ endpoint: server.url })
    const command = new PutObjectCommand({ ...object, Body: endless, ContentLength: 5 })
    await expect(client.send(command, { signal: controller.signal })).rejects.toThrow('enough')
    await vi.waitFor(() => {
      expect(cancel).toHaveLength(1)
    })
  })

  it('is a part of an upload as well', async () => {
    const server = await rawServer(async (request, reply) => {
      await request.read()
      reply.answer(200)
    })
    const client = new OosClient({ endpoint: server.url })
    const Body = streamOf(text('Hello')).stream
    const part = { ...object, UploadId: '1', PartNumber: 1, Body, ContentLength: 5 }
    await client.send(new UploadPartCommand(part))
    expect(Buffer.from(server.requests[0]!.body).toString()).toBe('Hello')
  })
})

describe('ContentLength', () => {
  it('may be told of a body that has a length anyway', async () => {
    const { server, result } = await put({ Body: '中', ContentLength: 3 })
    await result
    expect(Buffer.from(server.requests[0]!.body).toString()).toBe('中')
  })

  it('that is not the length of the body is refused, with the right one', async () => {
    const { server, result } = await put({ Body: '中', ContentLength: 1 })
    const error = await failure(result)
    expect([error.code, error.member, server.requests]).toEqual([
      'InvalidInput',
      'ContentLength',
      [],
    ])
    expect(error.message).toContain('must be 3')
  })

  it.each([-1, 1.5, NaN, Infinity])('of %d is refused', async (ContentLength) => {
    const { server, result } = await put({ Body: streamOf(text('H')).stream, ContentLength })
    expect([(await failure(result)).member, server.requests]).toEqual(['ContentLength', []])
  })
})

describe('isReplayable', () => {
  it.each([
    ['text', 'a', true],
    ['bytes', new Uint8Array(1), true],
    ['a Blob', new Blob(['a']), true],
    ['no body', undefined, true],
    ['a stream', new ReadableStream<Uint8Array>(), false],
  ])('tells of %s whether it can be sent again', (_, body, expected) => {
    expect(isReplayable(body)).toBe(expected)
  })
})
