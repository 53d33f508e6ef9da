import { OosFault } from './errors.js'

/** A stretch of an object. */
export interface Range {
  readonly start: number
  readonly length: number
}

/**
 * Reads a Range header; undefined means the whole object. As RFC 9110 has it, a header that cannot be
 * read is ignored.
 *
 * Assumed: several ranges at once are ignored as well, as on Amazon S3.
 */
export function parseRange(text: string | undefined, size: number): Range | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? []
  if (first === undefined || last === undefined || first + last === '') return undefined
  if (first === '') {
    const length = Math.min(Number(last), size)
    if (length === 0) throw unsatisfiable(size)
    return { start: size - length, length }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return undefined
  if (start >= size) throw unsatisfiable(size)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return { start, length: end - start + 1 }
}

/** How Content-Range names a stretch. */
export function contentRange({ start, length }: Range, size: number): string {
  return `bytes ${start}-${start + length - 1}/${size}`
}

function unsatisfiable(size: number): OosFault {
  const headers = { 'content-range': `bytes */${size}` }
  return new OosFault('InvalidRange', 'The requested range cannot be satisfied.', { headers })
}
