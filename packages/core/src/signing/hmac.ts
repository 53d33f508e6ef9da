import { base64 } from './base64.js'

/** Signs texts with a secret: base64 of HMAC-SHA1. The key is kept, as importing one costs as much as signing. */
export function createHmac(secret: string): (text: string) => Promise<string> {
  const encode = (value: string): BufferSource & Uint8Array => new TextEncoder().encode(value)
  let key: Promise<CryptoKey> | undefined
  let own: ((message: Uint8Array) => Uint8Array) | undefined

  return async (text) => {
    // Undefined on http pages other than localhost, whatever the type says.
    const { subtle } = crypto as Partial<Crypto>
    if (subtle && 'location' in globalThis) {
      const algorithm = { name: 'HMAC', hash: 'SHA-1' }
      key ??= subtle.importKey('raw', encode(secret), algorithm, false, ['sign'])
      return base64(new Uint8Array(await subtle.sign('HMAC', await key, encode(text))))
    }
    // Outside of pages a module costs nothing to load, and signs in a fifth of the time.
    own ??= (await import('./sha1.js')).createHmacSha1(encode(secret))
    return base64(own(encode(text)))
  }
}
