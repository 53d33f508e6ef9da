import { OosError, type OosErrorDetails } from '../errors.js'
import type { SigningKey, SigningKeyProvider } from './credentials.js'

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
 * page's own origin, as with any `fetch`. A page whose clock is wrong is told the server's time, and one
 * whose temporary key was replaced asks for the next.
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
  const ask = async (init: RequestInit): Promise<string> => {
    const { headers, fetch: send = fetch } = options
    const own = typeof headers === 'function' ? await headers() : headers
    let response: Response
    let text: string
    try {
      response = await send(url, { ...init, ...(own && { headers: own }) })
      text = await response.text()
    } catch (cause) {
      throw problem('NetworkError', 'does not answer', { cause })
    }
    if (response.ok) return text
    throw refused(response.status, text)
  }
  return async () => {
    const { accessKeyId, sessionToken, expiration } = keyOf(await ask({ method: 'GET' }))
    return {
      accessKeyId,
      sessionToken,
      expiration,
      sign: async (stringToSign) => {
        const signature = await ask({ method: 'POST', body: stringToSign })
        // 20 bytes in base64. Whatever else it is would break the header.
        if (/^[\w+/]{27}=$/.test(signature)) return signature
        throw problem('InvalidResponse', 'gave no signature')
      },
    }
  }
}

type PublicKey = Omit<SigningKey, 'sign'>

function keyOf(text: string): PublicKey {
  try {
    return JSON.parse(text) as PublicKey
  } catch (cause) {
    throw problem('InvalidResponse', 'gave no key', { cause })
  }
}

/** What the server refuses for a reason that the client can remove has the code of the service. */
function refused(status: number, text: string): OosError {
  const isPassing = status === 429 || status >= 500
  const other = isPassing
    ? 'NetworkError'
    : /40[13]/.test(`${status}`)
      ? 'AccessDenied'
      : 'InvalidRequest'
  const [, code = other, date] =
    /^(ExpiredToken|RequestTimeTooSkewed): (?:the time is (.*))?/.exec(text) ?? []
  return problem(code, `answered ${status}: ${text.slice(0, 200)}`, { status, date })
}

function problem(code: string, what: string, facts: Partial<OosErrorDetails> = {}): OosError {
  const message = `the signing server ${what}`
  return new OosError({ code, message, operation: 'remoteSigner', ...facts })
}
