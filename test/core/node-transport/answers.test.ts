import { once } from 'node:events'
import { connect } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { rawServer, type RawReply } from '../../support/raw-server.ts'
import { init, reasonOf, streamOf, transportOf, until } from './support.ts'

/** A server that answers every request with this text. */
async function saying(text: string | Uint8Array, close = false) {
  return rawServer((_request, reply) => {
    reply.write(text)
    if (close) reply.close()
  })
}

describe('an answer to nodeTransport', () => {
  it('is a Response, with its status, its words and its headers', async () => {
    const { url } = await saying(
      'HTTP/1.1 206 Some Of It\r\nETag: "a"\r\nx-a: 1\r\nX-A: 2\r\nContent-Length: 2\r\n\r\nhi',
    )
    const response = await transportOf()(url, init())
    expect(response).toBeInstanceOf(Response)
    expect([response.status, response.statusText, response.ok]).toEqual([206, 'Some Of It', true])
    expect([...response.headers]).toEqual([
      ['content-length', '2'],
      ['etag', '"a"'],
      ['x-a', '1, 2'],
    ])
  })

  it.each(['text', 'json', 'blob', 'arrayBuffer'] as const)('is read as %s', async (how) => {
    const { url } = await saying('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":1}')
    const response = await transportOf()(url, init())
    const content = await response[how]()
    const bare = await new Response(how === 'json' ? JSON.stringify(content) : content).text()
    expect([bare, response.bodyUsed]).toEqual(['{"a":1}', true])
    await expect(response.text()).rejects.toThrow(TypeError)
  })

  it('is copied, and read from either', async () => {
    const { url } = await saying('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc')
    const response = await transportOf()(url, init())
    const copy = response.clone()
    expect([await response.text(), await copy.text()]).toEqual(['abc', 'abc'])
  })

  it('comes in chunks, whose trailers are left out', async () => {
    const { url, requests } = await saying(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: x-sum\r\n\r\n' +
        '3\r\nabc\r\n2\r\nde\r\n0\r\nx-sum: 5\r\n\r\n',
    )
    const transport = transportOf()
    for (let count = 0; count < 2; count++) {
      const response = await transport(url, init())
      expect([await response.text(), response.headers.has('x-sum')]).toEqual(['abcde', false])
    }
    expect(requests.map(({ connection }) => connection)).toEqual([0, 0])
  })

  it('ends with its connection where no length is told', async () => {
    const { url } = await saying('HTTP/1.1 200 OK\r\n\r\nabc', true)
    expect(await (await transportOf()(url, init())).text()).toBe('abc')
  })

  it.each([
    ['100 Continue', ''],
    ['102 Processing', ''],
    ['103 Early Hints', 'Link: </a>\r\n'],
  ])('is what follows a %s', async (line, headers) => {
    const early = `HTTP/1.1 ${line}\r\n${headers}\r\n`
    const { url } = await saying(`${early}${early}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi`)
    const response = await transportOf()(url, init())
    expect([response.status, await response.text()]).toEqual([200, 'hi'])
  })

  it('is no change of the protocol, which nobody asked for', async () => {
    const server = await saying(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
    )
    const reason = await reasonOf(transportOf()(server.url, init()))
    expect(reason).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
    await until(() => server.connections === 0)
  })

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n'],
    ['GET', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n'],
    ['DELETE', 'HTTP/1.1 204 No Content\r\nETag: "1"\r\n\r\n'],
  ])('has no content where there is none: %s, %s', async (method, text) => {
    const { url, requests } = await saying(text)
    const transport = transportOf()
    for (let count = 0; count < 2; count++) {
      const response = await transport(url, init({ method }))
      expect([response.body, await response.text()]).toEqual([null, ''])
    }
    expect(requests.map(({ connection }) => connection)).toEqual([0, 0])
  })

  it.each([
    ['a number that Response takes not', '799 Odd', 799],
    ['a redirect, which is not followed', '307 Temporary Redirect\r\nLocation: /there', 307],
  ])('keeps its status: %s', async (_what, line, status) => {
    const { url, requests } = await saying(`HTTP/1.1 ${line}\r\nContent-Length: 2\r\n\r\nhi`)
    const response = await transportOf()(url, init())
    expect([response.status, await response.text(), requests.length]).toEqual([status, 'hi', 1])
  })

  it.each<[string, (content: string) => Uint8Array]>([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['deflate, gzip', (content) => gzipSync(deflateSync(content))],
  ])('is unpacked as fetch does it: %s', async (coding, pack) => {
    const content = 'packed'.repeat(100_000)
    const packed = pack(content)
    const { url } = await saying(
      Buffer.concat([
        Buffer.from(
          `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${packed.length}\r\n\r\n`,
        ),
        packed,
      ]),
    )
    const [own, platform] = [await transportOf()(url, init()), await fetch(url)]
    expect([await own.text(), await platform.text()]).toEqual([content, content])
  })

  it.each(['aws-chunked', 'gzip, aws-chunked', 'identity', ''])(
    'is left as it is where its coding is none to unpack: "%s"',
    async (coding) => {
      const { url } = await saying(
        `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: 3\r\n\r\nabc`,
      )
      expect(await (await transportOf()(url, init())).text()).toBe('abc')
    },
  )

  it('breaks off where what is packed is no such thing', async () => {
    const { url } = await saying(
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc',
    )
    const reason = await reasonOf((await transportOf()(url, init())).text())
    expect(reason).toMatchObject({ name: 'TypeError', cause: { code: 'Z_DATA_ERROR' } })
  })

  it.each([
    ['that is shorter than announced', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort'],
    [
      'whose chunks break off',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n',
    ],
  ])('gives what came of content %s, and then fails', async (_what, text) => {
    const { url } = await saying(text, true)
    const { body } = await transportOf()(url, init())
    const reader = body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('short')
    const reason = await reasonOf(reader.read())
    expect(reason).toMatchObject({ name: 'TypeError', cause: { code: 'ECONNRESET' } })
  })

  it.each(['nonsense\r\n\r\n', 'HTTP/1.1 200 OK\r\nx: \u0000\r\n\r\n'])(
    'that is none rejects: %j',
    async (text) => {
      const { url } = await saying(text, true)
      expect(await reasonOf(transportOf()(url, init()))).toMatchObject({
        name: 'TypeError',
        message: 'fetch failed',
        cause: { code: expect.stringMatching(/^HPE_/) },
      })
    },
  )

  it('that is large is read no faster than somebody wants it', async () => {
    let socketBuffer = 0
    const { createServer } = await import('node:net')
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n')
        socket.write(new Uint8Array(100_000_000))
        const look = () => {
          const isStill = socket.writableLength === socketBuffer
          socketBuffer = socket.writableLength
          if (isStill) socket.emit('still')
          else setTimeout(look, 50)
        }
        look()
        socket.on('still', () => server.emit('still'))
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const still = once(server, 'still')
    const response = await transportOf()(`http://127.0.0.1:${port}/`, init())
    await still
    expect(socketBuffer).toBeGreaterThan(50_000_000)
    await response.body?.cancel()
    server.close()
  })
})

describe('an answer that comes before the whole request has left', () => {
  const length = 50_000_000

  /** A server that refuses uploads unread. */
  async function refusing(status: number) {
    return rawServer((_request, reply, index) => {
      if (index === 0) {
        reply.write(`HTTP/1.1 ${status} No\r\nContent-Length: 4\r\n\r\nno, `)
      } else reply.answer(200)
    })
  }

  it.each([400, 403, 413, 503])(
    'is read, and its connection not used again: %i',
    async (status) => {
      const server = await refusing(status)
      const transport = transportOf({ maxSockets: 1 })
      const Body = new Blob([new Uint8Array(length)])
      const response = await transport(server.url, init({ method: 'PUT', body: Body }))
      expect([response.status, await response.text()]).toEqual([status, 'no, '])
      const next = await transport(server.url, init())
      expect(next.status).toBe(200)
      expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1])
    },
  )

  it('ends the reading of a stream that nobody wants', async () => {
    const { url } = await refusing(403)
    const piece = new Uint8Array(100_000)
    const { stream, state } = streamOf(...Array.from({ length: 500 }, () => piece))
    const headers = { 'content-length': String(length) }
    const response = await transportOf()(url, init({ method: 'PUT', headers, body: stream }))
    expect(await response.text()).toBe('no, ')
    expect(state.cancelled).toBe(true)
  })

  it('is read although the server closes behind it', async () => {
    const { url } = await rawServer((_request, reply: RawReply) => {
      reply.write('HTTP/1.1 413 Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno')
      reply.close()
    })
    const body = new Blob([new Uint8Array(length)])
    const response = await transportOf()(url, init({ method: 'PUT', body }))
    expect([response.status, await response.text()]).toEqual([413, 'no'])
  })

  it('may be a success, while the rest still leaves', async () => {
    const body = new Uint8Array(3_000_000).fill(7)
    const { url, requests } = await rawServer(async (request, reply) => {
      reply.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbe')
      await request.read()
      reply.write('gun')
    })
    const response = await transportOf()(url, init({ method: 'PUT', body }))
    expect(await response.text()).toBe('begu')
    expect(Buffer.compare(await requests[0]!.read(), body)).toBe(0)
  })
})

it('a server can be reached by IPv6, and by name', async () => {
  const { createServer } = await import('node:http')
  const server = createServer((request, reply) => reply.end(request.headers.host))
  server.listen(0, '::')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const probe = connect({ host: '::1', port })
  const [hasIPv6] = await Promise.race([
    once(probe, 'connect').then(() => [true]),
    once(probe, 'error').then(() => [false]),
  ])
  probe.destroy()
  const transport = transportOf()
  for (const host of [...(hasIPv6 ? ['[::1]'] : []), 'localhost', '127.0.0.1']) {
    const response = await transport(`http://${host}:${port}/`, init())
    expect(await response.text()).toBe(`${host}:${port}`)
  }
  server.close()
})
