import { lost } from '../fault.js'
import type { Next } from '../middleware.js'
import type { HttpRequest } from '../request/request.js'
import type { Transport } from '../transport.js'
import { inTime, type Ending, type Keep } from '../in-time.js'

/** Bytes a millisecond, 16 KiB a second: an upload that is slower may be given up. */
const slowest = 16.384

/** The end of the way: it hands a signed request to the transport. */
export const transmit: Next = async (call) => {
  const { request, onUploadProgress } = call
  const { method, headers, body, duplex } = request
  const timing = call.timings.at(-1) ?? {}
  const send = (ending: Ending, keep: Keep): Promise<Response> => {
    // The download that follows ends with the call as well. The signal of the call goes away with it.
    keep()
    timing.sent = performance.now()
    const init = {
      method,
      headers,
      body,
      duplex,
      onUploadProgress,
      redirect: 'manual',
      get signal() {
        return ending.signal
      },
    } as const
    // fetch is called as a bare function and looked up late: a detached or mocked one must work.
    return (call.fetch ?? (fetch as Transport))(request.url as string, init, ending)
  }
  try {
    const response = await inTime(call, 'firstByte', send, sizeOf(request) / slowest)
    timing.firstByte = performance.now()
    return { response }
  } catch (cause) {
    throw await lost(call, cause)
  }
}

function sizeOf({ body, headers }: HttpRequest): number {
  const { size, byteLength, length } = Object(body) as Partial<Blob & ArrayBuffer & string>
  return size ?? byteLength ?? length ?? Number(headers.get('content-length'))
}
