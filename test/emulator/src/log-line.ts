import { logOperation } from './log-operation.js'
import type { RecordedRequest } from './recorded-request.js'
import type { Bucket } from './state.js'
import { decodePath } from './target.js'
import { header } from './wire-headers.js'

interface Access {
  readonly bucket: Bucket
  readonly record: RecordedRequest
  readonly address: string | undefined
  readonly answer: Response
  /** Milliseconds. */
  readonly took: number
}

/**
 * Writes a request as a line of an access log: who owns the bucket, bucket, time, address, who asked,
 * request id, operation, key, request, status, error code, bytes sent, bytes of the object, milliseconds
 * in all and of them before the first byte, referer, user agent, version.
 *
 * Assumed: the format, that of Amazon S3. Signatures and tokens in URLs are left out.
 */
export function requestLine({ bucket, record, address, answer, took }: Access): string {
  const { method, rawTarget, headers, requestId, time, status } = record
  return lineOf(bucket, time, [
    address,
    record.requester,
    requestId,
    logOperation(record),
    encodeKey(record.key ?? ''),
    quoted(`${method} ${redacted(rawTarget)} HTTP/1.1`),
    `${status}`,
    record.errorCode,
    method === 'HEAD' ? undefined : (answer.headers.get('content-length') ?? undefined),
    sizeOf(record, answer),
    `${took}`,
    `${took}`,
    quoted(redacted(header(headers, 'referer') ?? '-')),
    quoted(header(headers, 'user-agent') ?? '-'),
    undefined,
  ])
}

interface Done {
  readonly bucket: Bucket
  readonly operation: string
  readonly key: string
  readonly time: number
}

/** Writes what the service has done by itself. */
export function lifecycleLine({ bucket, operation, key, time }: Done): string {
  const nothing = Array<undefined>(10).fill(undefined)
  const known = [undefined, undefined, undefined, operation, encodeKey(key)]
  return lineOf(bucket, time, [...known, ...nothing])
}

function lineOf(bucket: Bucket, time: number, fields: readonly (string | undefined)[]): string {
  const first = [bucket.owner.id, bucket.name, `[${formatTime(time)}]`]
  return [
    ...first,
    ...fields.map((field) => (field === undefined || field === '' ? '-' : field)),
  ].join(' ')
}

// Like 10/Dec/2018:06:12:21 +0000.
function formatTime(time: number): string {
  const [, day = '', month = '', year = '', clock = ''] = new Date(time).toUTCString().split(' ')
  return `${day}/${month}/${year}:${clock} +0000`
}

function sizeOf({ method, bodyLength, key }: RecordedRequest, { headers }: Response): string {
  if (method !== 'GET' && method !== 'HEAD') return bodyLength === 0 ? '' : `${bodyLength}`
  if (key === '') return ''
  return headers.get('content-range')?.split('/')[1] ?? headers.get('content-length') ?? ''
}

function redacted(url: string): string {
  const mark = url.indexOf('?')
  if (mark === -1) return url
  const pairs = url.slice(mark + 1).split('&')
  return `${url.slice(0, mark)}?${pairs.map(withoutSecret).join('&')}`
}

function withoutSecret(pair: string): string {
  const [name = ''] = pair.split('=', 1)
  return /^(signature|x-amz-security-token)$/i.test(decoded(name)) ? `${name}=REDACTED` : pair
}

function decoded(name: string): string {
  try {
    return decodePath(name)
  } catch {
    return name
  }
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/')
}

// A client must not be able to end the field or the line.
function quoted(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  return `"${text.replace(/["\u0000-\u001f\u007f]/g, (character) => encodeURIComponent(character))}"`
}
