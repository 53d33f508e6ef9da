import { parseHttpDate } from './http-date.js'
import { header, type HeaderFields } from './wire-headers.js'

/** What conditional headers are compared with. */
export interface Comparable {
  readonly etag: string | undefined
  readonly lastModified: number
}

/**
 * Evaluates the four If-… headers in the order of RFC 9110, 13.2.2. For the source of a copy their
 * names have a prefix.
 */
export function evaluate(
  headers: HeaderFields,
  stored: Comparable,
  prefix = '',
): 'proceed' | 'failed' | 'unmodified' {
  const match = header(headers, `${prefix}if-match`)
  const noneMatch = header(headers, `${prefix}if-none-match`)
  const seconds = Math.floor(stored.lastModified / 1000) * 1000
  const unmodifiedSince = dateIn(headers, `${prefix}if-unmodified-since`)
  const modifiedSince = dateIn(headers, `${prefix}if-modified-since`)

  if (match !== undefined) {
    if (!contains(match, stored.etag)) return 'failed'
  } else if (unmodifiedSince !== undefined && seconds > unmodifiedSince) return 'failed'

  if (noneMatch !== undefined) return contains(noneMatch, stored.etag) ? 'unmodified' : 'proceed'
  return modifiedSince !== undefined && seconds <= modifiedSince ? 'unmodified' : 'proceed'
}

// A date that cannot be read is no condition.
function dateIn(headers: HeaderFields, name: string): number | undefined {
  const text = header(headers, name)
  return text === undefined ? undefined : parseHttpDate(text)
}

// Assumed: quotes may be left out, as clients often do.
function contains(list: string, etag: string | undefined): boolean {
  if (list.trim() === '*') return true
  const bare = (text: string): string => text.trim().replace(/^W\//, '').replaceAll('"', '')
  return etag !== undefined && list.split(',').map(bare).includes(bare(etag))
}
