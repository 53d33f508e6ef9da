import { parseRetryAfter } from '../steps/backoff.js'
import type { OosError } from '../errors.js'
import { fault } from '../fault.js'
import type { Call } from '../middleware.js'
import { requestIdOf } from './output.js'
import { textOf } from '../xml/flat.js'

/** The error that an answer stands for: by its `<Error>` document, or by its status if it has none. */
export function errorOf(text: string, { status, headers, ok }: Response, call: Call): OosError {
  const member = (name: string): string | undefined => {
    try {
      return textOf(name, text)
    } catch {
      return undefined
    }
  }
  // Browsers show a redirect that they must not follow as status 0.
  const redirect = !ok && status < 400 && status !== 304
  const location = headers.get('location') ?? member('Endpoint') ?? ''
  return fault(call, {
    code: redirect ? 'Redirect' : codeOf(status, member('Code')),
    message: redirect ? `set endpoint to ${location}` : (member('Message') ?? ''),
    status,
    requestId: member('RequestId') ?? requestIdOf(headers),
    retryAfter: parseRetryAfter(headers.get('retry-after')),
  })
}

/** The code as sent, or what the status means when no document says more, as for HEAD. */
function codeOf(status: number, sent?: string): string {
  const codes: Readonly<Record<number, string>> = {
    304: 'NotModified',
    403: 'AccessDenied',
    404: 'NotFound',
    412: 'PreconditionFailed',
    503: 'SlowDown',
  }
  // Two codes are misspelt in the vendor's table (OOS developer document V6, 5.2).
  const code = sent?.replace(' ', '').replace('AlreadE', 'AlreadyE')
  return code || (codes[status] ?? (status < 500 ? 'InvalidRequest' : 'InternalError'))
}
