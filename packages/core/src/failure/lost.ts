import type { OosErrorDetails } from '../errors.js'
import type { Call } from '../middleware.js'
import { networkHint } from './network.js'

const sourceChanged = { code: 'SourceChanged', message: 'the file of Body was changed' }

/** Finds out why an answer did not come or broke off; the bytes are of its content, those that came and all. */
export async function whyLost(
  { request }: Call,
  cause: unknown,
  [received = 0, expected = 0]: readonly number[],
): Promise<Partial<OosErrorDetails>> {
  if (received < expected) {
    return { code: 'Integrity', message: `${received} of ${expected} bytes came` }
  }
  const { body } = request
  try {
    // A file that is gone or was changed fails like a network: nothing but reading tells them apart.
    await (body as Sliceable | undefined)?.slice?.(0, 1).arrayBuffer?.()
  } catch {
    return sourceChanged
  }
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
  const hint = networkHint(request, cause)
  return { message: `no answer: ${reason?.code ?? message}`, hint }
}

/** A Blob; of text and bytes it is known that they are there. */
interface Sliceable {
  readonly slice?: (start: number, end: number) => { readonly arrayBuffer?: () => Promise<unknown> }
}
