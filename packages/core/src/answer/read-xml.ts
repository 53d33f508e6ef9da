import type { Call } from '../middleware.js'
import { readDocument } from './read-document.js'
import { decodeMembers, find } from '../xml/decode.js'
import { maximumDepth } from '../xml/element.js'
import { decodeEntities } from '../xml/entities.js'
import { loadLibrary } from '../xml/load-library.js'
import { parsePlain } from '../xml/plain.js'

/**
 * Reads a document of any depth. The plain reader takes what object stores send; a document with comments
 * or processing instructions is for fast-xml-parser, which is loaded only then.
 */
export function readXml(response: Response, call: Call): Promise<object> {
  const { root = '', output } = call.command.operation
  const [name, ...path] = root.split('/')
  return readDocument(response, call, async (text) => {
    let document = parsePlain(text)
    if (!document) {
      const { parseAny } = await loadLibrary(call)
      document = parseAny(text, decodeEntities, maximumDepth)
    }
    if (document.name !== name) return undefined
    return decodeMembers(find(document, path)[0] ?? document, output, call)
  })
}
