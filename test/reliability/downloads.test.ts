import { gzipSync } from 'node:zlib'
import { OosClient, verifyContent, type ClientOptions, type ObjectBody } from '@oos-js/core'
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { failure } from '../support/failure.ts'
import { holdingServer } from '../support/holding-server.ts'
import { inProcess } from '../support/in-process.ts'
import { rawServer, type RawHandler } from '../support/raw-server.ts'

const object = { Bucket: 'photos', Key: 'cat.jpg' }
const get = new GetObjectCommand(object)

afterEach(() => {
  vi.useRealTimers()
})

/** A client of a server that does this with every request. */
async function clientOf(handler: RawHandler, options: Partial<ClientOptions> = {}) {
  const server = await rawServer(handler)
  return { server, client: new OosClient({ endpoint: server.url, maxAttempts: 1, ...options }) }
}

/** A client whose transport gives this answer. */
function answeredBy(answer: () => Response, options: Partial<ClientOptions> = {}): OosClient {
  const fetch = () => Promise.resolve(answer())
  return new OosClient({ endpoint: 'http://oos.test', maxAttempts: 1, fetch, ...options })
}

const begun = 'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: 100000\r\n\r\nbegun'
const stalling = () =>
  new ReadableStream<Uint8Array>({ start: (stream) => stream.enqueue(new Uint8Array(3)) })

describe('content that is shorter than announced', () => {
  it('F9: rejects with the bytes that came and the bytes expected', async () => {
    const { client } = await clientOf((_request, reply) => {
      reply.write('HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: 10\r\n\r\nshort')
      reply.close()
    })
    const { Body } = await client.send(get)
    const error = await failure(Body.text())
    expect([error.code, error.operation, error.key]).toEqual(['Integrity', 'GetObject', 'cat.jpg'])
    expect(error.message).toContain('5 of 10 bytes')
  })

  it.each(['text', 'blob', 'arrayBuffer'] as const)(
    'F9: rejects where a transport calls it whole, read as %s',
    async (how) => {
      const client = answeredBy(
        () => new Response('short', { headers: { 'content-length': '10' } }),
      )
      const { Body } = await client.send(get)
      expect((await failure(Body[how]())).code).toBe('Integrity')
    },
  )

  it('F9: ends its stream with the error, behind the bytes that came', async () => {
    const client = answeredBy(() => new Response('short', { headers: { 'content-length': '10' } }))
    const { Body } = await client.send(get)
    const reader = Body.body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('short')
    expect((await failure(reader.read())).code).toBe('Integrity')
  })

  it('F9: is whole when it has as many bytes, or says nothing of them', async () => {
    for (const headers of [{ 'content-length': '5' }, {}]) {
      const { Body } = await answeredBy(() => new Response('whole', { headers })).send(get)
      expect(await Body.text()).toBe('whole')
    }
  })

  it('F46: is not judged by the length of its gzip', async () => {
    const packed = gzipSync('a'.repeat(1000))
    const { client } = await clientOf((_request, reply) => {
      reply.write(
        `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`,
      )
      reply.write(packed)
    })
    const { Body } = await client.send(get)
    expect(await Body.text()).toBe('a'.repeat(1000))
  })

  it('F46: is not judged by the length of a gzip that is longer than the content', async () => {
    const packed = gzipSync('a')
    const { client } = await clientOf((_request, reply) => {
      reply.write(
        `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`,
      )
      reply.write(packed)
    })
    expect(await (await client.send(get)).Body.text()).toBe('a')
  })
})

describe('content that stalls', () => {
  it('F11: rejects with Timeout when no byte comes for the idle limit', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
    const { Body } = await answeredBy(() => new Response(stalling())).send(get)
    const reading = failure(Body.text())
    await vi.advanceTimersByTimeAsync(60_000)
    expect((await reading).code).toBe('Timeout')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('F11: lets go of the connection', async () => {
    const server = await holdingServer(begun)
    const client = new OosClient({ endpoint: server.url, maxAttempts: 1, timeout: { idle: 50 } })
    const { Body } = await client.send(get)
    expect((await failure(Body.text())).code).toBe('Timeout')
    await expect.poll(() => server.cut).toBe(1)
  })

  it('F11: is not cut while bytes come, however slowly', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
    let left = 4
    const slow = new ReadableStream<Uint8Array>({
      pull: (stream) =>
        new Promise((resolve) => {
          setTimeout(() => {
            if (left-- > 0) stream.enqueue(new Uint8Array(1))
            else stream.close()
            resolve()
          }, 40_000)
        }),
    })
    const { Body } = await answeredBy(() => new Response(slow)).send(get)
    const reading = Body.arrayBuffer()
    for (let minute = 0; minute < 6; minute++) await vi.advanceTimersByTimeAsync(40_000)
    expect((await reading).byteLength).toBe(4)
  })
})

describe('content that nobody reads', () => {
  it('F11: is given up after the idle limit, and holds no connection', async () => {
    const server = await holdingServer(begun)
    const client = new OosClient({ endpoint: server.url, maxAttempts: 1, timeout: { idle: 500 } })
    const outputs = await Promise.all(Array.from({ length: 200 }, () => client.send(get)))
    await expect.poll(() => server.cut, { timeout: 15_000 }).toBe(200)
    expect((await failure(outputs[0]!.Body.text())).code).toBe('Timeout')
  }, 20_000)

  it('F11: does not hold up what is sent after it, where 50 connections are all there are', async () => {
    let open = 0
    const waiting: (() => void)[] = []
    const { client } = await clientOf(
      (request, reply) => {
        if (request.method === 'HEAD') reply.answer(200, { ETag: '"1"' })
        else reply.write(begun)
      },
      {
        timeout: { idle: 200 },
        // As an agent with 50 sockets does: a body that is unread keeps its place.
        fetch: async (url, init) => {
          if (open === 50) await new Promise<void>((resolve) => waiting.push(resolve))
          open++
          const response = await fetch(url, init as RequestInit)
          const reader = response.body?.getReader()
          const leave = () => {
            open--
            waiting.shift()?.()
          }
          if (!reader) {
            leave()
            return response
          }
          return new Response(
            new ReadableStream<Uint8Array>({
              async pull(stream) {
                const { value } = await reader.read()
                if (value) stream.enqueue(value)
                else stream.close()
              },
              cancel(reason) {
                leave()
                return reader.cancel(reason)
              },
            }),
            response,
          )
        },
      },
    )
    const unread = await Promise.all(Array.from({ length: 200 }, () => client.send(get)))
    const { ETag } = await client.send(new HeadObjectCommand(object))
    expect([unread.length, ETag]).toEqual([200, '"1"'])
  })

  it('F11: frees its connection at once when it is cancelled', async () => {
    const server = await holdingServer(begun)
    const { Body } = await new OosClient({ endpoint: server.url }).send(get)
    await Body.cancel()
    await expect.poll(() => server.cut).toBe(1)
  })
})

describe('an output that is disposed of', () => {
  // Tests are compiled without the library that declares it, as programs may be.
  const dispose = (output: object): Promise<void> =>
    (output as Record<symbol, () => Promise<void>>)[
      (Symbol as unknown as { asyncDispose: symbol }).asyncDispose
    ]!()

  const states: [string, (client: OosClient, Body: ObjectBody) => unknown][] = [
    ['was not read', () => undefined],
    ['is being read', (_client, Body) => Body.body!.getReader().read()],
  ]

  it.each(states)('F11: frees its connection when its content %s', async (_what, read) => {
    const server = await holdingServer(begun)
    const client = new OosClient({ endpoint: server.url, maxAttempts: 1 })
    const output = await client.send(get)
    await read(client, output.Body)
    await dispose(output)
    await expect.poll(() => server.cut).toBe(1)
  })

  it.each(states)('F11: frees it as well when its content is verified, %s', async (_what, read) => {
    const server = await holdingServer(begun.replace('"1"', '"900150983cd24fb0d6963f7d28e17f72"'))
    const client = new OosClient({ endpoint: server.url, maxAttempts: 1 })
    client.use('verify', verifyContent())
    const output = await client.send(get)
    await read(client, output.Body)
    await dispose(output)
    await expect.poll(() => server.cut).toBe(1)
  })

  it('F11: is never read as a whole by who still reads it', async () => {
    const client = answeredBy(() => new Response(stalling()))
    const output = await client.send(get)
    const reading = expect(output.Body.text()).rejects.toHaveProperty('name', 'AbortError')
    await dispose(output)
    await reading
  })

  it('F11: has lost nothing that was read before', async () => {
    const output = await answeredBy(() => new Response('whole')).send(get)
    expect(await output.Body.text()).toBe('whole')
    await dispose(output)
    await dispose(output)
  })

  it('F11: may have no content at all', async () => {
    const output = await answeredBy(() => new Response(null)).send(get)
    await dispose(output)
    expect(await output.Body.text()).toBe('')
  })

  it('F11: leaves no timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    const output = await answeredBy(() => new Response(stalling())).send(get)
    await dispose(output)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('verifyContent', () => {
  async function stage() {
    const emulator = createEmulator()
    const client = new OosClient({
      endpoint: 'http://oos.test',
      credentials: defaultAccount,
      maxAttempts: 1,
      fetch: inProcess(emulator),
    })
    client.use('verify', verifyContent())
    return { emulator, client }
  }
  const md5 = '"900150983cd24fb0d6963f7d28e17f72"'
  const downloaded = (content: string, headers: Record<string, string>, status = 200) => {
    const client = answeredBy(() => new Response(content, { headers, status }))
    client.use('verify', verifyContent())
    return client.send(get).then(({ Body }) => Body.text())
  }

  it('hands out content that is that of its ETag', async () => {
    expect(await downloaded('abc', { etag: md5 })).toBe('abc')
  })

  it('rejects reading content that is not', async () => {
    const error = await failure(downloaded('abd', { etag: md5 }))
    expect([error.code, error.operation]).toEqual(['Integrity', 'GetObject'])
  })

  it.each<[string, Record<string, string>, number]>([
    ['an object that was uploaded in parts', { etag: '"900150983cd24fb0d6963f7d28e17f72-2"' }, 200],
    ['a range', { etag: md5 }, 206],
    ['what was decompressed', { etag: md5, 'content-encoding': 'gzip' }, 200],
  ])('leaves alone %s', async (_what, headers, status) => {
    expect(await downloaded('other', headers, status)).toBe('other')
  })

  it('takes an upload whose ETag is the MD5 of what was sent, and no other', async () => {
    const { emulator, client } = await stage()
    await client.send(new CreateBucketCommand({ Bucket: 'photos' }))
    const put = () => client.send(new PutObjectCommand({ ...object, Body: 'abc' }))
    expect((await put()).ETag).toBe(md5)
    const answer = (headers: Record<string, string>) =>
      emulator.faults
        .on({ operation: 'PutObject' })
        .respond(() => new Response(null, { headers: { 'x-amz-request-id': '1', ...headers } }))
    answer({ etag: '"00000000000000000000000000000000"' })
    expect((await failure(put())).code).toBe('Integrity')
    answer({})
    expect((await failure(put())).code).toBe('ETagHidden')
  })
})
