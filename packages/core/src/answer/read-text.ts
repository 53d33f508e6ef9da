import { lost } from '../fault.js'
import { inTime } from '../in-time.js'
import type { Call } from '../middleware.js'

/**
 * Bytes that are read of a document. A page of 1000 keys has less than 8 MiB, were each character of each
 * key written as a reference.
 */
const longest = 16_777_216

/** Bytes that are read of an error, and of what comes where no document is expected. */
export const longestError = 65_536

/**
 * Reads an answer's body as text, up to a number of bytes, and gives up the rest. A document that is cut
 * is not well-formed: it is never taken for a whole one.
 */
export async function readText(
  { body }: Response,
  call: Call,
  most: number = longest,
): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    const reader = body?.getReader()
    for (let left = most; reader;) {
      const { value } = await inTime(call, 'idle', () => reader.read())
      text += decoder.decode(value?.subarray(0, left), { stream: true })
      if (!value) break
      left -= value.length
      if (left <= 0) {
        reader.cancel().catch(() => undefined)
        break
      }
    }
  } catch (cause) {
    throw await lost(call, cause)
  }
  return text
}
