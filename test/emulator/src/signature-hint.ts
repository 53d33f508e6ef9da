import type { AccessKey } from './access-key.js'
import type { Claim } from './claim.js'
import { hmac, hmacSha1Base64 } from './signature.js'
import { mistakesOf, type Mistake } from './signing-mistakes.js'
import { stringToSign, type SignedParts } from './string-to-sign.js'
import { bytesOf } from './target.js'

/**
 * Says why a signature does not match: makes the usual mistakes, one after another, until one of them
 * gives the signature that came. A service would not tell; here everybody may know all secrets.
 */
export async function findMistake(
  parts: SignedParts,
  claim: Claim,
  key: AccessKey,
  keys: Keys,
): Promise<string> {
  const found = await explain(stringToSign(parts), mistakesOf(parts), claim, key, keys)
  return (
    found ??
    'No usual mistake explains it. Compare StringToSign with what the client has signed: if they are ' +
      'the same, the secret is another one; if not, the difference is the mistake, or something on the ' +
      'way has changed the request.'
  )
}

/** Says why the signature of a form does not match: it is that of the policy, as it stands in the form. */
export async function findMistakeOfForm(
  policy: string,
  json: string,
  claim: Claim,
  key: AccessKey,
  keys: Keys,
): Promise<string> {
  const signText = 'Sign the Base64 text of the field "policy", just as it stands in the form.'
  const mistakes = [{ hint: `The JSON of the policy was signed. ${signText}`, text: json }]
  const found = await explain(policy, mistakes, claim, key, keys)
  return found ?? `${signText} If that was done, the secret is another one.`
}

type Keys = ReadonlyMap<string, AccessKey>

async function explain(
  text: string,
  mistakes: readonly Mistake[],
  { signature }: Claim,
  { secretAccessKey }: AccessKey,
  keys: Keys,
): Promise<string | undefined> {
  const bytes = bytesOf(text)
  for (const [hint, secret] of secretsLike(secretAccessKey, keys)) {
    if ((await hmacSha1Base64(secret, bytes)) === signature) return hint
  }
  for (const [hint, written] of await writtenOtherwise(secretAccessKey, bytes)) {
    if (written === signature) return hint
  }
  for (const { hint, text: mistaken } of mistakes) {
    if ((await hmacSha1Base64(secretAccessKey, bytesOf(mistaken))) === signature) return hint
  }
  return undefined
}

type Guess = readonly [hint: string, value: string]

function secretsLike(secret: string, keys: Keys): Guess[] {
  const white = 'The secret was used with white space at its end or beginning. Trim it.'
  const around = ['\n', '\r\n', ' ', '\t', '\r'].flatMap((space): Guess[] => [
    [white, secret + space],
    [white, space + secret],
  ])
  const others = [...keys.values()].map(({ accessKeyId, secretAccessKey }): Guess => {
    return [`The secret is that of the access key ${accessKeyId}.`, secretAccessKey]
  })
  return [
    ...around,
    [white, secret.trim()],
    ['The secret was used with quotation marks around it.', `"${secret}"`],
    ['The secret was used percent-encoded.', encodeURIComponent(secret)],
    ['The secret was used in lower case.', secret.toLowerCase()],
    ...others.filter(([, other]) => other !== secret),
  ]
}

async function writtenOtherwise(secret: string, text: Uint8Array<ArrayBuffer>): Promise<Guess[]> {
  const bytes = await hmac('SHA-1', secret, text)
  const right = btoa(String.fromCharCode(...bytes))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const plus =
    'The signature came with blanks where it has plus signs. Percent-encode it in a URL: + is %2B.'
  const sha256 = btoa(String.fromCharCode(...(await hmac('SHA-256', secret, text))))
  return [
    [plus, right.replaceAll('+', ' ')],
    ['The signature was percent-encoded twice.', encodeURIComponent(right)],
    ['The signature was written in hexadecimal. Write it in Base64.', hex],
    ['The signature was written in hexadecimal. Write it in Base64.', btoa(hex)],
    ['The signature lacks its padding, "=".', right.replaceAll('=', '')],
    [
      'The signature was written in the Base64 of URLs. Use + and /.',
      right.replaceAll('+', '-').replaceAll('/', '_'),
    ],
    ['HMAC-SHA256 was used. Signature V2 of OOS is HMAC-SHA1.', sha256],
  ]
}
