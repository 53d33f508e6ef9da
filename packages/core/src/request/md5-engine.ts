import SparkMD5 from 'spark-md5'
import { turn } from './turn.js'

/** Bytes hashed at once: some milliseconds, on a slow phone well below the 50 that a person notices. */
const slice = 524_288

/** An MD5 under way. */
export interface Md5 {
  /** Adds bytes. */
  update(bytes: ArrayBuffer): void
  /** Base64 of the digest; nothing can be added after. */
  digest(): string
}

/** Starts an MD5. */
export function createMd5(): Md5 {
  const hash = new SparkMD5.ArrayBuffer()
  return {
    update: (bytes) => {
      hash.append(bytes)
    },
    digest: () => btoa(hash.end(true)),
  }
}

/**
 * Base64 of the MD5 of a Blob, which is read and hashed in slices. Between them the event loop gets a turn.
 *
 * @throws `NotReadableError` when less can be read than there should be.
 */
export async function md5OfBlob(content: Blob, signal?: AbortSignal): Promise<string> {
  const md5 = createMd5()
  await addBlob(md5, content, signal)
  return md5.digest()
}

/** Adds the bytes of a Blob to an MD5, as {@link md5OfBlob} reads them. */
export async function addBlob(md5: Md5, content: Blob, signal?: AbortSignal): Promise<void> {
  for (let start = 0; start < content.size; start += slice) {
    signal?.throwIfAborted()
    const wanted = content.slice(start, start + slice)
    const bytes = await wanted.arrayBuffer()
    // Some browsers give nothing for a file that they cannot read any more.
    if (bytes.byteLength !== wanted.size) {
      const message = `${bytes.byteLength} of ${wanted.size} bytes could be read`
      throw new DOMException(message, 'NotReadableError')
    }
    md5.update(bytes)
    if (start + slice < content.size) await turn()
  }
}
