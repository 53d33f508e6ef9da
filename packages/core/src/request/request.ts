import type { Method } from '../operation.js'
import type { Body, BodyStream } from './body.js'

/**
 * A request as plain data. It is not a `Request`, because that turns its body into a stream, which can
 * be neither sent twice, nor measured, nor given to `XMLHttpRequest`.
 */
export interface HttpRequest {
  /** HTTP method. */
  readonly method: Method
  /** Bucket the request is about; absent for operations on the service. */
  bucket?: string
  /** Object key, not encoded; absent for operations on a bucket. */
  key?: string
  /** Query parameters, not encoded: name and value, or a name alone for a flag (`?acl`). */
  readonly query: string[][]
  /** Headers; `sign` adds the date and the signature. */
  readonly headers: Headers
  /** Content, if there is any. */
  body?: Body | BodyStream
  /** Says that the body is a stream, which fetch wants to be told. */
  duplex?: 'half'
  /** Where it goes, path and query encoded; set by the step `sign`. */
  url?: string | undefined
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
  const search = query.map((parameter) => parameter.map(encode).join('=')).join('&')
  return path + (search && `?${search}`)
}
