import { parseRetryAfter } from './backoff.js'
import type { OosError } from './errors.js'
import { fault } from './fault.js'
import type { Call } from './middleware.js'
import { requestIdOf } from './output.js'
import { textOf } from './xml/flat.js'

/** The error that an answer stands for: by its `<Error>` document, or by its status if it has none. */
export function errorOf(text: string, { status, headers }: Response, call: Call): OosError {
  return fault(call, {
    code: codeOf(status, textOf('Code', text)),
    // Where a redirect leads to is what to set as endpoint.
    message: textOf('Message', text) ?? headers.get('location') ?? '',
    status,
    requestId: textOf('RequestId', text) ?? requestIdOf(headers),
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
  // 0 is what browsers make of a redirect that they must not follow.
  const fallback = status < 400 ? 'Redirect' : status < 500 ? 'InvalidRequest' : 'InternalError'
  // Two codes are misspelt in the vendor's table (OOS developer document V6, 5.2).
  const code = sent?.replace(' ', '').replace('AlreadE', 'AlreadyE')
  return code ?? codes[status] ?? fallback
}
