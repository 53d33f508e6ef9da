import type { OosClient } from '@oos-js/core'
import { createDeferred, type Deferred } from '../deferred.js'
import { createObservable, type Watchable } from '../observable.js'
import type { Checkpoint } from '../resume/checkpoint.js'
import { createThrottle } from '../throttle.js'
import type { Engine } from './engine.js'
import { createControl, type Control } from './control.js'
import type { UploadEvents, UploadProgress, UploadSnapshot, UploadState } from './events.js'
import type { Run } from './job.js'
import { createLedger } from './ledger.js'
import { loadEngine } from './load-engine.js'
import { checkOptions, sizeOf, type UploadOptions } from './options.js'
import { partSizeFor } from './plan.js'
import type { Lanes } from './sender.js'
import type { UploadOutput } from './whole.js'

/** An upload without the class around it. */
export interface UploadTask extends Watchable<UploadEvents, UploadSnapshot> {
  readonly state: () => UploadState
  readonly progress: () => UploadProgress
  readonly uploadId: () => string | undefined
  readonly checkpoint: () => Checkpoint | undefined
  readonly done: () => Promise<UploadOutput>
  readonly pause: (options?: PauseOptions) => void
  readonly resume: () => void
  readonly abort: (reason?: unknown, options?: AbortOptions) => Promise<void>
}

/** Options of {@link Upload.pause}. */
export interface PauseOptions {
  /**
   * Lets the requests under way end, so that nothing of them is sent twice.
   *
   * @defaultValue false: they are cut
   */
  readonly drain?: boolean
}

/** Options of {@link Upload.abort}. */
export interface AbortOptions {
  /**
   * Leaves on the service what has arrived, and in the `store` what is needed to go on with it: another upload of
   * the file does, in this page or a later one.
   *
   * @defaultValue false: the parts are removed
   */
  readonly keep?: boolean
}

/**
 * Makes the state machine of an upload. State lives in this closure rather than in private fields, which
 * break when a framework wraps the object in a `Proxy`.
 *
 *     idle ─done─► running ◄─resume/pause─► paused
 *                     │ └─ all parts are there ─► completing ─► done
 *                     ├─ error ─► failed ─resume─► running      (the parts stay)
 *                     └─ abort ─► aborted                       (the parts are removed, or kept)
 *
 * @param lanes - What it shares with other uploads; its own unless given.
 */
export function createTask(client: OosClient, options: UploadOptions, lanes?: Lanes): UploadTask {
  checkOptions(options)
  const { signal, progressInterval = 100 } = options
  const size = sizeOf(options.source)
  const partSize = partSizeFor(size ?? 0, options.partSize)
  const parts = size === undefined ? undefined : Math.max(1, Math.ceil(size / partSize))

  let state: UploadState = 'idle'
  let failure: unknown
  let uploadId: string | undefined
  let checkpoint: Checkpoint | undefined
  let control: Control | undefined
  let outcome: Deferred<UploadOutput> | undefined
  /** What is under way, whatever has become of `outcome` meanwhile. */
  let work: Promise<unknown> | undefined
  let engine: Engine | undefined
  let leaving: Promise<void> | undefined

  const observable = createObservable<UploadEvents, UploadSnapshot>(() => ({
    state,
    progress: ledger.read(state),
    uploadId,
    error: failure,
  }))
  const throttle = createThrottle(progressInterval, () => {
    observable.changed()
    observable.emit('progress', observable.getSnapshot().progress)
  })
  const ledger = createLedger(size, parts, () => {
    if (state === 'running' || state === 'paused') throttle.soon()
  })

  const become = (next: UploadState): void => {
    const previous = state
    if (previous === next) return
    state = next
    observable.changed()
    observable.emit('statechange', { state, previous })
  }

  const succeed = (output: UploadOutput): void => {
    if (state === 'aborted') return
    become('done')
    throttle.now()
    outcome?.resolve(output)
  }

  const fail = (error: unknown): void => {
    control?.end(error)
    throttle.cancel()
    // An abort has told its reason already.
    if (state === 'aborted') return
    failure = error
    become('failed')
    outcome?.reject(error)
  }

  const run = async (given: Run): Promise<UploadOutput> => {
    engine ??= (await loadEngine(options)).createEngine(client, options, partSize, ledger, lanes)
    await given.control.ready()
    return engine.run(given)
  }

  const start = (): void => {
    outcome = createDeferred()
    control = createControl()
    failure = undefined
    if (signal?.aborted) {
      void abort(signal.reason)
      return
    }
    const follow = (): void => {
      abort(signal?.reason).catch((error: unknown) => {
        observable.emit('warning', error)
      })
    }
    signal?.addEventListener('abort', follow)
    become('running')
    work = run({
      control,
      ledger,
      emit(name, detail) {
        if (name === 'checkpoint') checkpoint = detail as Checkpoint
        observable.emit(name, detail)
      },
      begun(id) {
        uploadId = id
        observable.changed()
        // There was nothing to put together.
        if (id === undefined && state === 'completing') become('running')
      },
      completing() {
        become('completing')
      },
      isAborted: () => state === 'aborted' || leaving !== undefined,
    })
      .then(succeed, fail)
      .finally(() => signal?.removeEventListener('abort', follow))
  }

  const leave = async (reason: unknown, options?: AbortOptions): Promise<void> => {
    throttle.cancel()
    if (state !== 'completing') {
      failure = reason
      become('aborted')
      control?.end(reason)
      outcome?.reject(reason)
    }
    await work
    if (state === 'done') return
    become('aborted')
    await engine?.leave(reason, options)
  }

  const abort = async (reason?: unknown, options?: AbortOptions): Promise<void> => {
    if (state === 'done') return
    leaving ??= leave(reason ?? new DOMException('The upload was aborted', 'AbortError'), options)
    try {
      await leaving
    } finally {
      leaving = undefined
    }
  }

  return {
    ...observable,
    abort,
    state: () => state,
    progress: () => ledger.read(state),
    uploadId: () => uploadId,
    checkpoint: () => checkpoint,
    done() {
      if (state === 'idle') start()
      if (outcome) return outcome.promise
      // Aborted before it was started.
      return Promise.reject(failure)
    },
    pause({ drain = false } = {}) {
      if (state !== 'running') return
      control?.pause(drain)
      ledger.rest()
      become('paused')
    },
    resume() {
      if (state === 'paused') {
        become('running')
        control?.go()
      } else if (state === 'failed') {
        start()
        // Nobody may wait for this run: its state tells.
        outcome?.promise.catch(() => undefined)
      }
    },
  }
}
