import { getResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { handlers } from '../src/msw.js'
import { createBucket, emulatorAt, put, signed, type Plain } from './client.js'

const emulator = emulatorAt()
const server = setupServer(...handlers(emulator, 'http://oos.example:8080'))
const read: Plain = { method: 'GET', target: '/bucket/a%20b//%3F' }

beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' })
})

beforeEach(async () => {
  emulator.reset()
  await createBucket(emulator, 'bucket')
  await put(emulator, read.target, 'content')
})

afterAll(() => {
  server.close()
})

function fetched(plain: Plain, host = 'oos.example:8080'): Promise<Response> {
  return fetch(`http://${host}${plain.target}`, { method: plain.method, headers: signed(plain) })
}

describe('handlers', () => {
  it('let the emulator answer in path style', async () => {
    expect(await (await fetched(read)).text()).toBe('content')
  })

  it('let the emulator answer in virtual-host style', async () => {
    const plain: Plain = { method: 'GET', target: '/a%20b//%3F', hostBucket: 'bucket' }
    expect(await (await fetched(plain, 'bucket.oos.example:8080')).text()).toBe('content')
  })

  it('let the emulator answer for the bare endpoint', async () => {
    expect((await fetched({ method: 'GET', target: '/' })).status).toBe(200)
  })

  it('let the emulator answer in CNAME style', async () => {
    await createBucket(emulator, 'files.example')
    const request = new Request('http://files.example:8080/')
    const cnames = ['files.example']
    const answered = await getResponse(
      handlers(emulator, 'http://oos.example:8080', { cnames }),
      request,
    )
    expect([answered?.status, emulator.requests.at(-1)?.bucket]).toEqual([403, 'files.example'])
  })

  it('leave CNAMEs alone that they were not told of', async () => {
    const request = new Request('http://files.example:8080/')
    expect(
      await getResponse(handlers(emulator, 'http://oos.example:8080'), request),
    ).toBeUndefined()
  })

  it('leave other ports alone', async () => {
    const request = new Request('http://oos.example/bucket/key')
    expect(
      await getResponse(handlers(emulator, 'http://oos.example:8080'), request),
    ).toBeUndefined()
  })

  it('turn a dropped connection into a network error', async () => {
    emulator.faults.on({}).drop()
    await expect(fetched(read)).rejects.toBeInstanceOf(TypeError)
  })

  it('break off a truncated body', async () => {
    emulator.faults.on({}).truncate(3)
    const response = await fetched(read)
    await expect(response.text()).rejects.toBeInstanceOf(TypeError)
  })
})
