import type { Call } from './middleware.js'
import { readDocument } from './xml/answer.js'
import { parseNested } from './xml/nested.js'

/** Reads a document of any depth, for operations that answer with lists. */
export function readXml(response: Response, call: Call): Promise<object> {
  return readDocument(response, call, parseNested)
}
