import type { Refuse } from '../fault.js'
import type { Body } from './request.js'

/** Refuses what is not a bucket name (OOS developer document V6, 2.3.1), so that it cannot change the host. */
export function checkBucket(value: unknown, refuse: Refuse): string {
  const name = /^(?!.*[.-]\.|.*\.-|\d+(?:\.\d+){3}$)[a-z\d][a-z\d.-]{1,61}[a-z\d]$/
  if (typeof value !== 'string' || !name.test(value)) {
    throw refuse('must be 3 to 63 of a-z, 0-9, dot and hyphen')
  }
  return value
}

/** Refuses a key that OOS does not take, or that no URL can carry unchanged. */
export function checkKey(value: unknown, refuse: Refuse): string {
  const size = typeof value === 'string' && new TextEncoder().encode(value).length
  if (!size || size > 1024 || /(?:^|\/)\.\.?(?:\/|$)|\0|\p{Cs}/u.test(value)) {
    throw refuse('must be text of 1 to 1024 bytes, without NUL and parts . or ..')
  }
  return value
}

/** Refuses text that no encoding can carry. */
export function checkText(value: string, refuse: Refuse): string {
  if (/\p{Cs}/u.test(value)) throw refuse('has half of a surrogate pair')
  return value
}

/** Refuses a header that runtimes would send in other bytes than were signed, or cut in two. */
export function checkHeader(name: string, value: string, refuse: Refuse): string {
  if (/[^!#$%&'*+.^`|~\w-]/.test(name) || /[^ -~]/.test(value)) {
    throw refuse('must be printable ASCII, names without spaces')
  }
  return value
}

/**
 * Refuses what has no size: fetch would send the name of a promise or of any object as its content, and
 * of a stream Firefox sends the name, others no length, which OOS insists on (411).
 */
export function checkBody(value: unknown, refuse: Refuse): Body {
  // Of all that has no byteLength, only a Blob has this method.
  const { stream, byteLength = stream } = Object(value) as {
    stream?: unknown
    byteLength?: unknown
  }
  if (typeof value !== 'string' && byteLength === undefined) {
    throw refuse('must be text, bytes or a Blob')
  }
  return value as Body
}
