import type { AccessKey } from './access-key.js'
import { claimOf, type Claim } from './claim.js'
import { OosFault } from './errors.js'
import { parseHttpDate } from './http-date.js'
import { equalInConstantTime, hmacSha1Base64 } from './signature.js'
import { findMistake } from './signature-hint.js'
import { stringToSign, type SignedParts } from './string-to-sign.js'
import { bytesOf, parameter, parseTarget, textOf } from './target.js'
import { header } from './wire-headers.js'
import { element } from './xml.js'

/** The access keys there are, by id. */
export type Keys = ReadonlyMap<string, AccessKey>

/** Finds out with which key a request was signed; undefined is an anonymous request. */
export async function authenticate(
  parts: SignedParts,
  keys: Keys,
  now: number,
): Promise<AccessKey | undefined> {
  const claim = claimOf(parts)
  if (claim === undefined) return undefined
  const { expires } = claim
  if (expires !== undefined) checkExpiry(expires, now)
  const key = activeKey(keys, claim)
  if (expires === undefined) checkDate(parts, now)
  const signed = { ...parts, expires }
  const text = stringToSign(signed)
  await checkSignature(claim, key, text, () => findMistake(signed, claim, key, keys))
  checkToken(key, tokenOf(parts), now)
  return key
}

/** The key that a request says to be signed with. */
export function activeKey(keys: Keys, { accessKeyId }: Claim): AccessKey {
  const key = keys.get(accessKeyId)
  // Assumed: a key that is switched off is refused like one that is not there.
  if (key?.status !== 'Active') {
    throw new OosFault('InvalidAccessKeyId', 'The access key ID does not exist in our records.')
  }
  return key
}

/** Refuses a signature that is not the one of a text; the hint is for who looks for the reason. */
export async function checkSignature(
  { accessKeyId, signature }: Claim,
  { secretAccessKey }: AccessKey,
  text: string,
  hint: () => Promise<string>,
): Promise<void> {
  const expected = await hmacSha1Base64(secretAccessKey, bytesOf(text))
  if (equalInConstantTime(expected, signature)) return
  const message = 'The request signature we calculated does not match the signature you provided.'
  throw new OosFault('SignatureDoesNotMatch', message, {
    fields: [
      element('AWSAccessKeyId', accessKeyId),
      element('StringToSign', readable(text)),
      element('SignatureProvided', signature),
      element('Hint', await hint()),
    ],
  })
}

/**
 * Refuses a token that is not the one of a key, or whose time is over (the vendor's site on STS).
 *
 * Assumed: the codes, which are those of Amazon S3, and that a token must not come with other keys.
 */
export function checkToken({ session }: AccessKey, token: string | undefined, now: number): void {
  if (token !== session?.token) {
    throw new OosFault('InvalidToken', 'The provided token is malformed or otherwise invalid.')
  }
  if (session !== undefined && now >= session.expires) {
    throw new OosFault('ExpiredToken', 'The provided token has expired.')
  }
}

// OOS developer document V6, 3.1.2: looked at before the signature. Assumed: the codes, and that a URL may
// be signed for as long as one likes.
function checkExpiry(expires: string, now: number): void {
  if (!/^\d{1,12}$/.test(expires)) {
    throw new OosFault('AccessDenied', `Expires has to be seconds since 1970, not ${expires}.`)
  }
  if (now >= Number(expires) * 1000) throw new OosFault('AccessDenied', 'Request has expired')
}

// OOS developer document V6, 3.1.1: a signed request carries a date within 15 minutes of the server's.
function checkDate({ headers, target, switches }: SignedParts, now: number): void {
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
    const isTold = switches?.serverTime === 'told'
    const fields = isTold ? [element('ServerTime', new Date(now).toISOString())] : []
    throw new OosFault('RequestTimeTooSkewed', message, { fields })
  }
}

// A token is signed, as a header x-amz-… or as the parameter of that name.
function tokenOf({ headers, target }: SignedParts): string | undefined {
  const name = 'x-amz-security-token'
  return parameter(parseTarget(target), name) ?? header(headers, name)
}

// Only for a person to read: bytes that are not UTF-8 are shown as Latin-1.
function readable(binary: string): string {
  try {
    return textOf(binary)
  } catch {
    return binary
  }
}
