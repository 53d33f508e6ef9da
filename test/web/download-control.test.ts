import type { Download, DownloadSnapshot, DownloadStateChange } from '@oos-js/web'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { deferred } from '../support/deferred.ts'
import { bytesOf, inPieces, setShelf, type ShelfOptions } from '../support/download.ts'
import { failure } from '../support/failure.ts'

const reason = new Error('enough')

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/**
 * A shelf whose answers stand still after some bytes each, until they are let go. It tells how many requests
 * are under way, seen from the transport.
 */
async function shelfThatHalts(size: number, after: number, options: ShelfOptions = {}) {
  const gate = deferred()
  const halted = deferred()
  let open = 0
  let left = Infinity
  const shelf = await setShelf(size, {
    ...options,
    between: async (send, url, init) => {
      const response = await send(url, init)
      open++
      init.signal?.addEventListener('abort', () => open--, { once: true })
      let come = 0
      return inPieces(response, 100, async () => {
        if (come++ * 100 < after) return
        if (--left === 0) halted.resolve()
        await gate.promise
      })
    },
  })
  return {
    ...shelf,
    /** Resolves when so many answers stand still. */
    async halted(count: number) {
      left = count
      await halted.promise
    },
    letGo: () => gate.resolve(),
    underWay: () => open,
  }
}

describe('pause()', () => {
  it('cuts the requests under way, and resume() goes on from the bytes reached', async () => {
    const { bytes, download, halted, letGo, ranges, underWay } = await shelfThatHalts(4000, 300)
    const task = download()
    const blob = task.blob()
    await halted(4)
    task.pause()
    expect([task.state, underWay()]).toEqual(['paused', 0])
    letGo()
    task.resume()
    expect(await bytesOf(await blob)).toEqual(bytes)
    expect(ranges()).toEqual([
      ...['0-999', '1000-1999', '2000-2999', '3000-3999'],
      ...['300-999', '1300-1999', '2300-2999', '3300-3999'],
    ])
  })

  it('asks for nothing until resume(), however much of it is called', async () => {
    const { bytes, download, ranges } = await setShelf(4000)
    const task = download({ concurrency: 1 })
    const reader = task.stream().getReader()
    await reader.read()
    for (let count = 0; count < 3; count++) {
      task.pause()
      task.resume()
      task.pause()
    }
    const asked = ranges().length
    const rest = readAll(reader)
    await new Promise((resolve) => setImmediate(resolve))
    expect(ranges()).toHaveLength(asked)
    task.resume()
    expect((await rest).length).toBe(bytes.length - 1000)
  })

  it('before there is anything to stop, or after, does nothing', async () => {
    const { download } = await setShelf(1000)
    const task = download()
    task.pause()
    task.resume()
    expect(task.state).toBe('idle')
    await task.blob()
    task.pause()
    expect(task.state).toBe('done')
  })

  it('while the code for it is loaded holds until resume()', async () => {
    const { bytes, download, ranges } = await setShelf(1000)
    const task = download()
    const blob = task.blob()
    task.pause()
    await new Promise((resolve) => setImmediate(resolve))
    expect([task.state, ranges()]).toEqual(['paused', []])
    task.resume()
    expect(await bytesOf(await blob)).toEqual(bytes)
  })

  it('Req 4b: does not take progress back', async () => {
    const { download, halted, letGo } = await shelfThatHalts(4000, 500)
    const task = download({ progressInterval: 0 })
    const loaded: number[] = []
    task.addEventListener('progress', ({ detail }) => loaded.push(detail.loaded))
    const blob = task.blob()
    await halted(4)
    task.pause()
    letGo()
    task.resume()
    await blob
    expect(loaded).toEqual([...loaded].sort((one, other) => one - other))
    expect(loaded.at(-1)).toBe(4000)
  })

  it('keeps asking for the same state of the object', async () => {
    const { download, halted, letGo, replace } = await shelfThatHalts(4000, 300)
    const task = download()
    const blob = failure(task.blob())
    await halted(4)
    task.pause()
    await replace(new Blob(['another']))
    letGo()
    task.resume()
    expect((await blob).code).toBe('PreconditionFailed')
  })
})

describe('abort()', () => {
  it('F38: rejects with the reason, cuts all requests and begins no others', async () => {
    const { download, halted, ranges, underWay } = await shelfThatHalts(9000, 300)
    const task = download()
    const blob = expect(task.blob()).rejects.toBe(reason)
    await halted(4)
    const asked = ranges().length
    await task.abort(reason)
    await blob
    expect([task.state, underWay(), ranges().length]).toEqual(['aborted', 0, asked])
    expect(task.getSnapshot().error).toBe(reason)
  })

  it('F38: is what the signal does, with its reason', async () => {
    const { download, halted, underWay } = await shelfThatHalts(4000, 300)
    const controller = new AbortController()
    const task = download({ signal: controller.signal })
    const blob = expect(task.blob()).rejects.toBe(reason)
    await halted(4)
    controller.abort(reason)
    await blob
    expect([task.state, underWay()]).toEqual(['aborted', 0])
  })

  it('F38: of a signal that was aborted before sends nothing', async () => {
    const { download, ranges } = await setShelf(4000)
    const task = download({ signal: AbortSignal.abort(reason) })
    await expect(task.blob()).rejects.toBe(reason)
    expect([task.state, ranges()]).toEqual(['aborted', []])
  })

  it.each<[string, (task: Download) => Promise<unknown>]>([
    ['blob', (task) => task.blob()],
    ['stream', (task) => task.stream().getReader().read()],
    ['pipeTo', (task) => task.pipeTo(new WritableStream())],
  ])('F38: before it is consumed as %s sends nothing', async (_how, consume) => {
    const { download, ranges } = await setShelf(4000)
    const task = download()
    await task.abort(reason)
    await expect(consume(task)).rejects.toBe(reason)
    expect(ranges()).toEqual([])
  })

  it('F38: during a pause ends it', async () => {
    const { download, halted } = await shelfThatHalts(4000, 300)
    const task = download()
    const blob = expect(task.blob()).rejects.toBe(reason)
    await halted(4)
    task.pause()
    await task.abort(reason)
    await blob
    task.resume()
    expect(task.state).toBe('aborted')
  })

  it('F38: while the code for it is loaded sends nothing', async () => {
    const { download, ranges } = await setShelf(4000)
    const task = download()
    const blob = expect(task.blob()).rejects.toBe(reason)
    await task.abort(reason)
    await blob
    expect(ranges()).toEqual([])
  })

  it('F38: has an AbortError for a reason if none is given', async () => {
    const { download } = await setShelf(4000)
    const task = download()
    await task.abort()
    await expect(task.blob()).rejects.toHaveProperty('name', 'AbortError')
  })

  it('F38: is too late when everything is there', async () => {
    const { bytes, download } = await setShelf(4000)
    const task = download()
    const blob = await task.blob()
    await task.abort(reason)
    expect([task.state, await bytesOf(await task.blob())]).toEqual(['done', bytes])
    expect(await task.blob()).toBe(blob)
  })

  it('leaves no listener on the signal, and no timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    const { signal } = new AbortController()
    const [add, remove] = [
      vi.spyOn(signal, 'addEventListener'),
      vi.spyOn(signal, 'removeEventListener'),
    ]
    const { download } = await setShelf(4000)
    await download({ signal }).blob()
    const task = download({ signal })
    const blob = task.blob().catch(() => undefined)
    await task.abort()
    await blob
    expect(remove.mock.calls.length).toBeGreaterThanOrEqual(add.mock.calls.length)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a download that has failed', () => {
  it('goes on with what has come when blob() is called again', async () => {
    const { bytes, download, emulator, ranges } = await setShelf(4000)
    const when = () => ranges().length > 2
    emulator.faults.on({ operation: 'GetObject', when }).fail('AccessDenied').times(Infinity)
    const task = download({ concurrency: 1 })
    expect((await failure(task.blob())).code).toBe('AccessDenied')
    expect([task.state, task.progress.loaded]).toEqual(['failed', 2000])
    emulator.faults.clear()
    expect(await bytesOf(await task.blob())).toEqual(bytes)
    expect(ranges()).toEqual(['0-999', '1000-1999', '2000-2999', '2000-2999', '3000-3999'])
    expect(task.state).toBe('done')
  })

  it('can be aborted, and then tells the reason of that', async () => {
    const { download, emulator } = await setShelf(4000)
    emulator.faults.on({ operation: 'GetObject' }).fail('AccessDenied')
    const task = download()
    await failure(task.blob())
    await task.abort(reason)
    await expect(task.blob()).rejects.toBe(reason)
  })
})

describe('what is to be seen', () => {
  it('changes state once each, in order', async () => {
    const { download, halted, letGo } = await shelfThatHalts(4000, 300)
    const task = download()
    const changes: DownloadStateChange[] = []
    task.addEventListener('statechange', ({ detail }) => changes.push(detail))
    const blob = task.blob()
    await halted(4)
    task.pause()
    letGo()
    task.resume()
    await blob
    expect(changes.map(({ previous, state }) => `${previous} ${state}`)).toEqual([
      'idle running',
      'running paused',
      'paused running',
      'running done',
    ])
  })

  it('Req 4b: reaches 1 once, in the last event, when the consumer has everything', async () => {
    const { download } = await setShelf(9000)
    const task = download({ progressInterval: 0 })
    const events: { fraction: number | undefined; confirmed: number; state: string }[] = []
    task.addEventListener('progress', ({ detail: { fraction, confirmed } }) => {
      events.push({ fraction, confirmed, state: task.state })
    })
    await task.blob()
    expect(events.length).toBeGreaterThan(9)
    expect(events.filter(({ fraction }) => fraction === 1)).toEqual([events.at(-1)])
    expect(events.at(-1)).toEqual({ fraction: 1, confirmed: 9000, state: 'done' })
  })

  it('Req 4b: tells of an empty object that it is done', async () => {
    const { download } = await setShelf(0)
    const task = download()
    const events: unknown[] = []
    task.addEventListener('progress', ({ detail }) => events.push([detail.total, detail.fraction]))
    await task.blob()
    expect(events).toEqual([[0, 1]])
  })

  it('Req 22: is the same snapshot until something changes, and subscribers are told', async () => {
    const { download } = await setShelf(3000)
    const { getSnapshot, subscribe, blob } = download()
    const seen: DownloadSnapshot[] = []
    const unsubscribe = subscribe(() => seen.push(getSnapshot()))
    expect(getSnapshot()).toBe(getSnapshot())
    await blob()
    expect(seen.at(-1)).toBe(getSnapshot())
    expect(getSnapshot()).toMatchObject({
      state: 'done',
      progress: { fraction: 1, total: 3000 },
      object: { ContentType: 'video/mp4' },
      error: undefined,
    })
    unsubscribe()
  })

  it('Req 22: works when a framework wraps it, and without the object', async () => {
    const { bytes, download, halted, letGo } = await shelfThatHalts(4000, 300)
    const wrapped = new Proxy(download(), {})
    const { pause, resume, blob } = wrapped
    const content = blob()
    await halted(4)
    pause()
    expect(wrapped.state).toBe('paused')
    letGo()
    resume()
    expect(await bytesOf(await content)).toEqual(bytes)
    expect(wrapped.progress.fraction).toBe(1)
  })

  it('Req 22: starts once, however often it is asked for a Blob', async () => {
    const { download, ranges } = await setShelf(1000)
    const task = download()
    const [one, other] = await Promise.all([task.blob(), task.blob()])
    expect(one).toBe(other)
    expect(ranges()).toHaveLength(1)
  })
})

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (let part; (part = (await reader.read()).value);) parts.push(part)
  return Buffer.concat(parts)
}
