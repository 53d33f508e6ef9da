import { defaultAccount } from '@oos-js/emulator'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { deferred, type Deferred } from '../support/deferred.ts'
import { bytesOf, headerOf, renewedAccount, setShelf } from '../support/download.ts'
import { failure } from '../support/failure.ts'

/** Waits between attempts are random up to a limit: here they are the shortest there can be. */
function retryAtOnce(): void {
  vi.spyOn(Math, 'random').mockReturnValue(0)
}

/** Waits, without any timer, until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

/** Lets fake time go by, and with it all that is under way; signatures are made on other threads. */
async function settle(milliseconds: number): Promise<void> {
  for (let step = 0; step < 100; step++) {
    await vi.advanceTimersByTimeAsync(milliseconds / 100)
    await crypto.subtle.digest('SHA-1', new Uint8Array(1))
  }
}

/** Has everything loaded that is loaded when it is needed: that takes real time. */
async function loadAll(): Promise<void> {
  const { download, emulator } = await setShelf(1000, { maxAttempts: 2 })
  emulator.faults.on({ operation: 'GetObject' }).fail('InternalError')
  await download().blob()
}

/** Matches requests for a range. */
const range = (wanted: string) => ({
  operation: 'GetObject',
  when: ({ headers }: { headers: readonly (readonly [string, string])[] }) =>
    headerOf(headers, 'range') === `bytes=${wanted}`,
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a range that breaks off', () => {
  it('F9, Req 8d: goes on from the byte reached, and no other is asked for twice', async () => {
    const { asked, bytes, download, emulator, ranges } = await setShelf(4000)
    emulator.faults.on(range('1000-1999')).truncate(400)
    const task = download()
    expect(await bytesOf(await task.blob())).toEqual(bytes)
    expect(ranges().sort()).toEqual(['0-999', '1000-1999', '1400-1999', '2000-2999', '3000-3999'])
    expect(asked('if-match').filter((etag) => etag === task.object?.ETag)).toHaveLength(4)
  })

  it('F9: does so at the first range, before and after its first byte', async () => {
    retryAtOnce()
    for (const bytesBefore of [0, 1, 999]) {
      const { bytes, download, emulator, ranges } = await setShelf(2000, { maxAttempts: 2 })
      emulator.faults.on(range('0-999')).truncate(bytesBefore)
      expect(await bytesOf(await download().blob())).toEqual(bytes)
      expect(ranges()).toContain(`${bytesBefore}-999`)
    }
  })

  it('F9: is no failure as long as each answer brings something', async () => {
    const { bytes, download, emulator, ranges } = await setShelf(1000)
    emulator.faults.on({ operation: 'GetObject' }).truncate(100).times(9)
    expect(await bytesOf(await download().blob())).toEqual(bytes)
    expect(ranges()).toEqual(
      ['0', '100', '200', '300', '400', '500', '600', '700', '800', '900'].map((at) => `${at}-999`),
    )
  })

  it('F9: fails after the attempts that the client has, if they bring nothing', async () => {
    retryAtOnce()
    const { download, emulator, ranges } = await setShelf(2000, { maxAttempts: 3 })
    emulator.faults.on(range('1000-1999')).truncate(500)
    emulator.faults.on(range('1500-1999')).truncate(0).times(Infinity)
    const error = await failure(download().blob())
    expect([error.code, error.key]).toEqual(['NetworkError', 'film'])
    expect(error.message).toContain('the content broke off')
    expect(ranges().filter((asked) => asked === '1500-1999')).toHaveLength(5)
  })

  it('F9: is told in the progress, which never goes back', async () => {
    const { download, emulator } = await setShelf(4000)
    emulator.faults.on({ operation: 'GetObject' }).truncate(700).times(3)
    const task = download({ progressInterval: 0 })
    const loaded: number[] = []
    task.addEventListener('progress', ({ detail }) => loaded.push(detail.loaded))
    await task.blob()
    expect(loaded).toEqual([...loaded].sort((one, other) => one - other))
    expect(loaded.at(-1)).toBe(4000)
  })

  it('F11: goes on after a silence', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
    const { bytes, download, emulator, ranges } = await setShelf(2000, { maxAttempts: 2 })
    emulator.faults.on(range('1000-1999')).stall(300)
    const task = download()
    const blob = task.blob()
    await vi.waitFor(() => expect(task.progress.loaded).toBe(1300))
    await vi.advanceTimersByTimeAsync(70_000)
    expect(await bytesOf(await blob)).toEqual(bytes)
    expect(ranges()).toContain('1300-1999')
  })

  it('F38: waits for nothing when it is aborted between two attempts', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.99)
    const { download, emulator } = await setShelf(2000, { maxAttempts: 9 })
    emulator.faults.on({ operation: 'GetObject' }).fail('InternalError').times(Infinity)
    const task = download()
    const blob = task.blob()
    await vi.waitFor(() => expect(emulator.requests.length).toBeGreaterThan(4))
    const reason = new Error('enough')
    await task.abort(reason)
    await expect(blob).rejects.toBe(reason)
  })
})

describe('an object that changes during the download', () => {
  it('F43: is PreconditionFailed, in words that say so', async () => {
    const shelf = await setShelf(4000, {
      between: async (send, url, init) => {
        const response = await send(url, init)
        if (new Headers(init.headers).get('range') === 'bytes=0-999') {
          await shelf.replace(new Blob(['another']))
        }
        return response
      },
    })
    const task = shelf.download()
    const { code, message, hint } = await failure(task.blob())
    expect([code, task.state]).toEqual(['PreconditionFailed', 'failed'])
    expect(message).toContain('the object changed during the download')
    expect(hint).toContain('start another download')
  })

  it('F43: is not asked for again, and ends what is under way', async () => {
    const shelf = await setShelf(9000, { maxAttempts: 5 })
    const task = shelf.download({ concurrency: 1 })
    const reader = task.stream().getReader()
    await reader.read()
    await shelf.replace(new Blob(['another']))
    const before = shelf.ranges().length
    await expect(drain(reader)).rejects.toHaveProperty('code', 'PreconditionFailed')
    expect(shelf.ranges().length - before).toBeLessThanOrEqual(1)
  })

  async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    while (!(await reader.read()).done);
  }
})

describe('trouble of the service', () => {
  it.each(['InternalError', 'RequestTimeout'])(
    'Req 5a: sends a range again that failed with %s, and no other',
    async (code) => {
      retryAtOnce()
      const { bytes, download, emulator, ranges } = await setShelf(4000, { maxAttempts: 3 })
      emulator.faults.on(range('2000-2999')).fail(code).times(2)
      expect(await bytesOf(await download().blob())).toEqual(bytes)
      expect(ranges().filter((asked) => asked === '2000-2999')).toHaveLength(3)
      expect(ranges()).toHaveLength(6)
    },
  )

  it('Req 5b: leaves it alone for as long as it asks, then has half as many requests', async () => {
    await loadAll()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    retryAtOnce()
    const gates: Deferred<void>[] = []
    let entered = 0
    const { bytes, download, emulator } = await setShelf(20_000, {
      maxAttempts: 5,
      between: async (send, url, init) => {
        entered++
        await gates[0]?.promise
        return send(url, init)
      },
    })
    emulator.faults
      .on({
        operation: 'GetObject',
        when: ({ headers }) => headerOf(headers, 'range') !== 'bytes=0-999',
      })
      .fail('SlowDown', { retryAfter: 90 })
      .times(4)
    const blob = download({ concurrency: 4 }).blob()
    await until(() => emulator.faults.rules[0]?.times === 0)
    await settle(80_000)
    gates.push(deferred())
    const before = entered
    await settle(8_000)
    expect(entered).toBe(before)
    await settle(5_000)
    expect(entered - before).toBe(2)
    gates[0]?.resolve()
    expect(await bytesOf(await blob)).toEqual(bytes)
  })

  it('Req 6a: refreshes credentials once when they expire, and keeps what has come', async () => {
    const provider = vi.fn(async () => {
      await Promise.resolve()
      return provider.mock.calls.length === 1 ? defaultAccount : renewedAccount
    })
    const { bytes, download, emulator, ranges } = await setShelf(4000, {
      maxAttempts: 3,
      credentials: provider,
    })
    emulator.faults.on(range('1000-1999')).fail('ExpiredToken', { status: 400 })
    emulator.faults.on(range('2000-2999')).fail('ExpiredToken', { status: 400 })
    expect(await bytesOf(await download().blob())).toEqual(bytes)
    expect(provider).toHaveBeenCalledTimes(2)
    expect(ranges().sort().join()).toBe('0-999,1000-1999,1000-1999,2000-2999,2000-2999,3000-3999')
  })
})

describe('no network', () => {
  /** A browser that says whether it is online, in the place of this runtime. */
  function stubBrowser() {
    const navigator = { onLine: true }
    const page = new EventTarget()
    const waits = deferred()
    vi.stubGlobal('navigator', navigator)
    vi.stubGlobal('addEventListener', (...args: Parameters<EventTarget['addEventListener']>) => {
      page.addEventListener(...args)
      waits.resolve()
    })
    return {
      navigator,
      waits: waits.promise,
      connect() {
        navigator.onLine = true
        page.dispatchEvent(new Event('online'))
      },
    }
  }

  it('F2: is waited for before anything is sent', async () => {
    const { navigator, waits, connect } = stubBrowser()
    const { bytes, download, ranges } = await setShelf(3000)
    navigator.onLine = false
    const blob = download().blob()
    await waits
    expect(ranges()).toEqual([])
    connect()
    expect(await bytesOf(await blob)).toEqual(bytes)
  })

  it('F2: is waited for in the middle, and takes no attempt from what it has broken', async () => {
    const { navigator, waits, connect } = stubBrowser()
    let lost = 0
    const { bytes, download } = await setShelf(3000, {
      maxAttempts: 1,
      between: (send, url, init) => {
        if (new Headers(init.headers).get('range') !== 'bytes=1000-1999' || lost++) {
          return send(url, init)
        }
        navigator.onLine = false
        return Promise.reject(new TypeError('Failed to fetch'))
      },
    })
    const task = download()
    const blob = task.blob()
    await waits
    expect(task.state).toBe('running')
    connect()
    expect(await bytesOf(await blob)).toEqual(bytes)
  })

  it('F38: is waited for no longer when the download is aborted', async () => {
    const { navigator, waits } = stubBrowser()
    const { download } = await setShelf(3000)
    navigator.onLine = false
    const task = download()
    const blob = task.blob()
    await waits
    const reason = new Error('enough')
    await task.abort(reason)
    await expect(blob).rejects.toBe(reason)
  })
})
