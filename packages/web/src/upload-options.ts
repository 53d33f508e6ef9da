import type { ObjectHeaders } from '@oos-js/commands'
import { OosError } from '@oos-js/core'
import { minimumPartSize } from './upload-plan.js'

/** Options of {@link Upload}. */
export interface UploadOptions extends ObjectHeaders {
  /** Bucket to write to. */
  readonly Bucket: string
  /** Name of the object. */
  readonly Key: string
  /** The file. It is only ever sliced, never read as a whole. */
  readonly source: Blob
  /**
   * Bytes of a part, 5 MiB at least. A file that is no larger is sent at once, and a file that would
   * have more than 10,000 parts gets larger ones.
   *
   * @defaultValue 5 MiB
   */
  readonly partSize?: number | undefined
  /**
   * How many parts are sent at the same time.
   *
   * @defaultValue 4
   */
  readonly concurrency?: number | undefined
  /**
   * Sends the MD5 of everything along, so that OOS refuses what was damaged on the way.
   *
   * @defaultValue true
   */
  readonly md5?: boolean | undefined
  /** Aborts the upload while it runs, as {@link Upload.abort} does; after a failure call that. */
  readonly signal?: AbortSignal | undefined
}

/** Refuses options that no upload can follow; what the service checks is left to it. */
export function checkOptions(options: UploadOptions): void {
  const { source, partSize = minimumPartSize, concurrency = 1 } = options
  if (!/ (Blob|File)]/.test(Object.prototype.toString.call(source)))
    throw invalid('source', 'a Blob')
  checkInteger('partSize', partSize, minimumPartSize)
  checkInteger('concurrency', concurrency, 1)
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
