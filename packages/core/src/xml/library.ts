import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { maximumDepth, type XmlElement } from './element.js'
import { decodeEntities } from './entities.js'

/**
 * Reads any well-formed XML with fast-xml-parser, into the tree and within the limits of the plain
 * reader. The library only finds the nodes: numbers, white space and references are left to us.
 *
 * @throws SyntaxError for a document that is not well-formed or has a DOCTYPE.
 */
export function parseAny(document: string): XmlElement {
  const text = document.trimStart().replace(/\r\n?/g, '\n')
  const verdict = XMLValidator.validate(text)
  if (verdict !== true) throw new SyntaxError(verdict.err.msg)
  if (text.includes('<!DOCTYPE')) throw new SyntaxError('a DOCTYPE is refused')
  const nodes = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    removeNSPrefix: true,
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    cdataPropName: '#cdata',
    maxNestedTags: maximumDepth,
  }).parse(text) as Node[]
  const top = toElement('', nodes)
  if (top.children.length !== 1) throw new SyntaxError('there is not one document element')
  return top.children[0] as XmlElement
}

/** What the library makes of a node when it is told to keep the order: one entry, named after the tag. */
type Node = Readonly<Record<string, Node[] | string>>

function toElement(name: string, nodes: readonly Node[]): XmlElement {
  const element: XmlElement = { name, text: '', children: [] }
  for (const node of nodes) {
    const [tag, content] = Object.entries(node)[0] ?? []
    if (tag === undefined || content === undefined) continue
    if (typeof content === 'string') element.text += decodeEntities(content)
    else if (tag === '#cdata') element.text += content.map((part) => part['#text'] ?? '').join('')
    else element.children.push(toElement(tag, content))
  }
  if (element.children.length > 0) element.text = ''
  return element
}
