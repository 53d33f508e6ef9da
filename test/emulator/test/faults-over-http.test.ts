import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import { serve, type Serving } from '../src/node.js'
import { createBucket, emulatorAt, put, sendOver, signed, type Plain } from './client.js'

const read: Plain = { method: 'GET', target: '/bucket/key' }
const write: Plain = { method: 'PUT', target: '/bucket/new', body: 'x'.repeat(1024 * 1024) }
let emulator: Emulator
let server: Serving

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
  await put(emulator, '/bucket/key', '0123456789')
  server = await serve(emulator)
})

afterEach(() => server.close())

function isStored(): boolean | undefined {
  return emulator.buckets.get('bucket')?.objects.has('new')
}

describe('a connection that is dropped', () => {
  it('before the body is read leaves nothing behind', async () => {
    emulator.faults.on({ operation: 'PutObject' }).drop()
    await sendOver(server.url, write).catch(() => undefined)
    expect([isStored(), emulator.requests.at(-1)?.bodyLength]).toEqual([false, 0])
  })

  it('while the body comes in is reset', async () => {
    emulator.faults.on({ operation: 'PutObject' }).drop('uploading')
    await expect(sendOver(server.url, write)).rejects.toMatchObject({
      code: expect.stringMatching(/ECONNRESET|EPIPE/) as string,
    })
  })

  it('while the body comes in leaves nothing behind', async () => {
    emulator.faults.on({ operation: 'PutObject' }).drop('uploading')
    await sendOver(server.url, write).catch(() => undefined)
    expect(isStored()).toBe(false)
  })

  it('after all was done loses only the answer', async () => {
    emulator.faults.on({ operation: 'PutObject' }).drop('after')
    await expect(sendOver(server.url, write)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(isStored()).toBe(true)
  })
})

describe('an answer that stalls', () => {
  // The end of the connection is what the client sees and does; the server is to notice it.
  function open(plain: Plain): Promise<{ socket: Socket; text: () => string }> {
    const fields = signed(plain).map(([name, value]) => `${name}: ${value}`)
    const lines = [`${plain.method} ${plain.target} HTTP/1.1`, 'Host: localhost', ...fields, '', '']
    return new Promise((resolve, reject) => {
      let text = ''
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
        socket.write(lines.join('\r\n'))
        resolve({ socket, text: () => text })
      })
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('error', reject)
    })
  }

  it('stops after its headers', async () => {
    emulator.faults.on({ operation: 'GetObject' }).stall(0)
    const { text } = await open(read)
    await expect.poll(text).toMatch(/content-length: 10\r\n[^]*\r\n\r\n$/)
  })

  it('stops in mid body', async () => {
    emulator.faults.on({ operation: 'GetObject' }).stall(4)
    const { text } = await open(read)
    await expect.poll(text).toMatch(/\r\n\r\n0123$/)
  })

  it.each(['before', 'after', 4] as const)(
    'is over when the client hangs up (%s)',
    async (moment) => {
      emulator.faults.on({ operation: 'GetObject' }).stall(moment)
      const { socket } = await open(read)
      await expect.poll(() => emulator.requests.at(-1)?.operation).toBe('GetObject')
      socket.destroy()
      await expect.poll(() => emulator.requests.at(-1)?.aborted).toBe(true)
    },
  )

  it.each(['before', 'after', 4] as const)('does not keep the server (%s)', async (moment) => {
    emulator.faults.on({ operation: 'GetObject' }).stall(moment)
    const { socket } = await open(read)
    await expect.poll(() => emulator.requests.at(-1)?.operation).toBe('GetObject')
    const ended = new Promise((resolve) => socket.once('close', resolve))
    await server.close()
    await ended
    server = await serve(emulator)
  })

  it('before the body is read takes none of it', async () => {
    emulator.faults.on({ operation: 'PutObject' }).stall('before')
    const { socket } = await open({ ...read, method: 'PUT' })
    await expect.poll(() => emulator.requests.at(-1)?.operation).toBe('PutObject')
    socket.destroy()
    await expect.poll(() => emulator.requests.at(-1)?.aborted).toBe(true)
    expect(emulator.requests.at(-1)?.bodyLength).toBe(0)
  })
})

describe('an answer that is padded', () => {
  it('has its status before its result', async () => {
    let wake = (): void => undefined
    const sleep = (): Promise<void> =>
      new Promise((resolve) => {
        wake = resolve
      })
    const slow = emulatorAt(undefined, { timer: { sleep } })
    await createBucket(slow, 'bucket')
    const its = await serve(slow)
    slow.faults.on({ operation: 'GetBucketAcl' }).padThen(undefined, { spaces: 2 })
    const target = '/bucket/?acl'
    const response = await fetch(its.url + target, { headers: signed({ ...read, target }) })
    expect(response.status).toBe(200)
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(' ')
    wake()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(' ')
    await reader.cancel()
    await its.close()
  })
})

describe('a client that goes away', () => {
  it('in mid upload is recorded', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    const plain: Plain = { method: 'PUT', target: '/bucket/broken' }
    const fields = signed(plain).map(([name, value]) => `${name}: ${value}\r\n`)
    const head = `PUT /bucket/broken HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n`
    socket.write(`${head}${fields.join('')}\r\n12345`)
    await expect.poll(() => emulator.requests.at(-1)?.bodyLength).toBe(5)
    socket.destroy()
    await expect.poll(() => emulator.requests.at(-1)?.aborted).toBe(true)
  })

  it('is not one that got a truncated answer', async () => {
    emulator.faults.on({ operation: 'GetObject' }).truncate(4)
    await sendOver(server.url, read).catch(() => undefined)
    await sendOver(server.url, read)
    expect(emulator.requests.map(({ aborted }) => aborted)).not.toContain(true)
  })
})
