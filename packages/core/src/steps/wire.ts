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
  const timing = call.timings.at(-1) ?? {}
  const send = ({ signal }: Ending, keep: Keep): Promise<Response> => {
    // The download that follows ends with the call as well. The signal of the call goes away with it.
    keep()
    timing.sent = performance.now()
    // fetch takes no notice of what else a request has. It is called as a bare function and looked up
    // late: a detached or mocked one must work.
    const init = { ...request, signal, redirect: 'manual', onUploadProgress } as const
    return (call.fetch ?? (fetch as Transport))(request.url as string, init)
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
