import { checkLength } from '../check.js'
import type { Middleware } from '../middleware.js'

/**
 * Completes the unsigned request with what the signature covers and a runtime would choose otherwise:
 * fetch adds a Content-Type to text and typed blobs, each runtime another one.
 */
export const build: Middleware = async (call, next) => {
  const { operation } = call.command
  const { headers, body } = call.request
  if (body !== undefined) {
    checkLength(operation.name, body, headers)
    if (!headers.has('content-type')) {
      const type = typeof body === 'object' && 'type' in body && body.type
      headers.set('content-type', type || 'application/octet-stream')
    }
    if (operation.checksum && !headers.has('content-md5')) {
      headers.set('content-md5', await operation.checksum(body))
    }
  }
  return next(call)
}
