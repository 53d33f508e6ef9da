import { expect, describe, it, vi } from 'vitest'
import { deferred } from '../../support/deferred.ts'
import { rawServer } from '../../support/raw-server.ts'
import { init, reasonOf, streamOf, transportOf, until } from './support.ts'

const reason = { why: 'no longer wanted' }

/** A controller whose signal tells how many still listen to it. */
function listened() {
  const controller = new AbortController()
  const { signal } = controller
  const add = vi.spyOn(signal, 'addEventListener')
  const remove = vi.spyOn(signal, 'removeEventListener')
  const left = () => {
    const listeners = new Set(add.mock.calls.map(([, listener]) => listener))
    for (const [, listener] of remove.mock.calls) listeners.delete(listener)
    return listeners.size
  }
  return { controller, signal, left }
}

describe('an abort rejects with its reason, and closes the connection', () => {
  it('before anything is sent', async () => {
    const server = await rawServer(() => undefined)
    const signal = AbortSignal.abort(reason)
    expect(await reasonOf(transportOf()(server.url, init({ signal })))).toBe(reason)
    expect(server.requests).toEqual([])
  })

  it('while it connects', async () => {
    const { controller, signal, left } = listened()
    const server = await rawServer(() => undefined)
    const sent = transportOf()(server.url, init({ signal }))
    controller.abort(reason)
    expect(await reasonOf(sent)).toBe(reason)
    await until(() => server.connections === 0)
    expect(left()).toBe(0)
  })

  it('while the body leaves, whose stream is cancelled', async () => {
    const { controller, signal } = listened()
    const server = await rawServer(() => {
      controller.abort(reason)
    })
    const { stream, state } = streamOf(
      ...Array.from({ length: 50 }, () => new Uint8Array(1_000_000)),
    )
    const headers = { 'content-length': '50000000' }
    const sent = transportOf()(
      server.url,
      init({ method: 'PUT', headers, body: stream, duplex: 'half', signal }),
    )
    expect(await reasonOf(sent)).toBe(reason)
    // The server does not see its end before it has read what came before.
    await until(() => state.cancelled)
  })

  it('while the stream of the body has nothing to give', async () => {
    const { controller, signal } = listened()
    const server = await rawServer(() => undefined)
    const cancelled = deferred<unknown>()
    const stream = new ReadableStream<Uint8Array>({
      pull(stream) {
        stream.enqueue(new Uint8Array(3))
        setImmediate(() => {
          controller.abort(reason)
        })
        return new Promise(() => undefined)
      },
      cancel: cancelled.resolve,
    })
    const headers = { 'content-length': '9' }
    const sent = transportOf()(
      server.url,
      init({ method: 'PUT', headers, body: stream, duplex: 'half', signal }),
    )
    expect(await reasonOf(sent)).toBe(reason)
    await cancelled.promise
  })

  it('while the answer is waited for', async () => {
    const { controller, signal, left } = listened()
    const server = await rawServer(() => {
      controller.abort(reason)
    })
    expect(await reasonOf(transportOf()(server.url, init({ signal })))).toBe(reason)
    await until(() => server.connections === 0)
    expect(left()).toBe(0)
  })

  it('while content comes, even to who waits for more of it', async () => {
    const { controller, signal, left } = listened()
    const server = await rawServer((_request, reply) => {
      reply.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbegun')
    })
    const { body } = await transportOf()(server.url, init({ signal }))
    const reader = body!.getReader()
    await reader.read()
    const waiting = reasonOf(reader.read())
    controller.abort(reason)
    expect(await waiting).toBe(reason)
    await until(() => server.connections === 0)
    expect(left()).toBe(0)
  })

  it('while content waits to be read', async () => {
    const { controller, signal } = listened()
    const server = await rawServer((_request, reply) => {
      reply.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbegun')
    })
    const response = await transportOf()(server.url, init({ signal }))
    controller.abort(reason)
    expect(await reasonOf(response.text())).toBe(reason)
    await until(() => server.connections === 0)
  })
})

describe('an abort that comes too late', () => {
  it('changes nothing, and nothing listens for it', async () => {
    const { controller, signal, left } = listened()
    const server = await rawServer((_request, reply) => {
      reply.answer(200, {}, 'content')
    })
    const transport = transportOf()
    expect(await (await transport(server.url, init({ signal }))).text()).toBe('content')
    await until(() => left() === 0)
    controller.abort(reason)
    expect(await (await transport(server.url, init())).text()).toBe('content')
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0])
  })
})
