import { GetObjectCommand, HeadObjectCommand } from '@oos-js/commands'
import { OosError, startMd5, type OosClient } from '@oos-js/core'
import { createObservable, type Watchable } from '../observable.js'
import { createProgressMeter, type ByteProgress } from '../progress-meter.js'
import { createThrottle } from '../throttle.js'
import type { Engine } from './engine.js'
import type { DownloadEvents, DownloadSnapshot, DownloadState } from './events.js'
import type { DownloadFault, DownloadJob } from './job.js'
import type { DownloadedObject } from './object-facts.js'
import { checkOptions, type DownloadOptions } from './options.js'

/** Bytes: enough that a request's way there and back does not count, and few enough to keep four of them. */
const usualPartSize = 8_388_608

/** Where in a file the bytes go. */
export interface PipeOptions {
  /**
   * Place in the file of the first byte. Only a `FileSystemWritableFileStream` has places.
   *
   * @defaultValue 0
   */
  readonly position?: number | undefined
}

/** A download without the class around it. */
export interface DownloadTask extends Watchable<DownloadEvents, DownloadSnapshot> {
  readonly state: () => DownloadState
  readonly progress: () => ByteProgress
  readonly object: () => DownloadedObject | undefined
  readonly blob: () => Promise<Blob>
  readonly stream: () => ReadableStream<Uint8Array>
  readonly pipeTo: (writable: WritableStream<Uint8Array>, options?: PipeOptions) => Promise<void>
  readonly pause: () => void
  readonly resume: () => void
  readonly abort: (reason?: unknown) => Promise<void>
}

/**
 * Makes the state machine of a download. State lives in this closure rather than in private fields, which
 * break when a framework wraps the object in a `Proxy`.
 *
 *     idle ─consumed─► running ◄─resume/pause─► paused
 *                         ├─ all bytes are there, and right ─► done
 *                         ├─ error ─► failed ─blob() again─► running   (what has come stays)
 *                         └─ abort ─► aborted
 */
export function createTask(client: OosClient, options: DownloadOptions): DownloadTask {
  checkOptions(options)
  const { Bucket, Key, signal, progressInterval = 100 } = options
  const fault = (details: DownloadFault): OosError =>
    new OosError({ operation: 'Download', bucket: Bucket, key: Key, ...details })
  const meter = createProgressMeter()
  let state: DownloadState = 'idle'
  let failure: unknown
  let object: DownloadedObject | undefined
  let engine: Engine | undefined
  let isTaken = false
  let collected: Promise<Blob> | undefined

  const observable = createObservable<DownloadEvents, DownloadSnapshot>(() => ({
    state,
    progress: progress(),
    object,
    error: failure,
  }))
  const throttle = createThrottle(progressInterval, () => {
    observable.changed()
    observable.emit('progress', observable.getSnapshot().progress)
  })
  const progress = (): ByteProgress => meter.read(state === 'done')

  const become = (next: DownloadState, error?: unknown): void => {
    const previous = state
    if (previous === next) return
    state = next
    failure = error
    observable.changed()
    observable.emit('statechange', { state, previous })
  }

  const finish = (next: DownloadState, error?: unknown): void => {
    signal?.removeEventListener('abort', follow)
    throttle.cancel()
    become(next, error)
  }

  const load = async (): Promise<Engine> => {
    try {
      const { createEngine } = await import('./engine.js')
      return createEngine(jobOf(client, options, fault), {
        opened(known, total) {
          object = known
          meter.total(total)
        },
        moved(received, confirmed) {
          meter.set(confirmed, received - confirmed)
          throttle.soon()
        },
        warn(warning) {
          observable.emit('warning', warning)
        },
      })
    } catch (cause) {
      const message = 'the code that downloads could not be loaded'
      throw fault({ code: 'NetworkError', message, cause })
    }
  }

  const start = async (): Promise<Engine> => {
    if (signal?.aborted) follow()
    if (state === 'aborted') throw failure
    signal?.addEventListener('abort', follow)
    become('running')
    const loaded = engine ?? (await load())
    engine = loaded
    // Both may have happened meanwhile.
    if (isNow('aborted')) throw failure
    if (isNow('paused')) loaded.pause()
    loaded.begin()
    return loaded
  }

  const isNow = (one: DownloadState): boolean => state === one

  const succeed = (): void => {
    if (state === 'aborted') throw failure
    finish('done')
    throttle.now()
  }

  const fail = (error: unknown): unknown => {
    if (state !== 'aborted') finish('failed', error)
    return failure
  }

  const consume = async <Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> => {
    try {
      const result = await work(await start())
      succeed()
      return result
    } catch (error) {
      throw fail(error)
    }
  }

  const take = (): void => {
    if (isTaken) {
      throw fault({ code: 'InvalidInput', message: 'it is consumed already: make another one' })
    }
    isTaken = true
  }

  const abort = async (
    reason: unknown = new DOMException('The download was aborted', 'AbortError'),
  ): Promise<void> => {
    if (state === 'done' || state === 'aborted') return
    finish('aborted', reason)
    await engine?.stop(reason)
  }

  const follow = (): void => {
    void abort(signal?.reason)
  }

  return {
    ...observable,
    abort,
    progress,
    state: () => state,
    object: () => object,
    async blob() {
      if (collected) return collected
      take()
      collected = consume((loaded) => loaded.blob())
      collected.catch(() => {
        // Who calls it again goes on with what has come.
        collected = undefined
        isTaken = false
      })
      return collected
    },
    stream() {
      take()
      let loaded: Engine | undefined
      const pull = async (
        controller: ReadableStreamDefaultController<Uint8Array>,
      ): Promise<void> => {
        try {
          loaded ??= await start()
          const bytes = await loaded.next()
          if (bytes) controller.enqueue(bytes)
          else {
            succeed()
            controller.close()
          }
        } catch (error) {
          throw fail(error)
        }
      }
      return new ReadableStream({ pull, cancel: abort }, { highWaterMark: 0 })
    },
    async pipeTo(writable, { position = 0 } = {}) {
      take()
      await consume((loaded) => loaded.pipeTo(writable, position))
    },
    pause() {
      if (state !== 'running') return
      engine?.pause()
      meter.rest()
      become('paused')
    },
    resume() {
      if (state !== 'paused') return
      become('running')
      engine?.resume()
    },
  }
}

function jobOf(
  client: OosClient,
  options: DownloadOptions,
  fault: (details: DownloadFault) => OosError,
): DownloadJob {
  const { concurrency = 4, partSize = usualPartSize, range } = options
  const { start = 0, end = Infinity } = range ?? {}
  const tools = { GetObjectCommand, HeadObjectCommand, startMd5, fault }
  return { client, options, concurrency, partSize, start, end, tools }
}
