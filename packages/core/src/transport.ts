import type { Ending } from './in-time.js'
import type { Body, BodyStream } from './request/body.js'

/** How much of a request's content has left. A new attempt begins at 0 again. */
export interface UploadProgressEvent {
  /** Bytes that have left. */
  readonly loaded: number
  /** Bytes in all. */
  readonly total: number
}

/** What a transport is told of a request; `fetch` understands all of it. */
export interface TransportInit {
  /** HTTP method. */
  readonly method: string
  /** All headers but those that the runtime sets itself, such as `Host` and `Content-Length`. */
  readonly headers: Headers
  /** Content, if there is any. */
  readonly body?: Body | BodyStream | undefined
  /** Says that the body is a stream. */
  readonly duplex?: 'half' | undefined
  /** Ends the request, and the download of its answer. */
  readonly signal: AbortSignal | undefined
  /** To be told of the upload by transports that can see it; `fetch` cannot. */
  readonly onUploadProgress?: ((progress: UploadProgressEvent) => void) | undefined
  /** Redirects come back as answers: a signature is for one host only. */
  readonly redirect: 'manual'
}

/**
 * What carries a request: `fetch`, or any function of its shape.
 *
 * @param ending - Tells of the end as `signal` does, which need not be made for a transport that sets `onEnd`.
 */
export type Transport = (url: string, init: TransportInit, ending?: Ending) => Promise<Response>
