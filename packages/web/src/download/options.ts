import { OosError } from '@oos-js/core'

/** A stretch of an object, counted as `Blob.slice` counts. */
export interface ByteRange {
  /**
   * First byte; 0 is the first of the object.
   *
   * @defaultValue 0
   */
  readonly start?: number | undefined
  /**
   * The byte behind the last one. Behind the end of the object it is the end of the object.
   *
   * @defaultValue the end of the object
   */
  readonly end?: number | undefined
}

/** Options of {@link Download}. */
export interface DownloadOptions {
  /** Bucket to read from. */
  readonly Bucket: string
  /** Name of the object. */
  readonly Key: string
  /**
   * ETag of the state of the object that is wanted; any other rejects with `PreconditionFailed`. With
   * `range` it goes on with what an earlier download has left.
   */
  readonly IfMatch?: string | undefined
  /**
   * The bytes that are wanted. Such a stretch is never verified by its content: there is no MD5 of it.
   *
   * @defaultValue the whole object
   */
  readonly range?: ByteRange | undefined
  /**
   * Bytes of one request. An object that is no larger is one request.
   *
   * @defaultValue 8 MiB
   */
  readonly partSize?: number | undefined
  /**
   * Requests at the same time. No more than `partSize` times `concurrency` bytes are ever held in memory
   * for a consumer that is slower than the network.
   *
   * @defaultValue 4
   */
  readonly concurrency?: number | undefined
  /**
   * Compares the content with the ETag, where that is an MD5 and the whole object is read; objects that were
   * uploaded in parts have none. The length is always compared.
   *
   * @defaultValue true
   */
  readonly verify?: boolean | undefined
  /**
   * Takes what there is of an upload that is not completed yet. OOS shows it under the key of the object to
   * come, without an ETag (OOS developer document V6, 4.3.7), and without this option it rejects with
   * `Integrity`. A page to which CORS does not show ETags cannot tell: there a `warning` event has to do.
   *
   * @defaultValue false
   */
  readonly unfinished?: boolean | undefined
  /**
   * Milliseconds between two `progress` events, at least.
   *
   * @defaultValue 100
   */
  readonly progressInterval?: number | undefined
  /** Aborts the download, as {@link Download.abort} does. */
  readonly signal?: AbortSignal | undefined
}

/** Refuses options that no download can follow; what the service checks is left to it. */
export function checkOptions(options: DownloadOptions): void {
  const { partSize, concurrency, range, progressInterval } = options
  const { start = 0, end } = range ?? {}
  checkInteger('partSize', partSize, 1)
  checkInteger('concurrency', concurrency, 1)
  checkInteger('progressInterval', progressInterval, 0)
  checkInteger('range.start', start, 0)
  checkInteger('range.end', end, start + 1)
}

function checkInteger(member: string, value: number | undefined, minimum: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= minimum)) return
  const message = `${member} must be an integer from ${minimum} on`
  throw new OosError({ code: 'InvalidInput', message, operation: 'Download', member })
}
