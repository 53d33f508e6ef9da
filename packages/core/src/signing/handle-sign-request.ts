import { createHmac } from './hmac.js'
import type { Credentials } from './credentials.js'
import type { Clock } from '../options.js'
import type { Method } from '../operation.js'
import { parseStringToSign, type SignedRequest } from './string-signed.js'

/** What {@link handleSignRequest} signs. Everything else is refused. */
export interface SignRules {
  /** Access key of the server. Temporary ones give what they sign an end. */
  readonly credentials: Credentials
  /** Buckets that may be used. */
  readonly buckets: readonly string[]
  /** Keys must begin with one of these; an empty text, which has to be written, means all keys. */
  readonly keyPrefixes: readonly string[]
  /**
   * Methods that may be used. An upload in parts needs `PUT`, `POST`, `GET` to list parts, and `DELETE` to
   * give up.
   *
   * @defaultValue GET, HEAD and PUT
   */
  readonly methods?: readonly Method[] | undefined
  /**
   * Seconds that the date of a request may be off from the server's clock, in both directions.
   *
   * @defaultValue 900, as OOS has it
   */
  readonly maxSkew?: number | undefined
  /**
   * Seconds that a signed link may be valid at most.
   *
   * @defaultValue 900
   */
  readonly maxExpiresIn?: number | undefined
  /**
   * Source of the server's time.
   *
   * @defaultValue the system's clock
   */
  readonly clock?: Clock | undefined
}

/** Bytes of a string to sign, far more than OOS takes of headers. */
const longest = 16_384

/**
 * Answers the requests of {@link remoteSigner} on a server of yours, so that no secret is in the page: a
 * `GET` tells the access key id, a `POST` with a string to sign gives the signature, if the rules allow what
 * the string stands for. It signs requests about objects only: never what lists, manages buckets or
 * keys, or says anything that it cannot read. Who asks is for your server to know, before it calls this.
 *
 * @example
 * ```ts
 * async function sign(request: Request, user: { id: string }): Promise<Response> {
 *   return handleSignRequest(request, {
 *     credentials: { accessKeyId, secretAccessKey },
 *     buckets: ['photos'],
 *     keyPrefixes: [`${user.id}/`],
 *   })
 * }
 * ```
 */
export async function handleSignRequest(request: Request, rules: SignRules): Promise<Response> {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = rules.credentials
  if (request.method === 'GET') {
    return answer(200, JSON.stringify({ accessKeyId, sessionToken, expiration }))
  }
  if (request.method !== 'POST') return answer(405, 'GET or POST', { allow: 'GET, POST' })
  const text = await readText(request)
  const asked = text === undefined ? undefined : parseStringToSign(text)
  if (text === undefined || !asked) return answer(403, 'not a request about an object')
  // What begins with a code is for `remoteSigner`, which can then put it right.
  const refusal = refusalOf(asked, rules)
  if (refusal !== undefined) return answer(403, refusal)
  return answer(200, await createHmac(secretAccessKey)(text))
}

async function readText(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length')) > longest) return undefined
  const text = await request.text()
  return text.length > longest ? undefined : text
}

function answer(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    status,
    headers: {
      'content-type': text.startsWith('{') ? 'application/json' : 'text/plain',
      'cache-control': 'no-store',
      ...headers,
    },
  })
}

/** Headers and sub-resources that change nothing but the object, and what it is answered with. */
const harmless =
  /^(?:x-amz-(?:date|security-token|storage-class|meta-[a-z\d-]+|limitrate|copy-source(?:-range|-if-[a-z-]+)?|metadata-directive)|partNumber|uploadId|uploads|response-(?:cache-control|content-(?:disposition|encoding|language|type)|expires))$/

function refusalOf(asked: SignedRequest, rules: SignRules): string | undefined {
  const { method, headers, query } = asked
  const { methods = ['GET', 'HEAD', 'PUT'] } = rules
  if (!methods.includes(method as Method)) return 'method not allowed'
  // A form, and a POST that nobody knows, would be objects too.
  if (method === 'POST' && !query.has('uploads') && !query.has('uploadId')) return 'unknown POST'
  const odd = [...headers.keys(), ...query.keys()].find((name) => !harmless.test(name))
  if (odd !== undefined) return `${odd} not allowed`
  if (!isAllowed(asked, rules)) return 'bucket or key not allowed'
  const source = headers.get('x-amz-copy-source')
  const copied = source === undefined ? undefined : parseStringToSign(`GET\n\n\n0\n${source}`)
  // A comma would join two headers of that name.
  if (source !== undefined && (!copied || source.includes(',') || !isAllowed(copied, rules))) {
    return 'x-amz-copy-source not allowed'
  }
  if ((headers.get('x-amz-security-token') ?? undefined) !== rules.credentials.sessionToken) {
    return 'ExpiredToken: the key is another one by now'
  }
  return timeRefusal(asked, rules)
}

function isAllowed(
  { bucket, key }: Pick<SignedRequest, 'bucket' | 'key'>,
  { buckets, keyPrefixes }: SignRules,
): boolean {
  return buckets.includes(bucket) && keyPrefixes.some((prefix) => key.startsWith(prefix))
}

function timeRefusal(
  { date, expires }: SignedRequest,
  { clock = Date, maxSkew = 900, maxExpiresIn = 900 }: SignRules,
): string | undefined {
  const now = clock.now()
  if (expires !== undefined) {
    return expires > now + maxExpiresIn * 1000 ? 'link would be valid too long' : undefined
  }
  if (date !== undefined && Math.abs(date - now) <= maxSkew * 1000) return undefined
  return `RequestTimeTooSkewed: the time is ${new Date(now).toUTCString()}`
}
