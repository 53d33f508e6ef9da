import { lost } from '../fault.js'
import type { Next } from '../middleware.js'
import type { Transport } from '../transport.js'

/** Makes the end of the way: it hands a signed request to the transport. */
export function createTransmit(transport?: Transport): Next {
  return async (call) => {
    const { signal, request } = call
    signal?.throwIfAborted()
    try {
      // fetch takes no notice of what else a request has. It is called as a bare function and looked up
      // late: a detached or mocked one must work.
      const init = { ...request, signal, redirect: 'manual' } as const
      return { response: await (transport ?? (fetch as Transport))(request.url ?? '', init) }
    } catch (cause) {
      throw lost(call, cause)
    }
  }
}
