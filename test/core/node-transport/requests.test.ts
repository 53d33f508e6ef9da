import { describe, expect, it, vi } from 'vitest'
import { rawServer } from '../../support/raw-server.ts'
import { init, reasonOf, streamOf, transportOf } from './support.ts'

const large = new Uint8Array(1_000_003).map((_, index) => index % 251)

/** A server that reads everything and says nothing of it. */
async function reader() {
  return rawServer(async (request, reply) => {
    await request.read()
    reply.answer(200)
  })
}

describe('a request by nodeTransport', () => {
  it.each<[string, unknown, Uint8Array]>([
    ['text', 'schön', new TextEncoder().encode('schön')],
    ['no bytes', '', new Uint8Array()],
    ['an ArrayBuffer', large.buffer, large],
    ['a view of a part', new Uint16Array(large.buffer, 10, 100), large.subarray(10, 210)],
    ['bytes', large, large],
    ['a Blob', new Blob([large]), large],
    ['a part of a Blob', new Blob([large]).slice(5, 700_000), large.subarray(5, 700_000)],
    ['an empty Blob', new Blob(), new Uint8Array()],
  ])('carries %s exactly, and says its length', async (_what, body, expected) => {
    const { url, requests } = await reader()
    await transportOf()(url, init({ method: 'PUT', body: body as Blob }))
    const [request] = requests
    expect(Buffer.compare(await request!.read(), expected)).toBe(0)
    const lengths = request!.headers.filter(([name]) => /^content-length$/i.test(name))
    expect(lengths.map(([, value]) => value)).toEqual([String(expected.length)])
  })

  it.each([
    ['PUT', '0'],
    ['POST', '0'],
    ['GET', undefined],
    ['HEAD', undefined],
    ['DELETE', undefined],
  ])('without content says so: %s', async (method, length) => {
    const { url, requests } = await reader()
    await transportOf()(url, init({ method }))
    const headers = Object.fromEntries(
      requests[0]!.headers.map(([name, value]) => [name.toLowerCase(), value]),
    )
    expect([headers['content-length'], headers['transfer-encoding']]).toEqual([length, undefined])
  })

  it('carries a stream under the length that it is told', async () => {
    const { url, requests } = await reader()
    const { stream } = streamOf(large.subarray(0, 400_000), 'abc', large)
    const headers = { 'content-length': String(400_003 + large.length) }
    await transportOf()(url, init({ method: 'PUT', headers, body: stream, duplex: 'half' }))
    const body = await requests[0]!.read()
    expect(body.length).toBe(400_003 + large.length)
    expect(Buffer.compare(body.subarray(400_003), large)).toBe(0)
    expect(requests[0]!.headers.map(([name]) => name.toLowerCase())).not.toContain(
      'transfer-encoding',
    )
  })

  it.each([
    ['shorter', ['abc'], 4],
    ['longer', ['abc', 'de'], 4],
    ['empty', [], 1],
  ])('breaks off when the stream is %s than announced', async (_what, pieces, length) => {
    const { url } = await reader()
    const { stream } = streamOf(...pieces)
    const headers = { 'content-length': String(length) }
    const reason = await reasonOf(
      transportOf()(url, init({ method: 'PUT', headers, body: stream, duplex: 'half' })),
    )
    expect(reason).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
    expect(reason.cause.message).toMatch(/^the body is (shorter|longer) than announced$/)
  })

  it('has the error of its stream for its cause', async () => {
    const { url } = await reader()
    const error = new Error('the disk is gone')
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(error)
      },
    })
    const headers = { 'content-length': '5' }
    const reason = await reasonOf(
      transportOf()(url, init({ method: 'PUT', headers, body: stream, duplex: 'half' })),
    )
    expect(reason.cause).toBe(error)
  })

  it('does not begin with a stream of unknown length', async () => {
    const server = await reader()
    const { stream } = streamOf('abc')
    const reason = await reasonOf(
      transportOf()(server.url, init({ method: 'PUT', body: stream, duplex: 'half' })),
    )
    expect([reason.message, server.requests.length]).toEqual(['a stream needs Content-Length', 0])
  })

  it('reads a stream no faster than the server does', async () => {
    const { url } = await rawServer(() => undefined)
    let pulled = 0
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++
          controller.enqueue(new Uint8Array(1_000_000))
        },
      },
      { highWaterMark: 0 },
    )
    const headers = { 'content-length': '1000000000' }
    const controller = new AbortController()
    const { signal } = controller
    const sent = transportOf()(url, init({ method: 'PUT', headers, body: stream, signal }))
    // The buffers of two systems are full when nothing is read any more, long before the end.
    let before = -1
    await vi.waitUntil(
      () => {
        const isStill = pulled > 0 && pulled === before
        before = pulled
        return isStill
      },
      { interval: 100 },
    )
    controller.abort('seen')
    expect(await reasonOf(sent)).toBe('seen')
    expect(pulled).toBeLessThan(100)
  })

  it('tells its progress byte by byte, up to the whole', async () => {
    const { url } = await reader()
    const seen: number[] = []
    await transportOf()(
      url,
      init({
        method: 'PUT',
        body: new Blob([large]),
        onUploadProgress: ({ loaded, total }) => {
          expect(total).toBe(large.length)
          seen.push(loaded)
        },
      }),
    )
    expect(seen.length).toBeGreaterThan(3)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBe(large.length)
  })

  it('tells the progress of small content as well', async () => {
    const { url } = await reader()
    const onUploadProgress = vi.fn()
    await transportOf()(url, init({ method: 'PUT', body: 'abc', onUploadProgress }))
    expect(onUploadProgress.mock.calls).toEqual([[{ loaded: 3, total: 3 }]])
  })

  it('goes to the path that the URL has, as it is written', async () => {
    const { url, requests } = await reader()
    const targets = ['/a%20b/%2e%2e/c', '/a//b?x=%41&y', '/?acl', '?acl', '', "/'(!)*", '/a#b']
    for (const target of targets) await transportOf()(url + target, init())
    expect(requests.map(({ target }) => target)).toEqual([
      '/a%20b/%2e%2e/c',
      '/a//b?x=%41&y',
      '/?acl',
      '/?acl',
      '/',
      "/'(!)*",
      '/a',
    ])
  })

  it('sends the headers it is given, once, but none that belong to the connection', async () => {
    const { url, requests } = await reader()
    const headers = {
      'x-amz-date': 'today',
      authorization: 'AWS key:signature',
      range: 'bytes=0-1',
      host: 'elsewhere.example',
      connection: 'upgrade',
      'transfer-encoding': 'chunked',
      expect: '100-continue',
      upgrade: 'websocket',
      'content-length': '9',
    }
    await transportOf()(url, init({ method: 'PUT', body: 'abc', headers }))
    const sent = requests[0]!.headers.map(([name, value]) => [name.toLowerCase(), value])
    expect(sent.sort()).toEqual([
      ['authorization', 'AWS key:signature'],
      ['connection', 'keep-alive'],
      ['content-length', '3'],
      ['host', new URL(url).host],
      ['range', 'bytes=0-1'],
      ['x-amz-date', 'today'],
    ])
  })

  it.each([
    'ftp://127.0.0.1/',
    'http://',
    'http:///path',
    'http://user:password@127.0.0.1/',
    '127.0.0.1:80',
    'http://a b/',
  ])('is none to %s', async (url) => {
    const reason = await reasonOf(transportOf()(url, init()))
    expect(reason).toEqual(new TypeError('no URL of http or https'))
  })

  it('to nobody rejects as fetch does', async () => {
    const { url, close } = await rawServer(() => undefined)
    await close()
    const reason = await reasonOf(transportOf()(url, init()))
    expect(reason).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
    expect(reason.cause.code).toBe('ECONNREFUSED')
  })

  it('with a header that cannot be sent leaves no secret in its error', async () => {
    const { url, requests } = await reader()
    // A path with a character that a request line cannot have; the signature stands behind it.
    const reason = await reasonOf(
      transportOf()(`${url}/\u{1f408}?Signature=topsecret`, init({ headers: { a: 'topsecret' } })),
    )
    expect(requests).toEqual([])
    const { inspect } = await import('node:util')
    expect(inspect(reason, { depth: 10, showHidden: true })).not.toContain('topsecret')
  })
})
