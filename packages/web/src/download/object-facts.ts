import type { GetObjectOutput, ObjectAttributes } from '@oos-js/commands'
import type { Result } from '@oos-js/core'

/** What is known of an object besides its content, and without what is about a single answer. */
export type DownloadedObject = Omit<ObjectAttributes, 'ContentLength' | 'ContentRange'>

/** What an answer tells of the object and of the bytes that it brings. */
export interface ObjectFacts {
  /** What is known of the object besides its content. */
  readonly object: DownloadedObject
  /** Whether the answer was made for a range. */
  readonly partial: boolean
  /** Whether it is known to bring the whole object. */
  readonly whole: boolean
  /** Place in the object of the first byte that comes; `undefined` where CORS hides it. */
  readonly first: number | undefined
  /** Bytes of the object; `undefined` where CORS hides it, and of content that is decoded on the way. */
  readonly size: number | undefined
  /** Bytes of the answer, before any decoding; `undefined` where the answer does not tell. */
  readonly length: number | undefined
  /** Whether the content is decoded on the way: its bytes are not those that ranges count. */
  readonly encoded: boolean
  /** Whether a browser may hide headers of the answer, such as that it was decoded. */
  readonly filtered: boolean
}

/** Reads an answer to GetObject. */
export function readFacts({ response, output }: Result): ObjectFacts {
  const {
    Body: _content,
    $metadata: _metadata,
    ContentLength: length,
    ContentRange = '',
    ...object
  } = output as GetObjectOutput
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(ContentRange) ?? []
  const partial = response.status === 206
  const encoded = /^(?!identity)./.test(object.ContentEncoding ?? '')
  const size = partial ? numberOf(total) : length
  return {
    object,
    partial,
    whole: !partial || (first === '0' && size === length),
    first: partial ? numberOf(first) : 0,
    size: encoded ? undefined : size,
    length,
    encoded,
    filtered: response.type === 'cors',
  }
}

/**
 * The header that makes the service refuse any other state of the object. The date is as exact as a second:
 * it is for pages that see no ETag. A weak ETag never matches (RFC 9110, 13.1.1).
 */
export function conditionOf(object?: DownloadedObject): [name: string, value: string] | undefined {
  const { ETag = 'W/', LastModified } = object ?? {}
  if (!ETag.startsWith('W/')) return ['if-match', ETag]
  return LastModified && ['if-unmodified-since', LastModified.toUTCString()]
}

/** The MD5 in hexadecimal that an ETag is, unless it is something else. */
export function md5Of({ ETag = '' }: DownloadedObject): string | undefined {
  return /^"?([\da-f]{32})"?$/i.exec(ETag)?.[1]?.toLowerCase()
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits)
}
