import { CreateBucketCommand } from '@oos-js/commands'
import { OosClient, type ClientOptions, type Transport, type TransportInit } from '@oos-js/core'
import {
  createEmulator,
  defaultAccount,
  type Emulator,
  type EmulatorOptions,
} from '@oos-js/emulator'
import { Upload, type UploadOptions, type UploadPhase, type UploadProgress } from '@oos-js/web'
import { onTestFinished, vi } from 'vitest'
import { endpoint } from '../client.ts'
import { inProcess } from '../in-process.ts'
import { stubXhr } from './fake-xhr.ts'
import { askedBy, type Asked } from './operation-of.ts'
import './preload.ts'

// Megabytes are moved, hashed and compared, on machines that may have other things to do.
vi.setConfig({ testTimeout: 60_000 })

/** What the network does to a request. */
export type Trouble =
  /** The connection breaks before anything arrives, or when the answer is on its way. */
  | 'cut before'
  | 'cut after'
  /** Nothing is said any more, before anything arrives or when the answer should come. */
  | 'stall before'
  | 'stall after'
  /** What may happen when half of the bytes have left, where an `XMLHttpRequest` sends them. */
  | 'cut halfway'
  | 'stall halfway'
  /** Half of the bytes take their time. */
  | 'slow halfway'

/** What a lab must know of an upload, or of many, to let time pass. */
interface Watched {
  readonly progress: { readonly phase: UploadPhase }
}

/** An upload's surroundings: a service in the same process, a network that fails, and time that can be passed. */
export interface Lab {
  readonly emulator: Emulator
  readonly client: OosClient
  /** A client with a network of its own, which never fails. */
  readonly admin: OosClient
  /** What was asked for, in the order in which it left. */
  readonly asked: Asked[]
  upload(source: UploadOptions['source'], options?: Partial<UploadOptions>): Upload
  /** Has the network fail for requests of that kind, so often. */
  trouble(what: Partial<Asked>, trouble: Trouble, times?: number): void
  /** Has the network work for all requests to come. */
  forgetTroubles(): void
  /** Says whether the browser says that there is a network; without it nothing arrives. */
  online(is: boolean): void
  /** Changes the answers on their way. */
  change(answer: (asked: Asked, response: Response) => Response): void
  /** Has something happen before a request arrives. */
  before(act: (asked: Asked) => unknown): void
  /** Watches requests come and go. */
  watch(look: (asked: Asked, change: 1 | -1) => void): void
  /** How often an operation was asked for. */
  count(operation: string, part?: number): number
  /** Waits for a promise. Time passes only while an upload waits for it, or a request gets no answer. */
  settle<Result>(promise: Promise<Result>, upload: Watched): Promise<Result>
  /** Waits until something is so, in the same way. */
  until(isSo: () => boolean, upload: Watched): Promise<void>
}

/** Milliseconds that pass at once: less than a quarter of any limit. */
const stride = 1000

/** Milliseconds that half of the bytes take when they are slow. */
export const slowness = 20_000

/** What a lab may be made of. */
export interface LabOptions {
  readonly client?: Partial<ClientOptions>
  readonly emulator?: EmulatorOptions
  /** Whether requests with content go by an `XMLHttpRequest`. */
  readonly xhr?: boolean
}

/** Sets up a lab for the rest of the test that calls it. All waits of random length are of none. */
export async function createLab(options: LabOptions = {}): Promise<Lab> {
  useClock()
  const emulator = createEmulator({ clock: { now: () => Date.now() }, ...options.emulator })
  const direct = inProcess(emulator)
  const asked: Asked[] = []
  const troubles: { what: Partial<Asked>; trouble: Trouble; times: number }[] = []
  /** Requests that the network has, and those of them that get no answer. */
  let carried = 0
  let silent = 0
  let isOnline = true
  let changed = (_asked: Asked, response: Response): Response => response

  let first: (asked: Asked) => unknown = () => undefined
  let look = (_asked: Asked, _change: 1 | -1): void => undefined

  const watch = (now: Asked, change: 1 | -1): void => {
    carried += change
    look(now, change)
  }

  const take = (now: Asked, kinds: RegExp): Trouble | '' => {
    const found = troubles.find(
      ({ what, times, trouble }) => times > 0 && kinds.test(trouble) && matches(what, now),
    )
    if (found) found.times--
    return found?.trouble ?? ''
  }

  const carry: Transport = async (url, init) => {
    const now = askedBy(init.method, url)
    asked.push(now)
    await first(now)
    init.signal?.throwIfAborted()
    if (!isOnline) throw new TypeError('Failed to fetch')
    const trouble = take(now, /before|after/)
    if (trouble === 'cut before') throw new TypeError('Failed to fetch')
    if (trouble === 'stall before') return hang(init.signal)
    const response = changed(now, await direct(url, init))
    if (trouble === 'cut after') throw new TypeError('Failed to fetch')
    if (trouble === 'stall after') return hang(init.signal)
    return response
  }

  const hang = (signal: AbortSignal | undefined): Promise<never> =>
    new Promise((_, reject) => {
      silent++
      signal?.addEventListener('abort', () => {
        silent--
        reject(signal.reason as Error)
      })
    })

  vi.stubGlobal('fetch', async (url: string, init: TransportInit) => {
    const now = askedBy(init.method, url)
    watch(now, 1)
    try {
      return await carry(url, init)
    } finally {
      watch(now, -1)
    }
  })
  const halfway = async (now: Asked, signal: AbortSignal): Promise<void> => {
    const trouble = take(now, /halfway/)
    if (trouble === '') return
    asked.push(now)
    if (trouble === 'cut halfway') throw new TypeError('Failed to send')
    if (trouble === 'stall halfway') await hang(signal)
    asked.pop()
    silent++
    await new Promise((resolve) => setTimeout(resolve, slowness))
    silent--
  }
  if (options.xhr) stubXhr({ carry, watch, halfway })
  const client = new OosClient({ endpoint, credentials: defaultAccount, ...options.client })
  const admin = new OosClient({ endpoint, credentials: defaultAccount, fetch: direct })
  await admin.send(new CreateBucketCommand({ Bucket }))

  const until = async (isSo: () => boolean, upload: Watched): Promise<void> => {
    while (!isSo()) {
      await new Promise((resolve) => setImmediate(resolve))
      const isWaiting = silent > 0 || /waiting|completing/.test(upload.progress.phase)
      // A timer of no time that another one has set needs a millisecond.
      const step = carried > silent ? 0 : isWaiting && !isSo() ? stride : 1
      await vi.advanceTimersByTimeAsync(step)
    }
  }

  return {
    emulator,
    client,
    admin,
    asked,
    until,
    upload: (source, more) =>
      new Upload(client, { source, Bucket, Key: 'film', progressInterval: 0, md5: false, ...more }),
    trouble(what, trouble, times = 1) {
      troubles.push({ what, trouble, times })
    },
    forgetTroubles() {
      troubles.length = 0
    },
    online(is) {
      isOnline = is
      vi.stubGlobal('navigator', { onLine: is })
      if (is) network.dispatchEvent(new Event('online'))
    },
    before(act) {
      first = act
    },
    watch(given) {
      look = given
    },
    change(answer) {
      changed = answer
    },
    count: (operation, part) =>
      asked.filter((one) => matches(part === undefined ? { operation } : { operation, part }, one))
        .length,
    async settle(promise, upload) {
      let isSettled = false
      const done = (): void => {
        isSettled = true
      }
      promise.then(done, done)
      await until(() => isSettled, upload)
      return promise
    },
  }
}

/** The bucket of a lab. */
export const Bucket = 'bucket'

/** Whom a page would tell that it is online. */
const network = new EventTarget()

function useClock(): void {
  vi.useFakeTimers({
    now: Date.UTC(2024, 0, 29, 12, 34, 56),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
  })
  vi.spyOn(Math, 'random').mockReturnValue(0)
  vi.stubGlobal('addEventListener', network.addEventListener.bind(network))
  onTestFinished(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })
}

function matches(what: Partial<Asked>, { operation, part }: Asked): boolean {
  return (
    (what.operation === undefined || what.operation === operation) &&
    (what.part === undefined || what.part === part)
  )
}

/** Collects the progress of an upload as it is told. */
export function progressOf(upload: Upload): UploadProgress[] {
  const events: UploadProgress[] = []
  upload.addEventListener('progress', ({ detail }) => events.push(detail))
  return events
}
