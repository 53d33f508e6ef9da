import type { Call } from '../middleware.js'
import { readDocument } from './read-document.js'
import { maximumDepth } from '../xml/element.js'
import { decodeEntities } from '../xml/entities.js'
import { contentOf, isFlat, textOf } from '../xml/flat.js'
import { loadLibrary } from '../xml/load-library.js'
import { decodeScalar } from '../xml/scalar.js'

/**
 * Reads a document of one level, without building a tree of it. One that turns out to be more is for
 * fast-xml-parser, which is loaded only then.
 */
export function readFlatXml(response: Response, call: Call): Promise<object> {
  const { root = '', output } = call.command.operation
  return readDocument(response, call, async (text) => {
    if (contentOf('Error', text) !== undefined) return undefined
    const content = contentOf(root, text)
    let find = (name: string): string | undefined => textOf(name, text)
    if (content === undefined || !isFlat(content)) {
      const { finder } = await loadLibrary(call)
      find = finder(root, text, decodeEntities, maximumDepth)
    }
    const members: Record<string, unknown> = {}
    for (const [member, kind] of Object.entries(output) as [string, string][]) {
      members[member] = decodeScalar(find(member), kind, member, call)
    }
    return members
  })
}
