import { invalid } from './fault.js'
import type { WriteTarget } from './operation.js'
import { isStream, sizeOf, type Body } from './request.js'

/** Refuses what is not a bucket name (OOS developer document V6, 2.3.1), so that it cannot change the host. */
export function checkBucket({ operation, member }: WriteTarget, value: unknown): string {
  if (
    typeof value !== 'string' ||
    value.length < 3 ||
    value.length > 63 ||
    !/^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/.test(value) ||
    /^\d+(?:\.\d+){3}$/.test(value)
  ) {
    throw invalid(
      operation,
      member,
      'must be 3 to 63 lower-case letters, digits, dots and hyphens, each part between dots beginning and ending with a letter or digit, and no IP address',
    )
  }
  return value
}

/** Refuses a key that OOS does not take, or that no URL can carry unchanged. */
export function checkKey({ operation, member }: WriteTarget, value: unknown): string {
  const size = typeof value === 'string' && new TextEncoder().encode(value).length
  if (!size || size > 1024) throw invalid(operation, member, 'must be a text of 1 to 1024 bytes')
  const key = value as string
  if (/(?:^|\/)\.\.?(?:\/|$)/.test(key)) {
    throw invalid(
      operation,
      member,
      'must not have a part that is . or .., which URL parsers resolve to another key',
    )
  }
  if (key.includes('\0')) throw invalid(operation, member, 'must not contain NUL')
  return checkText({ operation, member }, key)
}

/** Refuses text that has no UTF-8 form, and so no URL and no document can carry. */
export function checkText({ operation, member }: WriteTarget, text: string): string {
  try {
    encodeURIComponent(text)
  } catch {
    throw invalid(operation, member, 'has half of a surrogate pair, which no encoding can carry')
  }
  return text
}

/** Refuses a header value that runtimes would send in different bytes than were signed, or cut in two. */
export function checkHeader({ operation, member }: WriteTarget, value: string): string {
  if (!/^[\x20-\x7e]*$/.test(value)) {
    throw invalid(
      operation,
      member,
      'must be printable ASCII; encode other characters, for example with encodeURIComponent',
    )
  }
  return value.trim()
}

/** Refuses what is not a header name (RFC 9110, 5.6.2). */
export function checkName({ operation, member }: WriteTarget, name: string): string {
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    throw invalid(operation, member, 'has a name that is not letters, digits and hyphens')
  }
  return name
}

/** Refuses a number that is not an integer within bounds. */
export function checkRange(
  { operation, member }: WriteTarget,
  value: unknown,
  [minimum, maximum]: readonly [number, number],
): void {
  if (!Number.isInteger(value) || (value as number) < minimum || (value as number) > maximum) {
    throw invalid(operation, member, `must be an integer from ${minimum} to ${maximum}`)
  }
}

/** Refuses a body that cannot be sent as it is. */
export function checkBody({ operation, member }: WriteTarget, value: unknown): Body {
  const body = value as Body
  const known =
    typeof body === 'string' ||
    ArrayBuffer.isView(body) ||
    /^\[object (?:Blob|File|ArrayBuffer|ReadableStream)\]$/.test(
      Object.prototype.toString.call(body),
    )
  if (!known) throw invalid(operation, member, 'must be text, bytes, a Blob or a ReadableStream')
  if (isStream(body) && body.locked)
    throw invalid(operation, member, 'is a stream already being read')
  return body
}

/** Refuses a stream that the runtime would send without its length, which OOS insists on (411). */
export function checkLength(operation: string, body: Body, headers: Headers): void {
  const length = headers.get('content-length')
  if (!isStream(body)) {
    const size = sizeOf(body)
    if (length !== null && Number(length) !== size) {
      throw invalid(operation, 'ContentLength', `must be ${size}, the size of Body`)
    }
    headers.delete('content-length')
  } else if (length === null) {
    throw invalid(
      operation,
      'ContentLength',
      'is required with a stream; Upload of @oos-js/web needs none',
    )
  } else if (!sendsStreams()) {
    throw invalid(
      operation,
      'Body',
      'cannot be a stream in this runtime, which would not send its length; use Upload of @oos-js/web',
    )
  }
}

/** Node and Bun send a stream with the length given; browsers, Deno and workers fail or send other bytes. */
function sendsStreams(): boolean {
  const { process, Deno, navigator } = globalThis as {
    process?: { versions?: { node?: string } }
    Deno?: unknown
    navigator?: { userAgent?: string }
  }
  return (
    process?.versions?.node !== undefined &&
    Deno === undefined &&
    navigator?.userAgent !== 'Cloudflare-Workers'
  )
}
