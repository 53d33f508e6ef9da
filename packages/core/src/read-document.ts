import { errorOf } from './error-answer.js'
import { OosError } from './errors.js'
import { fault } from './fault.js'
import type { Call } from './middleware.js'
import { readText } from './read-text.js'
import { isDocument } from './xml/flat.js'

/** Reads output members from a document, which may turn out to be an error inside a success. */
export async function readDocument(
  response: Response,
  call: Call,
  read: (text: string) => object | Promise<object>,
): Promise<object> {
  const text = await readText(response, call)
  if (isDocument('Error', text)) throw errorOf(text, response, call)
  try {
    return await read(text)
  } catch (cause) {
    if (cause instanceof OosError) throw cause
    throw fault(call, { code: 'InvalidResponse', message: 'not the document asked for', cause })
  }
}
