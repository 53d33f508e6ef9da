import type { OosClient } from '@oos-js/core'
import { createDeferred, type Deferred } from '../deferred.js'
import { createObservable } from '../observable.js'
import { createThrottle } from '../throttle.js'
import { createControl, type Control } from '../upload/control.js'
import { createLanes } from '../upload/lanes.js'
import {
  createTask,
  type AbortOptions,
  type PauseOptions,
  type UploadTask,
} from '../upload/task.js'
import type {
  FailedFile,
  FileResult,
  UploadsEvents,
  UploadsSnapshot,
  UploadsState,
} from './events.js'
import type { Entry, UploadAllOptions } from './options.js'
import { createTally } from './tally.js'
import type { Uploads } from './uploads.js'

/**
 * Makes the state machine of many uploads. What is kept of a file that has had its turn is its result; only
 * uploads in parts that failed stay, since the service has parts of them.
 *
 *     idle ─done─► running ◄─resume/pause─► paused
 *                     ├─ all files have ended ─► done, or failed ─resume─► running
 *                     └─ abort ─► aborted
 */
export function createBatch(
  client: OosClient,
  entries: readonly Entry[],
  { signal, progressInterval = 100, concurrency = 4, ...settings }: UploadAllOptions,
): Uploads {
  const lanes = createLanes(concurrency)
  const tally = createTally(entries.map(({ file }) => file.size))
  /** Uploads under way, and those that failed in the middle. */
  const tasks = new Map<Entry, UploadTask>()
  /** By the index of the file. */
  const results: FileResult[] = []
  const failed = new Map<Entry, FailedFile>()

  let state: UploadsState = 'idle'
  let failure: unknown
  let control: Control | undefined
  let outcome: Deferred<FileResult[]> | undefined
  /** What is under way, whatever has become of `outcome` meanwhile. */
  let work: Promise<void> | undefined
  let leaving: Promise<void> | undefined
  let pausing: PauseOptions | undefined

  const { emit, changed, ...watchable } = createObservable<UploadsEvents, UploadsSnapshot>(() => ({
    state,
    progress: tally.read(state),
    underWay: [...tasks].flatMap(([{ file, path, Key }, task]) =>
      /failed|aborted/.test(task.state()) ? [] : [{ file, path, Key, progress: task.progress() }],
    ),
    failed: [...failed.values()],
    error: failure,
  }))
  const throttle = createThrottle(progressInterval, () => {
    changed()
    emit('progress', watchable.getSnapshot().progress)
  })

  const become = (next: UploadsState): void => {
    const previous = state
    state = next
    changed()
    emit('statechange', { state, previous })
  }

  const measure = (): void => {
    tally.measure([...tasks.values()].map((task) => task.progress()))
    if (state === 'running' || state === 'paused') throttle.soon()
  }

  const settle = (entry: Entry, result: FileResult): void => {
    results[entry.index] = result
    if (result.state === 'failed') failed.set(entry, result)
    else tally.done(entry.file.size)
    tally.failed(failed.size)
    measure()
    emit('file', result)
  }

  const taskOf = (entry: Entry): UploadTask => {
    const { file, Key } = entry
    const options = { ...settings, concurrency, progressInterval, source: file, Key }
    const task = createTask(client, options, lanes)
    task.addEventListener('progress', measure)
    task.addEventListener('warning', ({ detail }) => {
      emit('warning', detail)
    })
    tasks.set(entry, task)
    return task
  }

  const upload = async (entry: Entry): Promise<void> => {
    const { file, path, Key } = entry
    const task = tasks.get(entry) ?? taskOf(entry)
    // Of one that failed before, the parts that are there are kept.
    task.resume()
    try {
      const done = task.done()
      if (state === 'paused') task.pause(pausing)
      const { ETag } = await done
      tasks.delete(entry)
      settle(entry, { file, path, Key, ETag, state: 'done', error: undefined })
    } catch (error) {
      // What is given up has no result.
      if (task.state() === 'aborted') throw error
      if (task.progress().parts.total === 1) tasks.delete(entry)
      settle(entry, { file, path, Key, state: 'failed', error })
    }
  }

  const run = async (now: Control): Promise<void> => {
    const rest = entries.filter(({ index }) => results[index]?.state !== 'done').values()
    failed.clear()
    tally.failed(0)
    const worker = async (): Promise<void> => {
      for (const entry of rest) {
        await now.ready()
        now.signal.throwIfAborted()
        await upload(entry)
      }
    }
    const width = Math.min(concurrency, entries.length)
    await Promise.allSettled(Array.from({ length: width }, worker))
    if (state === 'aborted') return
    tally.rest()
    become(failed.size > 0 ? 'failed' : 'done')
    throttle.now()
    outcome?.resolve([...results])
  }

  const start = (): void => {
    outcome = createDeferred()
    control = createControl()
    if (signal?.aborted) {
      void abort(signal.reason)
      return
    }
    const follow = (): void => {
      abort(signal?.reason).catch((error: unknown) => {
        emit('warning', error)
      })
    }
    signal?.addEventListener('abort', follow)
    become('running')
    work = run(control).finally(() => signal?.removeEventListener('abort', follow))
  }

  const leave = async (reason: unknown, options?: AbortOptions): Promise<void> => {
    if (state !== 'aborted') {
      throttle.cancel()
      failure = reason
      become('aborted')
      control?.end(reason)
      outcome?.reject(reason)
    }
    const ends = [...tasks].map(async ([entry, task]) => {
      await task.abort(reason, options)
      if (!options?.keep) tasks.delete(entry)
    })
    const settled = await Promise.allSettled(ends)
    await work
    changed()
    for (const one of settled) if (one.status === 'rejected') throw one.reason
  }

  const abort = async (reason?: unknown, options?: AbortOptions): Promise<void> => {
    if (state === 'done') return
    leaving ??= leave(reason ?? new DOMException('The uploads were aborted', 'AbortError'), options)
    try {
      await leaving
    } finally {
      leaving = undefined
    }
  }

  return {
    ...watchable,
    abort,
    done() {
      if (state === 'idle') start()
      if (outcome) return outcome.promise
      // Aborted before they were started.
      return Promise.reject(failure)
    },
    pause(options) {
      if (state !== 'running') return
      pausing = options
      control?.pause(true)
      for (const task of tasks.values()) task.pause(options)
      tally.rest()
      become('paused')
    },
    resume() {
      if (state === 'paused') {
        become('running')
        control?.go()
        for (const task of tasks.values()) if (task.state() === 'paused') task.resume()
      } else if (state === 'failed') {
        start()
        // Nobody may wait for this run: its state tells.
        outcome?.promise.catch(() => undefined)
      }
    },
    get state() {
      return state
    },
    get progress() {
      return tally.read(state)
    },
    __v_skip: true,
  }
}
