import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { rawServer, startRawServer } from './raw-server.ts'

describe('a raw server', () => {
  it('gives complete answers on one connection', async () => {
    const { url, requests } = await rawServer(async (request, reply, index) => {
      await request.read()
      reply.answer(200, { 'X-Index': String(index) }, 'Grüße')
    })
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let got = ''
    socket.on('data', (chunk: Buffer) => (got += chunk.toString()))
    for (const body of ['one', 'four']) {
      const answers = got.length
      socket.write(`PUT /a?b HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
      await expect.poll(() => got.slice(answers)).toMatch(/Grüße$/)
    }
    socket.destroy()
    expect(got.match(/X-Index: \d/g)).toEqual(['X-Index: 0', 'X-Index: 1'])
    expect(
      requests.map(({ target, connection, body }) => [target, connection, body.length]),
    ).toEqual([
      ['/a?b', 0, 3],
      ['/a?b', 0, 4],
    ])
  })

  it('sends what is no answer at all', async () => {
    const { url } = await rawServer((_request, reply) => {
      reply.write('nonsense\r\n\r\n')
      reply.close()
    })
    await expect(fetch(url)).rejects.toBeInstanceOf(TypeError)
  })

  it('breaks off in the middle', async () => {
    const { url } = await rawServer((_request, reply) => {
      reply.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort')
      reply.close()
    })
    await expect((await fetch(url)).text()).rejects.toBeInstanceOf(TypeError)
  })

  it('resets connections', async () => {
    const { url } = await rawServer((_request, reply) => {
      reply.reset()
    })
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  })

  it('leaves nothing open when it is closed', async () => {
    const server = await startRawServer(() => undefined)
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await expect.poll(() => server.requests.length).toBe(1)
    await server.close()
    await closed
    expect(server.connections).toBe(0)
  })
})
