import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import { serve, type Serving } from '../src/node.js'
import {
  createBucket,
  date,
  emulatorAt,
  md5Hex,
  put,
  sendOver,
  signed,
  type Plain,
} from './client.js'

const read: Plain = { method: 'GET', target: '/bucket/key' }
let emulator: Emulator
let server: Serving

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
  await put(emulator, '/bucket/key', '0123456789')
  server = await serve(emulator)
})

afterEach(() => server.close())

// Writes to a connection and gives all that comes back until it ends.
function talk(lines: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('error', reject)
    socket.on('close', () => {
      resolve(text)
    })
    socket.write(lines)
  })
}

function head(plain: Plain, more: string[] = []): string {
  const { method, target } = plain
  const fields = signed(plain).map(([name, value]) => `${name}: ${value}`)
  const first = [`${method} ${target} HTTP/1.1`, `Host: ${plain.host ?? 'localhost'}`]
  return [...first, 'Connection: close', ...fields, ...more, '', ''].join('\r\n')
}

describe('serve', () => {
  it('S16: listens on a loopback address', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('S16: refuses any other address', async () => {
    await expect(serve(emulator, { host: '0.0.0.0' })).rejects.toBeInstanceOf(RangeError)
  })

  it('answers fetch', async () => {
    const headers = signed(read)
    const response = await fetch(`${server.url}/bucket/key`, { headers })
    expect(await response.text()).toBe('0123456789')
  })

  it('carries large bodies both ways unharmed', async () => {
    const body = new Uint8Array(16 * 1024 * 1024).map((_, index) => index % 251)
    await sendOver(server.url, { method: 'PUT', target: '/bucket/large', body })
    const { bytes } = await sendOver(server.url, { method: 'GET', target: '/bucket/large' })
    expect(md5Hex(bytes)).toBe(md5Hex(body))
  })

  it('passes the target on as it came', async () => {
    await sendOver(server.url, { method: 'PUT', target: '/bucket//a/../%2e/', body: '' })
    expect(emulator.requests.at(-1)).toMatchObject({ rawTarget: '/bucket//a/../%2e/', status: 200 })
  })

  it('passes repeated headers on one by one, joined for the signature by a comma', async () => {
    const joined: Plain = { ...read, method: 'PUT', headers: [['x-amz-meta-a', 'one,two']] }
    const lines = head(joined, ['Content-Length: 0'])
    const split = lines.replace('x-amz-meta-a: one,two', 'x-amz-meta-a: one\r\nX-Amz-Meta-A: two')
    expect(await talk(split)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it.each(['GET', 'HEAD'])('gives metadata back as the bytes that came: %s', async (method) => {
    const name: Plain = { ...read, method: 'PUT', headers: [['x-amz-meta-name', '中文']] }
    await talk(head(name, ['Content-Length: 0']))
    expect(await talk(head({ ...read, method }))).toContain('\r\nx-amz-meta-name: 中文\r\n')
  })

  it('finds a bucket in the Host header, and a key with a slash in front', async () => {
    const plain: Plain = {
      method: 'PUT',
      target: '//a',
      host: 'bucket.localhost',
      hostBucket: 'bucket',
    }
    await talk(head(plain, ['Content-Length: 0']))
    expect(emulator.buckets.get('bucket')?.objects.has('/a')).toBe(true)
  })

  it('wants a Content-Length', async () => {
    expect(await talk(head({ ...read, method: 'PUT' }))).toMatch(
      /^HTTP\/1\.1 411 [^]*<Code>MissingContentLength</,
    )
  })

  it('wants a Content-Length where a body comes in chunks', async () => {
    const lines = head({ ...read, method: 'PUT' }, ['Transfer-Encoding: chunked'])
    expect(await talk(`${lines}1\r\na\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 411 /)
  })

  it('tells a client that waits for 100 Continue to go on', async () => {
    const plain: Plain = { ...read, method: 'PUT' }
    const lines = head(plain, ['Content-Length: 1', 'Expect: 100-continue'])
    expect(await talk(`${lines}a`)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /)
  })

  it('does what comes in one go one after another', async () => {
    const plain: Plain = { ...read, method: 'PUT' }
    const stays = (lines: string): string => lines.replace('Connection: close\r\n', '')
    const first = `${stays(head(plain, ['Content-Length: 5']))}first`
    const second = `${stays(head(plain, ['Content-Length: 6']))}second`
    expect(await talk(first + second + head(read))).toMatch(
      /^HTTP\/1\.1 200 [^]*HTTP\/1\.1 200 [^]*HTTP\/1\.1 200 [^]*\r\n\r\nsecond$/,
    )
  })

  it('answers a HEAD that brings a body', async () => {
    const lines = head({ ...read, method: 'HEAD' }, ['Content-Length: 3'])
    const stays = lines.replace('Connection: close\r\n', '')
    expect(await talk(`${stays}abc${head(read)}`)).toMatch(
      /^HTTP\/1\.1 200 [^]*HTTP\/1\.1 200 [^]*\r\n\r\n0123456789$/,
    )
  })

  it('refuses an expectation that it does not know', async () => {
    const lines = head({ ...read, method: 'PUT' }, ['Content-Length: 1', 'Expect: tea'])
    expect(await talk(`${lines}a`)).toMatch(/^HTTP\/1\.1 417 /)
  })

  it('takes long headers, refuses longer ones, and goes on', async () => {
    const answers = [10_000, 100_000].map((size) => talk(head(read, [`x-a: ${'x'.repeat(size)}`])))
    const statuses = (await Promise.all(answers)).map((text) => text.slice(9, 12))
    expect([...statuses, (await talk(head(read))).slice(9, 12)]).toEqual(['200', '431', '200'])
  })

  it('answers HEAD with the length and without a body', async () => {
    const answer = await talk(head({ ...read, method: 'HEAD' }))
    expect(answer).toMatch(/content-length: 10\r\n[^]*\r\n\r\n$/)
  })

  it('keeps a connection in step after a refused upload', async () => {
    const body = 'x'.repeat(1024 * 1024)
    const refused = `PUT /bucket/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n`
    expect(await talk(refused + body + head(read))).toMatch(/^HTTP\/1\.1 403 [^]*HTTP\/1\.1 200 /)
  })

  it('stores nothing of an upload whose connection breaks', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    const plain: Plain = { method: 'PUT', target: '/bucket/broken' }
    socket.write(`${head(plain, ['Content-Length: 10'])}12345`)
    await expect.poll(() => emulator.requests.at(-1)?.bodyLength).toBe(5)
    socket.destroy()
    await sendOver(server.url, read)
    expect(emulator.buckets.get('bucket')?.objects.has('broken')).toBe(false)
  })

  it('destroys the socket for a dropped connection', async () => {
    emulator.faults.on({ operation: 'GetObject' }).drop()
    await expect(sendOver(server.url, read)).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('sends the first bytes of a truncated answer and hangs up', async () => {
    emulator.faults.on({ operation: 'GetObject' }).truncate(4)
    expect(await talk(head(read))).toMatch(/content-length: 10\r\n[^]*\r\n\r\n0123$/)
  })

  it('sends the headers of an answer truncated to nothing', async () => {
    emulator.faults.on({ operation: 'GetObject' }).truncate(0)
    expect(await talk(head(read))).toMatch(/^HTTP\/1\.1 200 [^]*\r\n\r\n$/)
  })
})

describe('close', () => {
  it('cuts requests that are under way, and may be called again', async () => {
    emulator.faults.on({}).stall()
    const open = talk(head(read))
    await expect.poll(() => emulator.requests.at(-1)?.operation).toBe('GetObject')
    await Promise.all([server.close(), server.close()])
    await server.close()
    expect(await open).toBe('')
    await expect.poll(() => emulator.requests.at(-1)?.aborted).toBe(true)
  })
})

describe('an answer that streams', () => {
  it('is made only as fast as it is read, and is cancelled with the connection', async () => {
    let made = 0
    const cancelled = new Promise<void>((resolve) => {
      const body = (): ReadableStream<Uint8Array> =>
        new ReadableStream({
          pull(controller) {
            made += 65_536
            controller.enqueue(new Uint8Array(65_536))
          },
          cancel() {
            resolve()
          },
        })
      emulator.faults.on({}).respond(() => new Response(body()))
    })
    const response = await fetch(`${server.url}/bucket/key`, { headers: signed(read) })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await reader.cancel()
    await cancelled
    expect(made).toBeLessThan(64 * 1024 * 1024)
  })
})

describe('answers that wait for one another', () => {
  it('are all let go of when the connection ends', async () => {
    let open = 0
    const endless = (): Response => {
      open += 1
      const body = new ReadableStream({
        pull(controller) {
          controller.enqueue(new Uint8Array(65_536))
        },
        cancel() {
          open -= 1
        },
      })
      return new Response(body)
    }
    emulator.faults.on({ operation: 'GetObject' }).respond(endless).times(2)
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    const lines = head(read).replace('Connection: close\r\n', '')
    socket.write(lines + lines)
    await expect.poll(() => open).toBe(1)
    socket.destroy()
    await expect.poll(() => open).toBe(0)
    await sendOver(server.url, { method: 'HEAD', target: '/bucket/key' })
    expect(open).toBe(0)
  })
})

describe('a clock', () => {
  it('is the emulator’s in every answer', async () => {
    expect((await sendOver(server.url, read)).headers.get('date')).toBe(date)
  })
})
