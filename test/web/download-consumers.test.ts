import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { deferred } from '../support/deferred.ts'
import { partSize, setShelf, type Shelf } from '../support/download.ts'
import { failure } from '../support/failure.ts'
import { fakeFile } from '../support/fake-file.ts'

const reason = new Error('enough')

/** Lets go on what goes on without anybody reading. */
async function turns(): Promise<void> {
  for (let count = 0; count < 100; count++) await new Promise((resolve) => setImmediate(resolve))
}

/** The bytes that were asked for. */
const askedFor = ({ ranges }: Shelf): number =>
  ranges().reduce((sum, range) => {
    const [first, last] = range.split('-').map(Number)
    return sum + last! - first! + 1
  }, 0)

describe('a stream', () => {
  it('gives the bytes in their order, and ends', async () => {
    const { bytes, download } = await setShelf(9500)
    const task = download()
    const content = await new Response(task.stream()).arrayBuffer()
    expect(new Uint8Array(content)).toEqual(bytes)
    expect([task.state, task.progress.confirmed]).toEqual(['done', 9500])
  })

  it('sends nothing before it is read', async () => {
    const { download, ranges } = await setShelf(9500)
    const task = download()
    const stream = task.stream()
    await turns()
    expect([task.state, ranges()]).toEqual(['idle', []])
    await stream.cancel()
  })

  it.each([1, 2, 4])(
    'Req 16: holds no more than %i parts for who reads slowly',
    async (concurrency) => {
      const shelf = await setShelf(40_000)
      const reader = shelf.download({ concurrency }).stream().getReader()
      let read = 0
      for (let value; (value = (await reader.read()).value);) {
        read += value.length
        await turns()
        expect(askedFor(shelf) - read).toBeLessThanOrEqual(partSize * concurrency)
      }
      expect(read).toBe(40_000)
    },
  )

  it('Req 16: holds no more of an answer without ranges either', async () => {
    let sent = 0
    const shelf = await setShelf(1, {
      between: () => {
        const pull = (stream: ReadableStreamDefaultController<Uint8Array>) => {
          if (sent >= 40_000) {
            stream.close()
            return
          }
          sent += 100
          stream.enqueue(new Uint8Array(100))
        }
        const content = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 })
        const headers = { etag: '"a-2"', 'content-length': '40000' }
        return Promise.resolve(new Response(content, { headers }))
      },
    })
    const reader = shelf.download({ concurrency: 2 }).stream().getReader()
    let read = 0
    for (let value; (value = (await reader.read()).value);) {
      read += value.length
      if (read % 5000 === 0) await turns()
      expect(sent - read).toBeLessThanOrEqual(2 * partSize + 200)
    }
    expect(read).toBe(40_000)
  })

  it('aborts the download when it is cancelled', async () => {
    const { download, ranges } = await setShelf(40_000)
    const task = download()
    const reader = task.stream().getReader()
    await reader.read()
    await reader.cancel(reason)
    const asked = ranges().length
    await turns()
    expect([task.state, task.getSnapshot().error, ranges().length]).toEqual([
      'aborted',
      reason,
      asked,
    ])
  })

  it('ends in the error, behind what could be had before it', async () => {
    const { download, emulator, ranges } = await setShelf(4000)
    const when = () => ranges().length > 2
    emulator.faults.on({ operation: 'GetObject', when }).fail('AccessDenied').times(Infinity)
    const task = download({ concurrency: 1 })
    const reader = task.stream().getReader()
    let read = 0
    const drained = async () => {
      for (let value; (value = (await reader.read()).value);) read += value.length
    }
    expect((await failure(drained())).code).toBe('AccessDenied')
    expect([read, task.state, task.progress.confirmed]).toEqual([2000, 'failed', 2000])
  })

  it('is one consumer, and there is one', async () => {
    const { download } = await setShelf(10)
    const task = download()
    await task.stream().cancel()
    const again = [task.blob(), task.pipeTo(new WritableStream())]
    for (const consumed of again) expect((await failure(consumed)).code).toBe('InvalidInput')
    expect(() => task.stream()).toThrow(expect.objectContaining({ code: 'InvalidInput' }))
  })
})

describe('pipeTo()', () => {
  it('writes the bytes in their order and closes the stream', async () => {
    const { bytes, download } = await setShelf(9500)
    const written: Uint8Array[] = []
    let closed = 0
    const write = (chunk: Uint8Array) => void written.push(chunk)
    const task = download()
    await task.pipeTo(new WritableStream({ write, close: () => void (closed += 1) }))
    expect(new Uint8Array(Buffer.concat(written))).toEqual(bytes)
    expect([closed, task.state]).toEqual([1, 'done'])
  })

  it('Req 16: fetches no faster than the stream takes', async () => {
    const shelf = await setShelf(40_000)
    let written = 0
    const write = async (chunk: Uint8Array) => {
      await turns()
      written += chunk.length
      expect(askedFor(shelf) - written).toBeLessThanOrEqual(2 * partSize + chunk.length)
    }
    await shelf.download({ concurrency: 2 }).pipeTo(new WritableStream({ write }))
    expect(written).toBe(40_000)
  })

  it('rejects with what the stream fails with, and fetches no more', async () => {
    const { download, ranges } = await setShelf(40_000)
    const full = new Error('the disk is full')
    const task = download({ concurrency: 2 })
    const write = () => Promise.reject(full)
    await expect(task.pipeTo(new WritableStream({ write }))).rejects.toBe(full)
    const asked = ranges().length
    await turns()
    expect([task.state, ranges().length, asked < 40]).toEqual(['failed', asked, true])
  })

  it('aborts the stream with what went wrong', async () => {
    const { download } = await setShelf(10)
    const aborted: unknown[] = []
    const writable = new WritableStream({ abort: (why) => void aborted.push(why) })
    const error = await failure(download({ Key: 'missing' }).pipeTo(writable))
    expect(aborted).toEqual([error])
  })

  it('aborts the stream with the reason of an abort', async () => {
    const { download } = await setShelf(40_000)
    const aborted: unknown[] = []
    const task = download()
    const write = () => void task.abort(reason)
    const writable = new WritableStream({ write, abort: (why) => void aborted.push(why) })
    await expect(task.pipeTo(writable)).rejects.toBe(reason)
    expect([aborted, task.state]).toEqual([[reason], 'aborted'])
  })

  it('writes a file in Node', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'oos-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const path = join(folder, 'film.mp4')
    const { bytes, download } = await setShelf(300_000)
    await download({ partSize: 50_000 }).pipeTo(Writable.toWeb(createWriteStream(path)))
    expect((await readFile(path)).equals(bytes)).toBe(true)
  })
})

describe('a file that can be written anywhere', () => {
  /** A shelf on which one range waits to be let through. */
  async function shelfThatHolds(range: string) {
    const gate = deferred()
    const shelf = await setShelf(9500, {
      between: async (send, url, init) => {
        if (new Headers(init.headers).get('range') === `bytes=${range}`) await gate.promise
        return send(url, init)
      },
    })
    return { ...shelf, letGo: () => gate.resolve() }
  }

  it('gets each byte in its place as it comes, whatever the order', async () => {
    const { bytes, download, letGo } = await shelfThatHolds('1000-1999')
    const file = fakeFile()
    const task = download({ verify: false, concurrency: 2 })
    const piped = task.pipeTo(file.writable)
    await vi.waitFor(() => expect(file.places).toHaveLength(9))
    expect(task.progress).toMatchObject({ loaded: 8500, confirmed: 8500 })
    letGo()
    await piped
    expect(file.content).toEqual(bytes)
    expect(file.places.at(-1)).toBe(1000)
    expect(task.progress).toMatchObject({ confirmed: 9500, fraction: 1 })
  })

  it('gets them in their order if they are to be verified', async () => {
    const { bytes, download, letGo } = await shelfThatHolds('1000-1999')
    const file = fakeFile()
    const piped = download({ concurrency: 2 }).pipeTo(file.writable)
    await vi.waitFor(() => expect(file.places).toEqual([0]))
    await turns()
    expect(file.places).toEqual([0])
    letGo()
    await piped
    expect(file.content).toEqual(bytes)
    expect(file.places).toEqual([...file.places].sort((one, other) => one - other))
  })

  it('keeps what it had when the download fails', async () => {
    const before = new Uint8Array([1, 2, 3])
    for (const verify of [true, false]) {
      const { download, emulator, ranges } = await setShelf(9500)
      const when = () => ranges().length > 4
      emulator.faults.on({ operation: 'GetObject', when }).fail('AccessDenied').times(Infinity)
      const file = fakeFile(before)
      const error = await failure(download({ verify }).pipeTo(file.writable))
      expect([error.code, file.content, file.aborted]).toEqual(['AccessDenied', before, [error]])
    }
  })

  it('takes the rest of an object behind what it has', async () => {
    const { bytes, download, ranges } = await setShelf(9500)
    const file = fakeFile(bytes.slice(0, 4200))
    const rest = download({ range: { start: 4200 } })
    await rest.pipeTo(file.writable, { position: 4200 })
    expect(file.content).toEqual(bytes)
    expect(ranges()[0]).toBe('4200-5199')
  })

  it('has places, which other streams have not', async () => {
    const { download, ranges } = await setShelf(10)
    const error = await failure(download().pipeTo(new WritableStream(), { position: 5 }))
    expect([error.code, error.member, ranges()]).toEqual(['InvalidInput', 'position', []])
  })

  it('rejects with what it fails with', async () => {
    const full = new DOMException('The disk is full', 'QuotaExceededError')
    const { download } = await setShelf(9500)
    const failing = new WritableStream({ write: () => Promise.reject(full) })
    const task = download({ verify: false })
    await expect(task.pipeTo(Object.assign(failing, { seek: () => undefined }))).rejects.toBe(full)
    expect(task.state).toBe('failed')
  })
})
