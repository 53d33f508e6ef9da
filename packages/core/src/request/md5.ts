import type { Body } from './body.js'

/**
 * Base64 of a body's MD5, as `Content-MD5` wants it. The hash function is loaded when it is first
 * needed, and what is large is hashed in slices between which a page or a server stays responsive.
 *
 * @param signal - Ends the work; it then rejects with the signal's reason.
 * @throws `NotReadableError`, a `DOMException`, when a file cannot be read, or not as a whole.
 */
export async function md5Base64(body: Body, signal?: AbortSignal): Promise<string> {
  const { md5OfBlob } = await import('./md5-engine.js')
  return md5OfBlob(new Blob([body as BlobPart]), signal)
}
