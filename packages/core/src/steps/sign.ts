import { createCredentials } from '../signing/credentials.js'
import { locate, parseEndpoint } from '../request/endpoint.js'
import type { Middleware } from '../middleware.js'
import type { ClientOptions } from '../options.js'
import { createHmac } from '../signing/hmac.js'
import { stringToSign } from '../signing/string-to-sign.js'

/** Gives each attempt its URL, and with credentials its date and signature. */
export function createSign(options: ClientOptions): Middleware {
  const { addressing = 'path', clock = Date } = options
  const endpoint = parseEndpoint(options.endpoint)
  // A page whose visitors could read a secret; what there is to say is loaded when it must be said.
  if (
    'location' in globalThis &&
    (typeof options.credentials === 'object' || endpoint.protocol === 'http:')
  ) {
    import('../request/warn-in-page.js').then(
      (module) => module.warnInPage(options, endpoint),
      String,
    )
  }
  const credentials = createCredentials(options.credentials, clock)
  const hmac = createHmac()

  return async (call, next) => {
    const { request, command } = call
    const other = command.operation.endpoint?.(options)
    const { url, target, bucket } = locate(call, other ?? endpoint, other ? 'path' : addressing)
    const headers = new Headers(request.headers)
    const key = await credentials()
    let text: string | undefined
    if (key) {
      // Browsers forbid to set Date; OOS takes x-amz-date in its place, in the same format (V6, 3.1.1).
      headers.set('x-amz-date', new Date(clock.now()).toUTCString())
      if (key.sessionToken) headers.set('x-amz-security-token', key.sessionToken)
      text = stringToSign({ method: request.method, target, headers: [...headers], bucket })
      headers.set(
        'authorization',
        `AWS ${key.accessKeyId}:${await hmac(key.secretAccessKey, text)}`,
      )
    }
    return {
      ...(await next({ ...call, request: { ...request, headers, url } })),
      stringToSign: text,
    }
  }
}
