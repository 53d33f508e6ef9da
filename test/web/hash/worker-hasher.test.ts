import { md5Base64 } from '@oos-js/core'
import { workerHasher, type HashWorker } from '@oos-js/web'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { changedFile } from '../../support/changed-file.ts'

const contents = ['a', 'b', 'c'].map((text) => new Blob([text]))
const reason = new Error('enough')

afterEach(() => {
  vi.useRealTimers()
})

/** A worker that does what a test says. */
interface FakeWorker extends HashWorker {
  readonly asked: unknown[]
  isEnded: boolean
  /** What it does with each message; nothing at first. */
  onAsked: (message: unknown) => void
  says(data: unknown): void
  fails(type: 'error' | 'messageerror'): void
}

function fakeWorker(
  onAsked: (this: FakeWorker, message: unknown) => void = () => undefined,
): FakeWorker {
  const events = new EventTarget()
  const worker: FakeWorker = {
    asked: [],
    isEnded: false,
    onAsked,
    addEventListener: (type, listener, options) => events.addEventListener(type, listener, options),
    postMessage(message) {
      worker.asked.push(message)
      worker.onAsked(message)
    },
    terminate: () => {
      worker.isEnded = true
    },
    says: (data) => events.dispatchEvent(new MessageEvent('message', { data })),
    fails: (type) => events.dispatchEvent(new Event(type)),
  }
  return worker
}

/** A hasher, and the workers it has made, each behaving as told. */
function createHasher(onAsked?: (this: FakeWorker, message: unknown) => void) {
  const workers: FakeWorker[] = []
  const hash = workerHasher(() => {
    const worker = fakeWorker(onAsked)
    workers.push(worker)
    return worker
  })
  return { hash, workers }
}

/** Answers at once, and not with an MD5, so that one can tell who hashed. */
function byWorker(this: FakeWorker, message: unknown): void {
  this.says(message === null ? null : { digest: 'by the worker' })
}

/** Waits until a hasher has made a worker and asked it that often. */
function askedOf(workers: readonly FakeWorker[], times: number, index = 0): Promise<void> {
  return vi.waitFor(() => expect(workers[index]?.asked.length).toBe(times))
}

describe('workerHasher', () => {
  it('makes no worker before there is something to hash, and then one for all', async () => {
    const { hash, workers } = createHasher(byWorker)
    expect(workers).toHaveLength(0)
    const digests = await Promise.all(contents.map((content) => hash(content)))
    expect([workers.length, digests]).toEqual([1, Array(3).fill('by the worker')])
  })

  it('asks for one content at a time, in order', async () => {
    const { hash, workers } = createHasher()
    const digests = contents.map((content) => hash(content))
    for (let index = 0; index < 3; index++) {
      await askedOf(workers, index + 1)
      workers[0]!.says({ digest: `${index}` })
      expect(await digests[index]).toBe(`${index}`)
    }
    expect(workers[0]!.asked).toEqual(contents)
  })

  it('hashes in the page what the worker fails with, and that only', async () => {
    const { hash, workers } = createHasher()
    const digests = [hash(contents[0]!), hash(contents[1]!)]
    await askedOf(workers, 1)
    workers[0]!.says({ digest: undefined })
    await askedOf(workers, 2)
    workers[0]!.says({ digest: 'two' })
    expect(await Promise.all(digests)).toEqual([await md5Base64(contents[0]!), 'two'])
  })

  it('rejects for a file that cannot be read', async () => {
    const { hash } = createHasher(function (message) {
      if (message) this.says({ digest: undefined })
    })
    await expect(hash(await changedFile(1000))).rejects.toMatchObject({ name: 'NotReadableError' })
    expect(await hash(contents[0]!)).toBe(await md5Base64(contents[0]!))
  })

  it.each(['error', 'messageerror'] as const)(
    'hashes in the page when the worker fails with the event %s, then and from then on',
    async (type) => {
      const { hash, workers } = createHasher(function (message) {
        if (message) this.fails(type)
      })
      const digests = await Promise.all(contents.map((content) => hash(content)))
      expect(digests).toEqual(await Promise.all(contents.map((content) => md5Base64(content))))
      expect([workers.length, workers[0]!.isEnded]).toEqual([1, true])
    },
  )

  it('hashes in the page when no worker can be made, and does not try again', async () => {
    const createWorker = vi.fn((): HashWorker => {
      throw new DOMException('forbidden', 'SecurityError')
    })
    const hash = workerHasher(createWorker)
    expect(await hash(contents[0]!)).toBe(await md5Base64(contents[0]!))
    expect(await hash(contents[1]!)).toBe(await md5Base64(contents[1]!))
    expect(createWorker.mock.calls).toHaveLength(1)
  })

  it('hashes in the page when the worker says nothing any more', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { hash, workers } = createHasher()
    const digest = hash(contents[0]!)
    await vi.waitFor(() => expect(workers[0]?.asked).toEqual([contents[0]]))
    vi.advanceTimersByTime(10_000)
    expect([workers[0]!.asked.at(-1), workers[0]!.isEnded]).toEqual([null, false])
    vi.advanceTimersByTime(10_000)
    expect(await digest).toBe(await md5Base64(contents[0]!))
    expect([workers[0]!.isEnded, vi.getTimerCount()]).toEqual([true, 0])
  })

  it('waits as long as the worker says that it is alive', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { hash, workers } = createHasher(function (message) {
      if (message === null) this.says(null)
    })
    const digest = hash(contents[0]!)
    await vi.waitFor(() => expect(workers[0]?.asked).toHaveLength(1))
    vi.advanceTimersByTime(3_600_000)
    workers[0]!.says({ digest: 'after an hour' })
    expect(await digest).toBe('after an hour')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('finishes in the page what a worker was at that is terminated, and makes a new one', async () => {
    const { hash, workers } = createHasher()
    const digest = hash(contents[0]!)
    await askedOf(workers, 1)
    hash.terminate()
    expect(await digest).toBe(await md5Base64(contents[0]!))
    const next = hash(contents[1]!)
    await askedOf(workers, 1, 1)
    workers[1]!.says({ digest: 'by the new one' })
    expect([await next, workers[0]!.isEnded, workers[1]!.isEnded]).toEqual([
      'by the new one',
      true,
      false,
    ])
  })

  it('can be terminated before it was used', async () => {
    const { hash } = createHasher(byWorker)
    hash.terminate()
    expect(await hash(contents[0]!)).toBe('by the worker')
  })
})

describe('an abort', () => {
  it('of what is hashed rejects at once, and lets the next have a new worker', async () => {
    const { hash, workers } = createHasher()
    const controller = new AbortController()
    const [one, two] = [hash(contents[0]!, controller.signal), hash(contents[1]!)]
    await askedOf(workers, 1)
    controller.abort(reason)
    await expect(one).rejects.toBe(reason)
    expect(workers[0]!.isEnded).toBe(true)
    await askedOf(workers, 1, 1)
    workers[1]!.says({ digest: 'two' })
    expect(await two).toBe('two')
  })

  it('of what waits rejects at once, and disturbs nobody', async () => {
    const { hash, workers } = createHasher()
    const controller = new AbortController()
    const [one, two] = [hash(contents[0]!), hash(contents[1]!, controller.signal)]
    const three = hash(contents[2]!)
    await askedOf(workers, 1)
    controller.abort(reason)
    await expect(two).rejects.toBe(reason)
    workers[0]!.says({ digest: 'one' })
    await askedOf(workers, 2)
    workers[0]!.says({ digest: 'three' })
    expect([await one, await three]).toEqual(['one', 'three'])
    expect(workers[0]!.asked).toEqual([contents[0], contents[2]])
  })

  it('that came before rejects without a worker', async () => {
    const { hash, workers } = createHasher(byWorker)
    await expect(hash(contents[0]!, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(workers).toHaveLength(0)
  })

  it('that comes after changes nothing', async () => {
    const { hash, workers } = createHasher(byWorker)
    const controller = new AbortController()
    await hash(contents[0]!, controller.signal)
    controller.abort(reason)
    expect([await hash(contents[1]!), workers.length]).toEqual(['by the worker', 1])
    expect(workers[0]!.isEnded).toBe(false)
  })
})
