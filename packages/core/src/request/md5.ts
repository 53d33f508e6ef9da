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

/** An MD5 of content that comes in pieces. */
export interface Md5Sum {
  /** Adds the next piece. What is large is hashed in slices between which a page stays responsive. */
  add(piece: Blob): Promise<void>
  /** Base64 of the MD5; nothing can be added after. */
  digest(): string
}

/** Starts the MD5 of content that comes in pieces. The hash function is loaded for it. */
export async function startMd5(): Promise<Md5Sum> {
  const { addBlob, createMd5 } = await import('./md5-engine.js')
  const md5 = createMd5()
  return { add: (piece) => addBlob(md5, piece), digest: () => md5.digest() }
}
