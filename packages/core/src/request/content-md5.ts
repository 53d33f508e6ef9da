import { md5Base64 } from './md5.js'
import type { Call, Middleware } from '../middleware.js'

/** Adds `Content-MD5` to a request that has a body, unless it has one already. */
export async function addContentMD5({ request: { headers, body } }: Call): Promise<void> {
  if (body !== undefined && !headers.has('content-md5')) {
    headers.set('content-md5', await md5Base64(body))
  }
}

/**
 * Middleware that adds `Content-MD5` to every body, so that OOS refuses content that changed on the way.
 * It costs a hash over everything that is sent.
 *
 * @example
 * ```ts
 * client.use('contentMD5', contentMD5())
 * ```
 */
export function contentMD5(): Middleware {
  return async (call, next) => {
    await addContentMD5(call)
    return next(call)
  }
}
