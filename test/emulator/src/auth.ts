import type { AccessKey } from './access-key.js'
import { OosFault } from './errors.js'
import { parseHttpDate } from './http-date.js'
import { stringToSign, type SignedParts } from './string-to-sign.js'
import { bytesOf, parameter, parseTarget, textOf } from './target.js'
import { header } from './wire-headers.js'
import { element } from './xml.js'

/** Finds out with which key a request was signed; undefined is an anonymous request. */
export async function authenticate(
  parts: SignedParts,
  keys: ReadonlyMap<string, AccessKey>,
  now: number,
): Promise<AccessKey | undefined> {
  const claim = claimOf(parts)
  if (claim === undefined) return undefined
  const key = keys.get(claim.accessKeyId)
  // Assumed: a key that is switched off is refused like one that is not there.
  if (key?.status !== 'Active') {
    throw new OosFault('InvalidAccessKeyId', 'The access key ID does not exist in our records.')
  }
  checkDate(parts, now)
  const text = stringToSign(parts)
  const expected = await hmacSha1Base64(key.secretAccessKey, bytesOf(text))
  if (!equalInConstantTime(expected, claim.signature)) throw mismatch(claim, text)
  checkToken(parts, key, now)
  return key
}

/** Signs bytes with a secret: Base64 of HMAC-SHA1. */
export async function hmacSha1Base64(
  secret: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { subtle } = globalThis.crypto
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const raw = new TextEncoder().encode(secret)
  const key = await subtle.importKey('raw', raw, algorithm, false, ['sign'])
  const signature = new Uint8Array(await subtle.sign('HMAC', key, bytes))
  return btoa(String.fromCharCode(...signature))
}

interface Claim {
  readonly accessKeyId: string
  readonly signature: string
}

// The one place that knows where a signature may stand. Pre-signed URLs are to join here.
function claimOf({ headers, target }: SignedParts): Claim | undefined {
  const authorization = header(headers, 'authorization')
  if (authorization !== undefined) return claimInHeader(authorization)
  if (parameter(parseTarget(target), 'Signature') !== undefined) {
    throw new OosFault('NotImplemented', 'The emulator does not check pre-signed URLs yet.')
  }
  return undefined
}

function claimInHeader(authorization: string): Claim {
  const [, accessKeyId, signature] = /^AWS ([^\s:]+):(\S+)$/.exec(authorization) ?? []
  if (accessKeyId === undefined || signature === undefined) {
    const message = 'The Authorization header must read "AWS <AccessKeyId>:<Signature>".'
    throw new OosFault('AuthorizationHeaderMalformed', message)
  }
  return { accessKeyId, signature }
}

// OOS developer document V6, 3.1.1: a signed request carries a date within 15 minutes of the server's.
function checkDate({ headers, target }: SignedParts, now: number): void {
  const text =
    parameter(parseTarget(target), 'x-amz-date') ??
    header(headers, 'x-amz-date') ??
    header(headers, 'date')
  const date = text === undefined ? undefined : parseHttpDate(text)
  if (date === undefined) {
    throw new OosFault('AccessDenied', 'A signed request needs a valid Date or x-amz-date header.')
  }
  if (Math.abs(now - date) > 15 * 60 * 1000) {
    const message = 'The difference between the request time and the current time is too large.'
    throw new OosFault('RequestTimeTooSkewed', message)
  }
}

// The token of temporary credentials is signed like every header x-amz-… (the vendor's site on STS).
// Assumed: the codes, which are those of Amazon S3, and that a token must not come with other keys.
function checkToken({ headers, target }: SignedParts, { session }: AccessKey, now: number): void {
  const name = 'x-amz-security-token'
  const token = parameter(parseTarget(target), name) ?? header(headers, name)
  if (token !== session?.token) {
    throw new OosFault('InvalidToken', 'The provided token is malformed or otherwise invalid.')
  }
  if (session !== undefined && now >= session.expires) {
    throw new OosFault('ExpiredToken', 'The provided token has expired.')
  }
}

function mismatch({ accessKeyId, signature }: Claim, text: string): OosFault {
  const message = 'The request signature we calculated does not match the signature you provided.'
  return new OosFault('SignatureDoesNotMatch', message, {
    fields: [
      element('AWSAccessKeyId', accessKeyId),
      element('StringToSign', readable(text)),
      element('SignatureProvided', signature),
    ],
  })
}

// Only for a person to read: bytes that are not UTF-8 are shown as Latin-1.
function readable(binary: string): string {
  try {
    return textOf(binary)
  } catch {
    return binary
  }
}

function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i += 1) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
