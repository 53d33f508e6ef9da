import { lost } from '../fault.js'
import { isReplayable } from './body.js'
import { md5Base64 } from './md5.js'
import type { Call, Middleware } from '../middleware.js'

/** Adds `Content-MD5` to a request that has a body, unless that is a stream or it has one already. */
export async function addContentMD5(call: Call): Promise<void> {
  const { headers, body } = call.request
  if (body === undefined || !isReplayable(body) || headers.has('content-md5')) return
  try {
    headers.set('content-md5', await md5Base64(body))
  } catch (cause) {
    // Of a file that is gone or was changed, this tells.
    throw await lost(call, cause)
  }
}

/**
 * Middleware that adds `Content-MD5` to every body but streams, so that OOS refuses content that changed on the way.
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
