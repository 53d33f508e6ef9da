import type { OosClient } from '@oos-js/core'
import type {
  ListenerOptions,
  UploadEvents,
  UploadEventTarget,
  UploadProgress,
} from './upload-events.js'
import type { UploadOptions } from './upload-options.js'
import type { UploadOutput } from './upload-whole.js'
import { createTask, type UploadState, type UploadTask } from './upload-task.js'

/**
 * Uploads a file: at once if it is small, else in parts, some at a time, each retried by itself.
 *
 * After a failure the parts stay on the service until {@link Upload.abort} removes them.
 *
 * @example
 * ```ts
 * const upload = new Upload(client, { source: file, Bucket: 'films', Key: file.name })
 * upload.addEventListener('progress', ({ detail }) => {
 *   bar.value = detail.fraction
 * })
 * const { ETag } = await upload.done()
 * ```
 */
export class Upload implements UploadEventTarget {
  private readonly task: UploadTask

  /**
   * Prepares an upload; {@link Upload.done} starts it.
   *
   * @throws `OosError` with the code `InvalidInput` for options that no upload can follow.
   */
  constructor(client: OosClient, options: UploadOptions) {
    this.task = createTask(client, options)
  }

  /** What the upload is doing. */
  get state(): UploadState {
    return this.task.state()
  }

  /** How far it has come. */
  get progress(): UploadProgress {
    return this.task.progress()
  }

  /** Id that OOS gave the upload; absent before, and for a file that is sent at once. */
  get uploadId(): string | undefined {
    return this.task.uploadId()
  }

  /**
   * Starts the upload, the first time, and resolves when the object is there.
   *
   * @throws `OosError`, or the reason of {@link Upload.abort}.
   */
  done(): Promise<UploadOutput> {
    return this.task.done()
  }

  /**
   * Stops the upload: ends its requests, waits for them to end, and removes the parts from the service.
   * While OOS puts the parts together it is too late: {@link Upload.done} tells then what became of it,
   * and the parts are removed if that failed.
   *
   * @param reason - What {@link Upload.done} rejects with; an `AbortError` unless given.
   * @throws `OosError` when the parts could not be removed; calling it again tries again.
   */
  abort(reason?: unknown): Promise<void> {
    return this.task.abort(reason)
  }

  /** Calls `listener` at every event of that name. */
  addEventListener<Name extends keyof UploadEvents>(
    name: Name,
    listener: (event: UploadEvents[Name]) => void,
    options?: ListenerOptions,
  ): void {
    this.task.events.addEventListener(name, listener as EventListener, options)
  }

  /** Stops calling `listener`. */
  removeEventListener<Name extends keyof UploadEvents>(
    name: Name,
    listener: (event: UploadEvents[Name]) => void,
  ): void {
    this.task.events.removeEventListener(name, listener as EventListener)
  }
}
