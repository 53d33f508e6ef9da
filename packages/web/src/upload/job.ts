import type { OosClient } from '@oos-js/core'
import type { Content } from './content.js'
import type { Control } from './control.js'
import type { UploadEvents } from './events.js'
import type { Ledger } from './ledger.js'
import type { UploadOptions } from './options.js'
import type { Sender } from './sender.js'

/** One run of an upload, from its start to its end, failure or abort. */
export interface Run {
  readonly control: Control
  readonly ledger: Ledger
  /** Tells an event. */
  readonly emit: <Name extends keyof UploadEvents>(name: Name, detail: UploadEvents[Name]) => void
  /** The upload has got an id, or lost the one it had. */
  readonly begun: (uploadId: string | undefined) => void
  /** From here on nothing can be stopped: the parts are put together. */
  readonly completing: () => void
  /** Whether the upload is being given up. */
  readonly isAborted: () => boolean
}

/** A run, with all that is needed to do the work. */
export interface Job extends Run {
  readonly client: OosClient
  readonly options: UploadOptions
  /** The content; `undefined` if it is a stream. */
  readonly content: Content | undefined
  /** Bytes of a part. */
  readonly partSize: number
  readonly sender: Sender
  /** Base64 of the MD5 of a part; `undefined` if none is wanted. */
  readonly hash: (content: Blob, signal: AbortSignal) => Promise<string | undefined>
}

/** An upload in parts that has begun on the service. */
export interface Begun {
  readonly Bucket: string
  readonly Key: string
  readonly UploadId: string
}
