import type { Call } from './middleware.js'
import { readDocument } from './xml/answer.js'
import { parseFlat } from './xml/flat.js'

/** Reads a document of one level; what turns out to be more is read by the nested reader, lazily. */
export function readFlatXml(response: Response, call: Call): Promise<object> {
  return readDocument(response, call, async (text) => {
    const document = parseFlat(text)
    if (document?.complete) return document
    const { parseNested } = await import('./xml/nested.js')
    return parseNested(text)
  })
}
