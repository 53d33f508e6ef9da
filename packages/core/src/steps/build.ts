import type { Middleware } from '../middleware.js'

/**
 * Completes the unsigned request with what the signature covers and a runtime would choose otherwise:
 * fetch adds a Content-Type to text and typed blobs, each runtime another one.
 */
export const build: Middleware = async (call, next) => {
  await call.command.operation.build?.(call)
  const { headers, body } = call.request
  if (body !== undefined && !headers.has('content-type')) {
    const type = typeof body === 'object' && 'type' in body && body.type
    headers.set('content-type', type || 'application/octet-stream')
  }
  return next(call)
}
