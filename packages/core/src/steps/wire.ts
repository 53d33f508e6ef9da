import { lost } from '../fault.js'
import type { Next } from '../middleware.js'
import type { Transport } from '../transport.js'

/** Makes the end of the way: it hands a signed request to the transport. */
export function createTransmit(transport?: Transport): Next {
  return async (call) => {
    const { signal, request } = call
    const { method, headers, body, url = '' } = request
    const init = { method, headers, body, signal, redirect: 'manual' } as const
    signal?.throwIfAborted()
    try {
      // Called as a bare function and looked up late: a detached or mocked fetch must work.
      return { response: await (transport ?? (fetch as Transport))(url, init) }
    } catch (cause) {
      throw lost(call, cause)
    }
  }
}
