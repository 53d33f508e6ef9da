import type { OosErrorDetails } from '../errors.js'
import type { Call } from '../middleware.js'
import { bodyMessage } from './body.js'
import { deniedHint } from './denied.js'
import { networkHint } from './network.js'
import { redirectWords } from './redirect.js'
import { signatureHint } from './signature.js'

/** What is known of a failure besides its details. */
export interface Evidence {
  /** The answer's body, or the beginning of it. */
  readonly text?: string
  /** Where a redirect leads, as sent. */
  readonly location?: string
  /** What this side signed. */
  readonly ours?: string | undefined
  /** What the service signed, if it tells. */
  readonly theirs?: string | undefined
}

/**
 * Finds the words for a failure: a better message, a hint. It is loaded when something went wrong, and
 * imports nothing that others import, so that loading it lazily splits nothing else off.
 */
export function explain(
  call: Call,
  { code, cause }: OosErrorDetails,
  { text = '', location = '', ours, theirs }: Evidence,
): Partial<OosErrorDetails> {
  if (code === 'NetworkError') return { hint: networkHint(call.request, cause) }
  if (code === 'Redirect') return redirectWords(location)
  if (code === 'SignatureDoesNotMatch') return { hint: signatureHint(ours, theirs) }
  if (code === 'AccessDenied') return { hint: deniedHint(call.request, ours), ...bodyMessage(text) }
  return bodyMessage(text)
}
