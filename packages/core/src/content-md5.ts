import { md5Base64 } from './md5.js'
import type { Middleware } from './middleware.js'
import { isStream } from './request.js'

/**
 * Middleware that adds `Content-MD5` to every body but streams, so that OOS refuses content that changed
 * on the way. Costs a hash over everything that is sent.
 *
 * @example
 * ```ts
 * client.use('contentMd5', contentMd5())
 * ```
 */
export function contentMd5(): Middleware {
  return async (call, next) => {
    const { headers, body } = call.request
    if (body !== undefined && !isStream(body) && !headers.has('content-md5')) {
      headers.set('content-md5', await md5Base64(body))
    }
    return next(call)
  }
}
