import { readDocument } from './read-document.js'
import type { Call } from './middleware.js'
import { isDocument, textOf } from './xml/flat.js'
import { decodeScalar } from './xml/scalar.js'

/** Reads a document of one level, without building a tree of it. */
export function readFlatXml(response: Response, call: Call): Promise<object> {
  const { root = '', output } = call.command.operation
  return readDocument(response, call, (text) => {
    if (isDocument('Error', text)) return undefined
    if (!isDocument(root, text)) throw new SyntaxError(`not a whole <${root}>`)
    const members: Record<string, unknown> = {}
    for (const [member, kind] of Object.entries(output) as [string, string][]) {
      members[member] = decodeScalar(textOf(member, text), kind, member, call)
    }
    return members
  })
}
