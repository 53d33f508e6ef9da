import { retryAfterOf } from '../steps/backoff.js'
import { printable, type OosError } from '../errors.js'
import { explained, fault } from '../fault.js'
import type { Call, Result } from '../middleware.js'
import { requestIdOf } from './output.js'
import { textOf } from '../xml/flat.js'

/**
 * The error that an answer stands for: by its `<Error>` document, or by its status if it has none. A
 * success that has none is not an answer of the store's, or not a whole one.
 */
export async function errorOf(text: string, result: Result, call: Call): Promise<OosError> {
  const { status, headers, ok } = result.response
  const document = ok && !isError(text) ? '' : text
  const member = (name: string): string => {
    try {
      // The vendor's texts have a hundred characters at most.
      return printable(textOf(name, document)?.slice(0, 512) ?? '')
    } catch {
      return ''
    }
  }
  // Browsers show a redirect that they must not follow as status 0.
  const redirect = !ok && status < 400 && status !== 304
  const sent = member('Code')
  const details = {
    code: redirect ? 'Redirect' : codeOf(ok ? 200 : status, sent),
    message: member('Message'),
    status,
    requestId: member('RequestId') || requestIdOf(headers),
    // What a cache kept tells an old time.
    date: headers.has('age') ? undefined : (headers.get('date') ?? member('ServerTime')),
    retryAfter: retryAfterOf(headers),
  }
  return redirect || status === 403 || (text && !sent)
    ? explained(call, details, text, result)
    : fault(call, details)
}

/** Tells whether a text is an error document, or the beginning of one. */
export function isError(text: string): boolean {
  return /^\s*(<\?[^>]*>\s*)?<(\w+:)?Error[\s>]/.test(text)
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
