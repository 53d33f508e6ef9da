import { lost } from '../fault.js'
import { inTime } from '../in-time.js'
import type { Call } from '../middleware.js'

/** Bytes that are read of an error, and of what comes where nothing is expected. */
const longest = 65_536

/**
 * Bytes that are read of a document. A page of 1000 keys has less than 8 MiB, were each character of each
 * key written as a reference.
 */
export const longestDocument = 16_777_216

/**
 * Reads an answer's body as text, up to a number of bytes, and gives up the rest. A document that is cut
 * is not well-formed: it is never taken for a whole one.
 */
export async function readText(
  { body }: Response,
  call: Call,
  most: number = longest,
): Promise<string> {
  if (!body) return ''
  const parts: BlobPart[] = []
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined
  try {
    for (reader = body.getReader(); most > 0;) {
      const { value } = await inTime(call, 'idle', reader.read.bind(reader))
      if (!value) break
      parts.push(value.subarray(0, most))
      most -= value.length
    }
    return await new Blob(parts).text()
  } catch (cause) {
    throw await lost(call, cause)
  } finally {
    reader?.cancel().catch(() => undefined)
  }
}
