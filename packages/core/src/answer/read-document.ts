import { OosError } from '../errors.js'
import { errorOf } from '../fault.js'
import type { Call } from '../middleware.js'
import { longestDocument, readText } from './read-text.js'

/** Reads output members from a document. `read` gives none when it is an error inside a success. */
export async function readDocument(
  response: Response,
  call: Call,
  read: (text: string) => object | undefined | Promise<object | undefined>,
): Promise<object> {
  const text = await readText(response, call, longestDocument)
  let members: object | undefined
  try {
    members = await read(text)
  } catch (cause) {
    // Anything else says that it is not well-formed, or not the document that was expected.
    if (cause instanceof OosError) throw cause
  }
  if (!members) throw await errorOf(call, { response }, text)
  return members
}
