import { fault, loaded, loadFailure } from '../fault.js'
import type { Middleware } from '../middleware.js'
import { isReplayable } from '../request/body.js'

/**
 * Completes the unsigned request with what the signature covers and a runtime would choose otherwise:
 * fetch adds a Content-Type to text and typed blobs, each runtime another one.
 */
export const build: Middleware = async (call, next) => {
  await call.command.operation.build?.(call)
  const { headers, body } = call.request
  const { size, type } = Object(body) as Partial<Blob>
  if (body !== undefined && !headers.has('content-type')) {
    headers.set('content-type', type || 'application/octet-stream')
  }
  // Deno sends no length for an empty Blob, and OOS insists on one.
  if (size === 0) call.request.body = ''
  if (isReplayable(body) && !headers.has('content-length')) return next(call)
  const { sendSized } = await loaded(call, import('../request/sized-body.js'))
  return sendSized(call, next, { fault, loaded, loadFailure })
}
