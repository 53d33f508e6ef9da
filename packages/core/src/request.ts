import type { Method } from './operation.js'

/**
 * Content that can be sent: text, bytes, a `Blob` or `File`, or a stream. All but a stream can be sent
 * again when an attempt fails.
 */
export type Body = string | Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>

/**
 * A request as plain data. It is not a `Request`, because that turns its body into a stream, which can
 * be neither sent twice, nor measured, nor given to `XMLHttpRequest`.
 */
export interface HttpRequest {
  readonly method: Method
  /** Bucket the request is about; absent for operations on the service. */
  bucket?: string
  /** Object key, not encoded; absent for operations on a bucket. */
  key?: string
  /** Query parameters, not encoded, in the order sent. A name without a value is a flag (`?acl`). */
  readonly query: (readonly [name: string, value?: string])[]
  readonly headers: Headers
  body?: Body
  /** Where it goes, path and query encoded; set by the step `sign`. */
  url?: string
}

/** Tells whether a body can be read only once. */
export function isStream(body: Body | undefined): body is ReadableStream<Uint8Array> {
  return typeof body === 'object' && 'getReader' in body
}

/** Bytes of a body; `undefined` for a stream, whose length nobody knows beforehand. */
export function sizeOf(body: Body): number | undefined {
  if (typeof body === 'string') return new TextEncoder().encode(body).length
  if (isStream(body)) return undefined
  return 'size' in body ? body.size : body.byteLength
}

/**
 * Percent-encodes everything but RFC 3986's unreserved characters, so that no URL parser, proxy or
 * server finds anything left to rewrite in what was signed.
 */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => '%' + character.charCodeAt(0).toString(16).toUpperCase(),
  )
}

/** Encodes an object key for a path; its slashes stay. */
export function encodeKey(key: string): string {
  return encode(key).replaceAll('%2F', '/')
}

/** Path and query of a request as they go over the wire and into the signature. */
export function targetOf(path: string, query: HttpRequest['query']): string {
  const parameters = query.map(([name, value]) =>
    value === undefined ? encode(name) : `${encode(name)}=${encode(value)}`,
  )
  return parameters.length > 0 ? `${path}?${parameters.join('&')}` : path
}
