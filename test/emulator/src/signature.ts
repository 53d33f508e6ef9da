/** The hash within an HMAC; OOS knows the first one only. */
export type Hash = 'SHA-1' | 'SHA-256'

/** Signs bytes with a secret: Base64 of HMAC-SHA1. */
export async function hmacSha1Base64(
  secret: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  return btoa(String.fromCharCode(...(await hmac('SHA-1', secret, bytes))))
}

/** Signs bytes with a secret. */
export async function hmac(
  hash: Hash,
  secret: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto
  const algorithm = { name: 'HMAC', hash }
  const raw = new TextEncoder().encode(secret)
  const key = await subtle.importKey('raw', raw, algorithm, false, ['sign'])
  return new Uint8Array(await subtle.sign('HMAC', key, bytes))
}

/**
 * Compares texts in a time that tells nothing of the first but its length, which every signature has in
 * common: neither where they differ nor whether the second is longer.
 */
export function equalInConstantTime(
  secret: Pick<string, 'length' | 'charCodeAt'>,
  given: Pick<string, 'length' | 'charCodeAt'>,
): boolean {
  let difference = secret.length ^ given.length
  for (let index = 0; index < secret.length; index += 1) {
    difference |= secret.charCodeAt(index) ^ given.charCodeAt(index)
  }
  return difference === 0
}
