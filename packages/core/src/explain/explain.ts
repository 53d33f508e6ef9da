import type { OosErrorDetails } from '../errors.js'
import type { Call, Result } from '../middleware.js'
import { bodyMessage } from './body.js'
import { deniedHint } from './denied.js'
import { networkHint } from './network.js'
import { redirectWords } from './redirect.js'
import { signatureHint } from './signature.js'

/**
 * Finds the words for a failure: a better message, a hint. It is loaded when something went wrong, and
 * imports nothing that others import, so that loading it lazily splits nothing else off.
 *
 * @param text - The answer's body, or the beginning of it.
 */
export function explain(
  { request }: Call,
  { code, cause }: OosErrorDetails,
  text = '',
  result?: Result,
): Partial<OosErrorDetails> {
  const signed = result?.stringToSign
  if (code === 'NetworkError') return { hint: networkHint(request, cause) }
  if (code === 'Redirect') return redirectWords(text, result?.response.headers)
  if (code === 'SignatureDoesNotMatch') return { hint: signatureHint(text, signed) }
  if (code === 'AccessDenied') return { ...bodyMessage(text), hint: deniedHint(request, signed) }
  return bodyMessage(text)
}
