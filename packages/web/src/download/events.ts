import type { ByteProgress } from '../progress-meter.js'
import type { DownloadedObject } from './object-facts.js'

/**
 * What a download is doing. `running` lasts until its consumer has had the last byte and, where there is an
 * MD5 to compare with, that was compared.
 */
export type DownloadState = 'idle' | 'running' | 'paused' | 'done' | 'failed' | 'aborted'

/** What a download goes on in spite of. */
export interface DownloadWarning {
  /**
   * `ETagHidden`: whether the object is complete cannot be told, nor, to more than a second, whether it
   * changes meanwhile. `ContentRangeHidden`: its size had to be asked for. `Unfinished`: it is what there is
   * of an upload.
   */
  readonly code: 'ETagHidden' | 'ContentRangeHidden' | 'Unfinished'
  /** The same in words, and what to do about it. */
  readonly message: string
}

/** A change of a download's state. */
export interface DownloadStateChange {
  /** What it is doing now. */
  readonly state: DownloadState
  /** What it did before. */
  readonly previous: DownloadState
}

/** Details of the events of a download, by name. */
export interface DownloadEvents {
  /** Bytes have come. Told no more often than `progressInterval`, and once when the download is done. */
  progress: ByteProgress
  /** The state has changed. */
  statechange: DownloadStateChange
  /** Something is not as it should be. */
  warning: DownloadWarning
}

/** Everything there is to be seen of a download. */
export interface DownloadSnapshot {
  /** What it is doing. */
  readonly state: DownloadState
  /** How far it has come. `confirmed` are the bytes that its consumer has, in their order or in a file. */
  readonly progress: ByteProgress
  /** What is known of the object, from the first answer on. */
  readonly object: DownloadedObject | undefined
  /** Why it has failed or was aborted. */
  readonly error: unknown
}
