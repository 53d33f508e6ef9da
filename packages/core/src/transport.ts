import type { Body } from './request.js'

/** What a transport is told of a request; `fetch` understands all of it. */
export interface TransportInit {
  readonly method: string
  readonly headers: Headers
  readonly body?: Body
  readonly signal?: AbortSignal
  /** Redirects come back as answers: a signature is for one host only. */
  readonly redirect: 'manual'
  /** Set with a stream body, as `fetch` asks for it. */
  readonly duplex?: 'half'
}

/** What carries a request: `fetch`, or any function of its shape. */
export type Transport = (url: string, init: TransportInit) => Promise<Response>
