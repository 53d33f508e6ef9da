import type { XmlElement } from './element.js'
import { parsePlain } from './plain.js'

/**
 * Reads any well-formed document: the plain reader takes what object stores send, and fast-xml-parser,
 * loaded only then, what has comments or processing instructions besides.
 *
 * @throws SyntaxError for a document that is not well-formed.
 */
export async function parseNested(text: string): Promise<XmlElement> {
  const document = parsePlain(text)
  if (document) return document
  const { parseAny } = await import('./library.js')
  return parseAny(text)
}
