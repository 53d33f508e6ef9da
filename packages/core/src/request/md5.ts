import type { Body } from './body.js'

/** Bytes hashed before the event loop gets a turn, so that a page stays responsive. */
const slice = 2_097_152

/**
 * Base64 of a body's MD5, as `Content-MD5` wants it. The hash function is loaded when it is first
 * needed, and a large Blob is hashed in slices between which the page stays responsive.
 */
export async function md5Base64(body: Body): Promise<string> {
  const { createMd5 } = await import('./md5-engine.js')
  const blob = new Blob([body as BlobPart])
  const md5 = createMd5()
  for (let start = 0; start < blob.size; start += slice) {
    md5.update(await blob.slice(start, start + slice).arrayBuffer())
  }
  return md5.digest()
}
