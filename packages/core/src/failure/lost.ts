import type { OosErrorDetails } from '../errors.js'
import type { Call } from '../middleware.js'
import { networkHint } from './network.js'
import { isReadable, sourceChanged } from './source.js'

/** Finds out why an answer did not come or broke off; the bytes are of its content, those that came and all. */
export async function whyLost(
  call: Call,
  cause: unknown,
  [received = 0, expected = 0]: readonly number[],
): Promise<Partial<OosErrorDetails>> {
  if (received < expected) {
    return { code: 'Integrity', message: `${received} of ${expected} bytes came` }
  }
  // A file that is gone or was changed fails like a network: nothing but reading tells them apart.
  if (!(await isReadable(call))) return sourceChanged
  // Node wraps the reason, which has a code such as ECONNREFUSED.
  const {
    name,
    message,
    cause: reason,
  } = Object(cause) as {
    name?: string
    message?: string
    cause?: { code?: string }
  }
  // It began to be read, and then could not.
  if (name === 'NotReadableError') return sourceChanged
  const hint = networkHint(call.request, cause)
  return { message: `no answer: ${reason?.code ?? message}`, hint }
}
