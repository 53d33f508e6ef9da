import type { OosClient } from '@oos-js/core'
import type { Watchable } from '../observable.js'
import type { ByteProgress } from '../progress-meter.js'
import type { DownloadEvents, DownloadSnapshot, DownloadState } from './events.js'
import type { DownloadedObject } from './object-facts.js'
import type { DownloadOptions } from './options.js'
import { createTask, type DownloadTask, type PipeOptions } from './task.js'

/**
 * Downloads an object: at once if it is small, else in ranges, some at a time, each of which goes on from the
 * byte reached when it breaks off. All are of the same state of the object (`If-Match`), the length is compared,
 * and so is the content with the ETag where that is an MD5. While there is no network it waits, and when the
 * service is overloaded it slows down.
 *
 * It starts when it is consumed, which it can be once: as a Blob, as a stream, or into one. All functions can be
 * handed on without the object: `onClick={download.pause}`.
 *
 * @example
 * ```ts
 * const download = new Download(client, { Bucket: 'films', Key: 'holiday.mp4' })
 * download.addEventListener('progress', ({ detail }) => {
 *   bar.value = detail.fraction ?? 0
 * })
 * video.src = URL.createObjectURL(await download.blob())
 * ```
 *
 * @example
 * Straight into a file that the user chose, where browsers let pages do so. What is not whole never replaces it.
 * ```ts
 * const handle = await showSaveFilePicker({ suggestedName: 'holiday.mp4' })
 * await new Download(client, { Bucket, Key }).pipeTo(await handle.createWritable())
 * ```
 *
 * @example
 * Into a file in Node.
 * ```ts
 * import { createWriteStream } from 'node:fs'
 * import { Writable } from 'node:stream'
 *
 * await new Download(client, { Bucket, Key }).pipeTo(Writable.toWeb(createWriteStream('holiday.mp4')))
 * ```
 *
 * @example
 * What an earlier download has left of a file, if the object is still the same.
 * ```ts
 * const { size } = await handle.getFile()
 * const rest = new Download(client, { Bucket, Key, IfMatch: etag, range: { start: size } })
 * await rest.pipeTo(await handle.createWritable({ keepExistingData: true }), { position: size })
 * ```
 */
export class Download implements Watchable<DownloadEvents, DownloadSnapshot> {
  /**
   * Collects the object. Called again it gives the same promise, or after a failure one that goes on with what
   * has come.
   *
   * Rejects with an `OosError`, or with the reason of {@link Download.abort} or of the signal.
   */
  readonly blob: () => Promise<Blob>
  /**
   * Gives the object as a stream, whose end is an error if what came turns out to be wrong. It starts when it
   * is read, and goes no faster: only so many parts are fetched ahead as there are requests at a time.
   * Cancelling it aborts the download.
   */
  readonly stream: () => ReadableStream<Uint8Array>
  /**
   * Writes the object to a stream, then closes it; if anything fails, the stream is aborted. A file that a page
   * may write, a `FileSystemWritableFileStream`, gets all bytes in their places as they come, unless they are
   * to be verified, and takes the place of what was there only when everything is right.
   *
   * Rejects with an `OosError`, what the stream fails with, or the reason of {@link Download.abort} or of the
   * signal.
   */
  readonly pipeTo: (writable: WritableStream<Uint8Array>, options?: PipeOptions) => Promise<void>
  /** Ends the requests under way and begins no others. What has come is kept. */
  readonly pause: () => void
  /** Goes on after a pause from the bytes reached, if the object is still the same. */
  readonly resume: () => void
  /**
   * Ends the download for good, with all its requests.
   *
   * @param reason - What its consumer gets for an error; an `AbortError` unless given.
   */
  readonly abort: (reason?: unknown) => Promise<void>
  /** Calls `listener` at every event of that name. */
  readonly addEventListener: Watchable<DownloadEvents, DownloadSnapshot>['addEventListener']
  /** Stops calling `listener`. */
  readonly removeEventListener: Watchable<DownloadEvents, DownloadSnapshot>['removeEventListener']
  /** Calls `listener` whenever {@link Download.getSnapshot} gives another object; what it gives ends that. */
  readonly subscribe: (listener: () => void) => () => void
  /** State and progress as of their last event: the same object until then. */
  readonly getSnapshot: () => DownloadSnapshot
  /** Tells Vue to leave the object as it is; its changes are told by events. */
  readonly __v_skip = true
  private readonly task: DownloadTask

  /**
   * Prepares a download; nothing is sent before it is consumed.
   *
   * @throws `OosError` with the code `InvalidInput` for options that no download can follow.
   */
  constructor(client: OosClient, options: DownloadOptions) {
    const task = createTask(client, options)
    this.task = task
    this.blob = task.blob
    this.stream = task.stream
    this.pipeTo = task.pipeTo
    this.pause = task.pause
    this.resume = task.resume
    this.abort = task.abort
    this.addEventListener = task.addEventListener
    this.removeEventListener = task.removeEventListener
    this.subscribe = task.subscribe
    this.getSnapshot = task.getSnapshot
  }

  /** What the download is doing. */
  get state(): DownloadState {
    return this.task.state()
  }

  /** How far it has come, this moment. `confirmed` are the bytes that the consumer has done with. */
  get progress(): ByteProgress {
    return this.task.progress()
  }

  /** What is known of the object besides its content; nothing before the first answer. */
  get object(): DownloadedObject | undefined {
    return this.task.object()
  }
}
