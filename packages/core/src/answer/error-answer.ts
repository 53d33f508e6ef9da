import { parseRetryAfter } from '../steps/backoff.js'
import { printable, type OosError } from '../errors.js'
import { explained, fault } from '../fault.js'
import type { Call, Result } from '../middleware.js'
import { requestIdOf } from './output.js'
import { textOf } from '../xml/flat.js'

/**
 * The error that an answer stands for: by its `<Error>` document, or by its status if it has none. A
 * success that has none is not an answer of the store's, or not a whole one.
 */
export async function errorOf(
  text: string,
  { response, stringToSign }: Result,
  call: Call,
): Promise<OosError> {
  const { status, headers, ok } = response
  const member = (name: string): string | undefined => {
    try {
      return textOf(name, text)
    } catch {
      return undefined
    }
  }
  // The vendor's texts have a hundred characters at most.
  const line = (name: string): string => printable((member(name) ?? '').slice(0, 512))
  // Browsers show a redirect that they must not follow as status 0.
  const redirect = !ok && status < 400 && status !== 304
  const sent = ok && !/^\s*(<\?.*?>\s*)?<(\w+:)?Error\b/s.test(text) ? '' : line('Code')
  const location = headers.get('location') ?? line('Endpoint')
  const details = {
    code: redirect ? 'Redirect' : codeOf(status, sent),
    message: redirect ? `not followed to ${location}` : line('Message'),
    status,
    requestId: line('RequestId') || requestIdOf(headers),
    retryAfter: parseRetryAfter(headers.get('retry-after')),
  }
  return redirect || status === 403 || (text && !sent)
    ? explained(call, details, {
        text,
        location,
        ours: stringToSign,
        theirs: member('StringToSign'),
      })
    : fault(call, details)
}

/** The code as sent, or what the status means when no document says more, as for HEAD. */
function codeOf(status: number, sent: string): string {
  const codes: Readonly<Record<number, string>> = {
    304: 'NotModified',
    403: 'AccessDenied',
    404: 'NotFound',
    412: 'PreconditionFailed',
    503: 'SlowDown',
  }
  // Two codes are misspelt in the vendor's table (OOS developer document V6, 5.2).
  const code = sent.replace(' ', '').replace('AlreadE', 'AlreadyE')
  if (code) return code
  if (status < 300) return 'InvalidResponse'
  return codes[status] ?? (status < 500 ? 'InvalidRequest' : 'InternalError')
}
