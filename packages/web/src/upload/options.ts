import type { ObjectHeaders } from '@oos-js/commands'
import { OosError } from '@oos-js/core'
import type { Hasher } from '../hash/hasher.js'
import type { Identify } from '../resume/identity.js'
import type { ResumeStore } from '../resume/resume-store.js'
import { minimumPartSize } from './plan.js'

/** What can be uploaded. */
export type UploadSource = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>

/** How uploads are done, apart from what is uploaded and where to. */
export interface UploadSettings extends ObjectHeaders {
  /**
   * Bytes of a part, 5 MiB at least. What is no larger is sent at once, and a file that would have more than
   * 10,000 parts gets larger ones. A stream cannot be longer than 10,000 parts of this size.
   *
   * @defaultValue 5 MiB
   */
  readonly partSize?: number | undefined
  /**
   * How many parts are sent at the same time. It is halved when the service asks to slow down, and recovers.
   *
   * @defaultValue 4
   */
  readonly concurrency?: number | undefined
  /**
   * Sends the MD5 of everything along, so that OOS refuses what was damaged on the way, and compares it with
   * the parts of an earlier run. A function computes it elsewhere, such as in a worker.
   *
   * @defaultValue true
   */
  readonly md5?: boolean | Hasher | undefined
  /**
   * Keeps what is needed to go on with the upload after the page was reloaded. Streams cannot be read again:
   * they are not kept.
   *
   * @defaultValue none: the upload ends with the page
   */
  readonly store?: ResumeStore | undefined
  /**
   * Tells what makes two files the same, so that an upload goes on with the parts of the right one.
   *
   * @defaultValue {@link identityOf}: name, size, time of the last change, and a sample of the content
   */
  readonly identify?: Identify | undefined
  /**
   * What is done when the service no longer knows an upload that was begun: it `restart`s, once, or it
   * `fail`s with `NoSuchUpload`. A stream always fails.
   *
   * @defaultValue 'restart'
   */
  readonly whenGone?: 'restart' | 'fail' | undefined
  /**
   * Milliseconds between two `progress` events, at least.
   *
   * @defaultValue 100
   */
  readonly progressInterval?: number | undefined
  /** Aborts the upload, as {@link Upload.abort} does. */
  readonly signal?: AbortSignal | undefined
}

/** Options of {@link Upload}. */
export interface UploadOptions extends UploadSettings {
  /** Bucket to write to. */
  readonly Bucket: string
  /** Name of the object. */
  readonly Key: string
  /** The content. A `Blob` or `File` is only ever sliced, never read as a whole; a stream is read as it is sent. */
  readonly source: UploadSource
}

/** Refuses options that no upload can follow; what the service checks is left to it. */
export function checkOptions(options: UploadOptions): void {
  const { source, partSize = minimumPartSize, concurrency = 1, progressInterval = 0 } = options
  if (!isSource(source)) {
    throw invalid('source', 'a Blob, File, ArrayBuffer or view of one, or a ReadableStream')
  }
  checkInteger('partSize', partSize, minimumPartSize)
  checkInteger('concurrency', concurrency, 1)
  checkInteger('progressInterval', progressInterval, 0)
}

/** Bytes of a source; `undefined` for a stream. */
export function sizeOf(source: UploadSource): number | undefined {
  const { size, byteLength } = source as Partial<Blob & ArrayBuffer>
  return size ?? byteLength
}

/** Told by what it is: another frame has constructors of its own. */
function isSource(source: unknown): boolean {
  const [, kind = ''] = /^\[object (\w+)]$/.exec(Object.prototype.toString.call(source)) ?? []
  return /^(Blob|File|ArrayBuffer|ReadableStream)$/.test(kind) || ArrayBuffer.isView(source)
}

function checkInteger(member: string, value: number, minimum: number): void {
  if (!Number.isInteger(value) || value < minimum) {
    throw invalid(member, `an integer from ${minimum} on`)
  }
}

function invalid(member: string, what: string): OosError {
  const message = `${member} must be ${what}`
  return new OosError({ code: 'InvalidInput', message, operation: 'Upload', member })
}
