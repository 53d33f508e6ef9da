import type { OosErrorDetails } from '../errors.js'
import type { Call, Result } from '../middleware.js'
import { bodyMessage, isError } from './body.js'
import { decodeText } from './decode-text.js'
import { deniedHint } from './denied.js'
import { redirectWords } from './redirect.js'
import { signatureHint } from './signature.js'

/**
 * What an answer says of its error: by its `<Error>` document, or by its status if it has none. A success
 * that has none is not an answer of the store's, or not a whole one.
 */
export function factsOf(call: Call, result: Result, text: string): Partial<OosErrorDetails> {
  const { status, headers, ok } = result.response
  const document = ok && !isError(text) ? '' : text
  const member = (name: string): string => {
    const [, content = ''] = RegExp(`<(?:\\w+:)?${name}>([^<]*)<`).exec(document) ?? []
    // The vendor's texts have a hundred characters at most.
    // Control characters and those that turn the direction of writing have no place in a log.
    return decodeText(content.slice(0, 512)).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
  }
  // Browsers show a redirect that they must not follow as status 0.
  const redirect = !ok && status < 400 && status !== 304
  const sent = member('Code')
  const code = redirect ? 'Redirect' : codeOf(ok ? 200 : status, sent)
  const requestId = member('RequestId')
  return {
    code,
    message: member('Message'),
    ...(requestId && { requestId }),
    retryAfter: retryAfterOf(headers),
    // What a cache kept tells an old time.
    date: headers.has('age') ? undefined : (headers.get('date') ?? member('ServerTime')),
    ...wordsFor(code, call, result, text),
  }
}

/**
 * Tells the page of a portal or a proxy from an answer of the store, which has a header of the store's. CORS
 * may hide them all, but never the Last-Modified of an object: it may be a page itself.
 *
 * @param text - What came where nothing is expected, if that can be seen.
 */
export function isForeign({ headers }: Response, text?: string): boolean {
  const html = /html/i.test(headers.get('content-type') ?? '')
  const marked = /x-(amz|ctyun)-|etag|last-m/.test([...headers.keys()].join())
  if (text === undefined) return html && !marked
  return text !== '' && (html || !marked || isError(text))
}

/** The code as sent, or what the status means when no document says more, as for HEAD. */
function codeOf(status: number, sent: string): string {
  const codes: Readonly<Record<number, string>> = {
    200: 'InvalidResponse',
    304: 'NotModified',
    403: 'AccessDenied',
    404: 'NotFound',
    412: 'PreconditionFailed',
    503: 'SlowDown',
  }
  // Two codes are misspelt in the vendor's table (OOS developer document V6, 5.2).
  const code = sent.replace(' ', '').replace('AlreadE', 'AlreadyE')
  return code || (codes[status] ?? (status < 500 ? 'InvalidRequest' : 'InternalError'))
}

/** Milliseconds that a `Retry-After` header asks for, in seconds or as a date; then `Date` tells from when. */
function retryAfterOf(headers: Headers): number | undefined {
  const date = (name: string): number => Date.parse(headers.get(name) ?? '')
  const wait =
    Number(headers.get('retry-after')) * 1000 || date('retry-after') - (date('date') || Date.now())
  return wait > 0 && wait < Infinity ? wait : undefined
}

/** A better message or a hint, where there is one. */
function wordsFor(
  code: string,
  { request }: Call,
  { response, stringToSign }: Result,
  text: string,
): Partial<OosErrorDetails> {
  if (code === 'Redirect') return redirectWords(text, response.headers)
  if (code === 'SignatureDoesNotMatch') return { hint: signatureHint(text, stringToSign) }
  if (code === 'AccessDenied') {
    return { ...bodyMessage(text), hint: deniedHint(request, stringToSign) }
  }
  return text && !isError(text) ? bodyMessage(text) : {}
}
