import { fault } from '../fault.js'
import type { Call, Result } from '../middleware.js'
import { isStream } from '../request.js'
import type { Transport } from '../transport.js'

/** Hands a signed request to the transport. */
export async function transmit(transport: Transport, call: Call): Promise<Result> {
  const { method, headers, body, url = '' } = call.request
  call.signal?.throwIfAborted()
  try {
    const response = await transport(url, {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && { body }),
      ...(isStream(body) && { duplex: 'half' }),
      ...(call.signal && { signal: call.signal }),
    })
    return { response }
  } catch (cause) {
    call.signal?.throwIfAborted()
    throw fault(call, {
      code: 'NetworkError',
      message: `no answer from ${new URL(url).host}`,
      cause,
    })
  }
}
