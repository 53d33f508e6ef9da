import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { deferred } from '../../support/deferred.ts'
import { rawServer, type RawReply } from '../../support/raw-server.ts'
import { init, reasonOf, transportOf, until } from './support.ts'

const content = 'a'.repeat(100)

describe('the connections of nodeTransport', () => {
  it('are used again, one after the other', async () => {
    const { url, requests } = await rawServer((_request, reply) => {
      reply.answer(200, {}, content)
    })
    const transport = transportOf()
    for (let count = 0; count < 5; count++) await (await transport(url, init())).text()
    expect(requests.map(({ connection }) => connection)).toEqual([0, 0, 0, 0, 0])
  })

  it('are used again after answers without content, which nobody reads', async () => {
    const { url, requests } = await rawServer(({ method }, reply) => {
      reply.answer(method === 'HEAD' ? 200 : 204)
    })
    const transport = transportOf()
    for (const method of ['PUT', 'HEAD', 'DELETE', 'HEAD', 'PUT']) {
      await transport(url, init({ method }))
      await turn()
    }
    expect(new Set(requests.map(({ connection }) => connection)).size).toBe(1)
  })

  it('are as many as there are requests at a time, where no limit is set', async () => {
    const all = deferred()
    const { url, requests } = await rawServer(async (_request, reply, index) => {
      if (index === 9) all.resolve()
      await all.promise
      reply.answer(200)
    })
    const transport = transportOf()
    await Promise.all(Array.from({ length: 10 }, () => transport(url, init())))
    expect(new Set(requests.map(({ connection }) => connection)).size).toBe(10)
  })

  it('are no more than maxSockets: what is beyond waits, and leaves in order', async () => {
    const arrived: string[] = []
    const second = deferred()
    let most = 0
    let open = 0
    const { url, requests } = await rawServer(async ({ target }, reply, index) => {
      arrived.push(target)
      most = Math.max(most, ++open)
      if (index === 1) second.resolve()
      await second.promise
      await turn()
      open--
      reply.answer(200, {}, content)
    })
    const transport = transportOf({ maxSockets: 2 })
    const targets = Array.from({ length: 9 }, (_, index) => `/${index}`)
    await Promise.all(targets.map(async (target) => (await transport(url + target, init())).text()))
    expect([most, new Set(requests.map(({ connection }) => connection)).size]).toEqual([2, 2])
    expect(arrived.slice(2)).toEqual(targets.slice(2))
  })

  it('are limited host by host', async () => {
    const both = deferred()
    let held = 0
    const handler = async (_request: unknown, reply: RawReply) => {
      if (++held === 2) both.resolve()
      await both.promise
      reply.answer(200)
    }
    const [one, other] = [await rawServer(handler), await rawServer(handler)]
    const transport = transportOf({ maxSockets: 1 })
    await Promise.all([transport(one.url, init()), transport(other.url, init())])
    expect(held).toBe(2)
  })

  it('are not waited for by a request that was given up while it waited', async () => {
    const first = deferred<RawReply>()
    const { url, requests } = await rawServer(({ target }, reply) => {
      if (target === '/1') first.resolve(reply)
      else reply.answer(200)
    })
    const transport = transportOf({ maxSockets: 1 })
    const one = transport(`${url}/1`, init())
    const controller = new AbortController()
    const two = transport(`${url}/2`, init({ signal: controller.signal }))
    const three = transport(`${url}/3`, init())
    const reply = await first.promise
    controller.abort('no longer wanted')
    expect(await reasonOf(two)).toBe('no longer wanted')
    reply.answer(200)
    await Promise.all([one, three])
    expect(requests.map(({ target }) => target)).toEqual(['/1', '/3'])
  })

  it('are replaced for those who wait when one breaks', async () => {
    const { url, requests } = await rawServer((_request, reply, index) => {
      if (index === 0) reply.reset()
      else reply.answer(200)
    })
    const transport = transportOf({ maxSockets: 1 })
    const [broken, fine] = await Promise.allSettled([
      transport(url, init()),
      transport(url, init()),
    ])
    expect([broken.status, fine.status]).toEqual(['rejected', 'fulfilled'])
    expect(requests.map(({ connection }) => connection)).toEqual([0, 1])
  })

  it('are free again when content is cancelled, or the whole of it was small, read or not', async () => {
    const { url } = await rawServer(({ target }, reply) => {
      if (target === '/small') reply.answer(200, {}, content)
      else reply.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n${content}`)
    })
    const transport = transportOf({ maxSockets: 1 })
    for (let count = 0; count < 3; count++) {
      await transport(`${url}/small`, init())
      const { body } = await transport(`${url}/large`, init())
      await body?.cancel()
    }
    const { status } = await transport(`${url}/small`, init())
    expect(status).toBe(200)
  })

  it('are closed when the server says so', async () => {
    const { url, requests } = await rawServer((_request, reply) => {
      reply.answer(200, { Connection: 'close' }, content)
      reply.close()
    })
    const transport = transportOf()
    for (let count = 0; count < 3; count++) await (await transport(url, init())).text()
    expect(requests.map(({ connection }) => connection)).toEqual([0, 1, 2])
  })

  it.each(['timeout=1', 'timeout=1, max=100', 'max=100, timeout=1'])(
    'are not used again when the server keeps them no longer than they may cross: %s',
    async (hint) => {
      const { url, requests } = await rawServer((_request, reply) => {
        reply.answer(200, { 'Keep-Alive': hint }, content)
      })
      const transport = transportOf()
      for (let count = 0; count < 3; count++) await (await transport(url, init())).text()
      expect(requests.map(({ connection }) => connection)).toEqual([0, 1, 2])
    },
  )

  it('are closed when they were idle for long enough', async () => {
    const server = await rawServer((_request, reply) => {
      reply.answer(200, {}, content)
    })
    const transport = transportOf({ idle: 1 })
    await (await transport(server.url, init())).text()
    await until(() => server.connections === 0)
    await (await transport(server.url, init())).text()
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1])
  })

  it('are dropped when something comes that nobody asked for', async () => {
    const replies: RawReply[] = []
    const server = await rawServer((_request, reply) => {
      replies.push(reply)
      reply.answer(200, {}, content)
    })
    const transport = transportOf({ idle: 60_000 })
    await (await transport(server.url, init())).text()
    replies[0]?.answer(200, {}, 'not for the next one')
    await until(() => server.connections === 0)
    expect(await (await transport(server.url, init())).text()).toBe(content)
  })
})

describe('close()', () => {
  it('ends what is idle, what is under way and what waits, and refuses what comes later', async () => {
    const asked = deferred()
    const server = await rawServer(({ target }, reply) => {
      if (target === '/done') reply.answer(200, {}, content)
      else asked.resolve()
    })
    const transport = transportOf({ maxSockets: 1 })
    await (await transport(`${server.url}/done`, init())).text()
    const held = transport(`${server.url}/held`, init())
    const waiting = transport(`${server.url}/waiting`, init())
    await asked.promise
    const reasons = Promise.all([reasonOf(held), reasonOf(waiting)])
    await transport.close()
    const later = await reasonOf(transport(server.url, init()))
    for (const reason of [...(await reasons), later]) {
      expect(reason).toEqual(new TypeError('the transport was closed'))
    }
    await until(() => server.connections === 0)
    expect(server.requests.map(({ target }) => target)).toEqual(['/done', '/held'])
  })

  it('ends content that is being read', async () => {
    const { url } = await rawServer((_request, reply) => {
      reply.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${content}`)
    })
    const transport = transportOf()
    const response = await transport(url, init())
    const reason = reasonOf(response.text())
    await transport.close()
    expect(await reason).toEqual(new TypeError('the transport was closed'))
  })

  it('may be called twice, and before anything was sent', async () => {
    const transport = transportOf()
    await transport.close()
    await transport.close()
  })

  it('is what disposing of the transport does', async () => {
    const transport = transportOf()
    await transport[Symbol.asyncDispose]()
    const { message } = await reasonOf(transport('http://127.0.0.1:1', init()))
    expect(message).toBe('the transport was closed')
  })
})

describe('a process with idle connections', () => {
  it('ends by itself', async () => {
    const { url } = await rawServer((_request, reply) => {
      reply.answer(200, {}, content)
    })
    const { fork } = await import('node:child_process')
    const { scriptOf } = await import('../../support/script.ts')
    const { file } = await scriptOf(`
      import { nodeTransport } from '@oos-js/core/node'
      const transport = nodeTransport({ idle: 3_600_000 })
      const init = { method: 'GET', headers: new Headers(), signal: undefined, redirect: 'manual' } as const
      await (await transport(${JSON.stringify(url)}, init)).text()
    `)
    const [code] = (await once(fork(file), 'exit')) as [number]
    expect(code).toBe(0)
  })
})

/** Lets what has come be noticed: a turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
