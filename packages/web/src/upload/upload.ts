import type { OosClient } from '@oos-js/core'
import type { Watchable } from '../observable.js'
import type { Checkpoint } from '../resume/checkpoint.js'
import type { UploadEvents, UploadProgress, UploadSnapshot, UploadState } from './events.js'
import { loadEngine } from './load-engine.js'
import type { UploadOptions } from './options.js'
import { createTask, type AbortOptions, type PauseOptions, type UploadTask } from './task.js'
import type { UploadOutput } from './whole.js'

/**
 * Uploads a file: at once if it is small, else in parts, some at a time, each retried by itself. It can be
 * paused, goes on after failures and, with a `store`, after a reload of the page. It stops for nothing that
 * passes: while there is no network it waits, and when the service is overloaded it slows down.
 *
 * After a failure the parts stay on the service until {@link Upload.abort} removes them. While an upload is
 * not complete, OOS already serves the parts that are there to whoever may read the object (V6, 4.3.7).
 *
 * All functions can be handed on without the object: `onClick={upload.pause}`.
 *
 * @example
 * ```ts
 * const upload = new Upload(client, { source: file, Bucket: 'films', Key: file.name })
 * upload.addEventListener('progress', ({ detail }) => {
 *   bar.value = detail.fraction ?? 0
 * })
 * const { ETag } = await upload.done()
 * ```
 */
export class Upload implements Watchable<UploadEvents, UploadSnapshot> {
  /**
   * Starts the upload, the first time, and resolves when the object is there. It stays pending during a
   * pause. After {@link Upload.resume} of a failed upload it gives a new promise.
   *
   * Rejects with an `OosError`, or with the reason of {@link Upload.abort} or of the signal, at once.
   */
  readonly done: () => Promise<UploadOutput>
  /**
   * Stops a running upload: requests under way are cut, and sent again later, unless they are to `drain`.
   * Nothing is removed from the service. While the parts are put together it is too late.
   */
  readonly pause: (options?: PauseOptions) => void
  /** Goes on after a pause; after a failure too, with the parts that are there: see {@link Upload.done}. */
  readonly resume: () => void
  /**
   * Gives the upload up: ends its requests, waits for them to end, and removes the parts from the service
   * until that says that they are gone. While OOS puts the parts together it is too late:
   * {@link Upload.done} and {@link Upload.state} tell then what became of it, and the parts are removed if
   * that failed.
   *
   * Rejects with an `OosError` that names the upload's id when the parts could not be removed; calling it
   * again tries again.
   *
   * With `keep` the parts stay, and another upload of the file may go on with them, for which a pause lets
   * nobody: it keeps the object to itself.
   *
   * @param reason - What {@link Upload.done} rejects with; an `AbortError` unless given.
   */
  readonly abort: (reason?: unknown, options?: AbortOptions) => Promise<void>
  /** Calls `listener` at every event of that name. */
  readonly addEventListener: Watchable<UploadEvents, UploadSnapshot>['addEventListener']
  /** Stops calling `listener`. */
  readonly removeEventListener: Watchable<UploadEvents, UploadSnapshot>['removeEventListener']
  /** Calls `listener` whenever {@link Upload.getSnapshot} gives another object; what it gives ends that. */
  readonly subscribe: (listener: () => void) => () => void
  /** State and progress as of their last event: the same object until then. */
  readonly getSnapshot: () => UploadSnapshot
  /** Tells Vue to leave the object as it is; its changes are told by events. */
  readonly __v_skip = true
  private readonly task: UploadTask

  /**
   * Prepares an upload; {@link Upload.done} starts it.
   *
   * @throws `OosError` with the code `InvalidInput` for options that no upload can follow.
   */
  constructor(client: OosClient, options: UploadOptions) {
    const task = createTask(client, options)
    this.task = task
    this.done = task.done
    this.pause = task.pause
    this.resume = task.resume
    this.abort = task.abort
    this.addEventListener = task.addEventListener
    this.removeEventListener = task.removeEventListener
    this.subscribe = task.subscribe
    this.getSnapshot = task.getSnapshot
  }

  /**
   * The upload of the same file to the same object that an earlier page has begun, if `store` has one: an
   * upload with these options goes on with it. Ask for it to offer that: "Continue?". Nothing is sent.
   *
   * A store that fails has none.
   *
   * @throws `OosError` `CheckpointMismatch` if the upload that was begun is of another file: see
   * {@link discardUpload}.
   *
   * @example
   * ```ts
   * const options = { source: file, Bucket: 'films', Key: file.name, store: indexedDbStore() }
   * const before = await Upload.previous(client, options)
   * if (before) button.textContent = `Continue the upload of ${before.createdAt}`
   * ```
   */
  static async previous(
    client: OosClient,
    options: UploadOptions,
  ): Promise<Checkpoint | undefined> {
    const { previousOf } = await loadEngine(options)
    return previousOf(client, options)
  }

  /** What the upload is doing. */
  get state(): UploadState {
    return this.task.state()
  }

  /** How far it has come, this moment. */
  get progress(): UploadProgress {
    return this.task.progress()
  }

  /** Id that OOS gave the upload; absent before, and for a file that is sent at once. */
  get uploadId(): string | undefined {
    return this.task.uploadId()
  }

  /** What the `store` keeps of it, once it is begun; absent without a store. */
  get checkpoint(): Checkpoint | undefined {
    return this.task.checkpoint()
  }
}
