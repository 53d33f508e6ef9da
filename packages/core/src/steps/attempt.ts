import { deadline } from '../deadline.js'
import { fault } from '../fault.js'
import type { Middleware } from '../middleware.js'
import { sizeOf } from '../request.js'

/** Bytes of body for which the limit grows by one second. */
const slowest = 16_384

/** Limits the time of one attempt until the answer's headers. */
export const attempt: Middleware = (call, next) => {
  const { body } = call.request
  const { firstByte } = call.timeout
  const size = body === undefined ? 0 : (sizeOf(body) ?? 0)
  const limit = firstByte && Math.round(firstByte + (size / slowest) * 1000)
  return deadline(
    call.signal,
    limit,
    () => fault(call, { code: 'Timeout', message: `no answer within ${limit} ms` }),
    (signal) => next({ ...call, signal }),
  )
}
