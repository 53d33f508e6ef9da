import type { DownloadTools } from './job.js'

/** The MD5 of bytes that come one after the other. */
export interface ContentHash {
  /** Adds bytes. Now and then that takes a turn of the event loop, so that a page stays responsive. */
  add(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** Hexadecimal, lower case. */
  digest(): Promise<string>
}

/** Bytes that are hashed together. */
const packet = 524_288

/** Starts a hash; the function for it is loaded now. */
export async function createContentHash({ fault, startMd5 }: DownloadTools): Promise<ContentHash> {
  const md5 = await startMd5().catch((cause: unknown) => {
    const message = 'the hash function could not be loaded'
    throw fault({ code: 'NetworkError', message, cause })
  })
  let waiting: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  let digest: string | undefined
  const flush = async (): Promise<void> => {
    const piece = new Blob(waiting)
    waiting = []
    size = 0
    await md5.add(piece)
  }
  return {
    async add(bytes) {
      // A copy: the consumer may do with its bytes what it wants.
      waiting.push(bytes.slice())
      size += bytes.length
      if (size >= packet) await flush()
    },
    async digest() {
      await flush()
      digest ??= md5.digest()
      const hex = (byte: string): string => byte.charCodeAt(0).toString(16).padStart(2, '0')
      return Array.from(atob(digest), hex).join('')
    },
  }
}
