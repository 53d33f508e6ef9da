import { locate, parseEndpoint } from '../request/endpoint.js'
import { fault } from '../fault.js'
import type { Middleware } from '../middleware.js'
import type { ClientOptions } from '../options.js'
import type { Session } from '../signing/session.js'
import { stringToSign } from '../signing/string-to-sign.js'

/** Gives each attempt its URL, and with credentials its date and signature. */
export function createSign(options: ClientOptions, session: Session): Middleware {
  const { addressing = 'path' } = options
  const endpoint = parseEndpoint(options.endpoint)
  // A page whose visitors could read a secret; what there is to say is loaded when it must be said.
  const inPage =
    'location' in globalThis &&
    (typeof options.credentials === 'object' || endpoint.protocol === 'http:') &&
    import('../request/warn-in-page.js').then(
      (module) => module.warnInPage(options, endpoint),
      () => undefined,
    )

  return async (call, next) => {
    const { request, command } = call
    const refusal = await inPage
    if (refusal) throw fault(call, refusal)
    const other = command.operation.endpoint?.(options)
    const { url, target, bucket } = locate(call, other ?? endpoint, other ? 'path' : addressing)
    const key = await session.credentials(call)
    const { offset } = session
    const now = session.clock.now() + offset
    session.signed.set(call.timings, { key, offset })
    if (call.authorize) {
      const signer = key && { ...key, sign: (text: string) => key.sign(text, call) }
      return call.authorize(call, { url, target, bucket, now, signer })
    }
    const headers = new Headers(request.headers)
    let text: string | undefined
    if (key) {
      // Browsers forbid to set Date; OOS takes x-amz-date in its place, in the same format (V6, 3.1.1).
      headers.set('x-amz-date', new Date(now).toUTCString())
      if (key.sessionToken) headers.set('x-amz-security-token', key.sessionToken)
      text = stringToSign({ method: request.method, target, bucket, headers: [...headers] })
      headers.set('authorization', `AWS ${key.accessKeyId}:${await key.sign(text, call)}`)
    }
    const { response } = await next({ ...call, request: { ...request, headers, url } })
    return { response, stringToSign: text }
  }
}
