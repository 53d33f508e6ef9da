import { base64 } from '../base64.js'
import { hmacSha1 } from './sha1.js'

/** Signs a text with a secret: base64 of HMAC-SHA1. */
export type Hmac = (secret: string, text: string) => Promise<string>

/** Makes an {@link Hmac} that keeps the key of the last secret, as importing one costs as much as signing. */
export function createHmac(): Hmac {
  let last: { readonly secret: string; readonly key: Promise<CryptoKey> } | undefined

  return async (secret, text) => {
    const message = new TextEncoder().encode(text)
    // Undefined on http pages other than localhost, whatever the type says.
    const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined
    if (!subtle) return base64(hmacSha1(new TextEncoder().encode(secret), message))
    if (last?.secret !== secret) {
      const key = subtle.importKey(
        'raw',
        new TextEncoder().encode(secret),
        { name: 'HMAC', hash: 'SHA-1' },
        false,
        ['sign'],
      )
      last = { secret, key }
    }
    return base64(new Uint8Array(await subtle.sign('HMAC', await last.key, message)))
  }
}
