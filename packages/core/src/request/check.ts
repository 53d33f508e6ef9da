import type { Refuse } from '../fault.js'
import { kindOf } from '../kind-of.js'
import type { Body, BodyStream } from './body.js'

/** Refuses what is not a bucket name (OOS developer document V6, 2.3.1), so that it cannot change the host. */
export function checkBucket(value: unknown, refuse: Refuse): string {
  const name = /^(?!.*[.-]\.|.*\.-|\d+(?:\.\d+){3}$)[a-z\d][a-z\d.-]{1,61}[a-z\d]$/
  if (typeof value !== 'string' || !name.test(value)) {
    throw refuse('bucket')
  }
  return value
}

/** Refuses a key that OOS does not take, or that no URL can carry unchanged. */
export function checkKey(value: unknown, refuse: Refuse): string {
  const size = typeof value === 'string' && new TextEncoder().encode(value).length
  if (!size || size > 1024 || value.includes('\0')) {
    throw refuse('key')
  }
  if (/(?:^|\/)\.\.?(?:\/|$)/.test(value)) {
    throw refuse('dots')
  }
  return checkText(value, refuse)
}

/** Refuses text that no encoding can carry. */
export function checkText(value: string, refuse: Refuse): string {
  if (/\p{Cs}/u.test(value)) throw refuse('half')
  return value
}

/** Refuses a header that runtimes would send in other bytes than were signed, or cut in two. */
export function checkHeader(name: string, value: string, refuse: Refuse): string {
  if (/[^!#$%&'*+.^`|~\w-]/.test(name) || /[^ -~]/.test(value)) {
    throw refuse('ascii')
  }
  return value
}

/**
 * Refuses what fetch would send the name of, as it does of promises and objects, and bytes that it would
 * not send: a buffer that was handed to a worker is empty, and pages take none that can grow.
 */
export function checkBody(value: unknown, refuse: Refuse): Body | BodyStream {
  const bytes = ArrayBuffer.isView(value) ? value.buffer : value
  const kind = kindOf(bytes)
  try {
    const isBuffer = kind === 'ArrayBuffer' && new Uint8Array(bytes as ArrayBuffer)
    const isFixed = isBuffer && !(bytes as { resizable?: boolean }).resizable
    if (isFixed || /^(String|Blob|File|ReadableStream)$/.test(kind)) return value as Body
  } catch {
    // Nothing can be made of a buffer that is gone.
  }
  throw refuse('body')
}

/** The text of a scalar, dates as HTTP writes them. */
export function textOf(value: unknown, refuse: Refuse): string {
  const text = (Object(value) as Partial<Date>).toUTCString?.() ?? String(value)
  // Neither "NaN", "Invalid Date", "undefined" nor "[object Object]", unless the caller says so himself.
  if (typeof value !== 'string' && !/\d|true|false/.test(text)) throw refuse('invalid')
  return text
}
