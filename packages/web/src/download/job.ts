import type { GetObjectCommand, HeadObjectCommand } from '@oos-js/commands'
import type { OosClient, OosError, OosErrorDetails, startMd5 } from '@oos-js/core'
import type { DownloadOptions } from './options.js'

/**
 * What is to be done, and with what. What is loaded when a download begins gets its tools from here and imports
 * nothing that applications load at once: bundlers would split that, for everybody.
 */
export interface DownloadJob {
  readonly client: OosClient
  readonly options: DownloadOptions
  /** Bytes of one request. */
  readonly partSize: number
  /** Requests at the same time. */
  readonly concurrency: number
  /** The first byte that is wanted. */
  readonly start: number
  /** The byte behind the last one that is wanted; infinite for the end of the object. */
  readonly end: number
  readonly tools: DownloadTools
}

/** What applications load at once. */
export interface DownloadTools {
  readonly GetObjectCommand: typeof GetObjectCommand
  readonly HeadObjectCommand: typeof HeadObjectCommand
  readonly startMd5: typeof startMd5
  /** Makes an error of this download. */
  readonly fault: (details: DownloadFault) => OosError
}

/** What a download says of an error. */
export type DownloadFault = Omit<OosErrorDetails, 'operation' | 'bucket' | 'key'>
