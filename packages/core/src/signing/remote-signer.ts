import { OosError } from '../errors.js'
import type { SigningKeyProvider } from './credentials.js'

/** What `Headers` takes: Node's declarations have no name for it. */
export type HeadersGiven = ConstructorParameters<typeof Headers>[0]

/** Options of {@link remoteSigner}. */
export interface RemoteSignerOptions {
  /** Headers for your server, for example a token of the user's, or a function that fetches them. */
  readonly headers?: HeadersGiven | (() => HeadersGiven | Promise<HeadersGiven>)
  /**
   * What carries the requests: any function shaped like `fetch`.
   *
   * @defaultValue the global `fetch`
   */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
}

/**
 * Signs through a server of yours that answers with {@link handleSignRequest}. Cookies go along to the
 * page's own origin, as with any `fetch`.
 *
 * @example
 * ```ts
 * const client = new OosClient({
 *   endpoint: 'https://oos-cn.ctyunapi.cn',
 *   sign: remoteSigner('/api/sign'),
 * })
 * ```
 */
export function remoteSigner(url: string, options: RemoteSignerOptions = {}): SigningKeyProvider {
  const ask = async (init: RequestInit): Promise<Response> => {
    const { headers, fetch: send = fetch } = options
    const own = typeof headers === 'function' ? await headers() : headers
    const response = await send(url, { ...init, ...(own && { headers: own }) })
    if (response.ok) return response
    throw new OosError({
      code: response.status === 403 ? 'AccessDenied' : 'NetworkError',
      message: `the signing server answered ${response.status}: ${(await response.text()).slice(0, 200)}`,
      status: response.status,
      operation: 'remoteSigner',
    })
  }
  return async () => {
    const response = await ask({ method: 'GET' })
    const { accessKeyId, sessionToken, expiration } = (await response.json()) as Record<
      string,
      string
    >
    return {
      accessKeyId: accessKeyId ?? '',
      sessionToken,
      expiration,
      sign: async (stringToSign) => (await ask({ method: 'POST', body: stringToSign })).text(),
    }
  }
}
