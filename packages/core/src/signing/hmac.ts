import { base64 } from './base64.js'

/** Signs a text with a secret: base64 of HMAC-SHA1. */
export type Hmac = (secret: string, text: string) => Promise<string>

/** Makes an {@link Hmac} that keeps the key of the last secret, as importing one costs as much as signing. */
export function createHmac(): Hmac {
  let last: string | undefined
  let key: Promise<CryptoKey> | undefined

  return async (secret, text) => {
    const encode = (value: string): BufferSource & Uint8Array => new TextEncoder().encode(value)
    // Undefined on http pages other than localhost, whatever the type says.
    const { subtle } = crypto as Partial<Crypto>
    if (!subtle) {
      const { hmacSha1 } = await import('./sha1.js')
      return base64(hmacSha1(encode(secret), encode(text)))
    }
    if (!key || secret !== last) {
      last = secret
      const algorithm = { name: 'HMAC', hash: 'SHA-1' }
      key = subtle.importKey('raw', encode(secret), algorithm, false, ['sign'])
    }
    return base64(new Uint8Array(await subtle.sign('HMAC', await key, encode(text))))
  }
}
