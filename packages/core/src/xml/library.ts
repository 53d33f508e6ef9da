import { XMLParser, XMLValidator, type X2jOptions } from 'fast-xml-parser'
import type { XmlElement } from './element.js'

/**
 * Reads any well-formed XML with fast-xml-parser, into the tree and within the limits of the plain
 * reader. The library only finds the nodes; numbers, white space and references are left to us. It gets
 * what it shares with the plain reader as arguments, so that loading it lazily splits nothing else off.
 *
 * @throws SyntaxError for a document that is not well-formed or has a DOCTYPE.
 */
export function parseAny(
  document: string,
  decode: (text: string) => string,
  maximumDepth: number,
): XmlElement {
  const text = document.trimStart().replace(/\r\n?/g, '\n')
  // The package that replaces it would be one more to load and to trust.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const verdict = XMLValidator.validate(text)
  if (verdict !== true) throw new SyntaxError(verdict.err.msg)
  const nodes = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    removeNSPrefix: true,
    parseTagValue: false,
    trimValues: false,
    entityDecoder: untouched(),
    cdataPropName: '#cdata',
    // The library counts the levels below the first, and renames what JavaScript objects inherit.
    maxNestedTags: maximumDepth,
    onDangerousProperty: (name) => name,
    // Wrapped, as validator and parser both overlook text behind an element that closes itself.
  }).parse(`<document>${text}</document>`) as Node[]
  const [content] = Object.values(nodes[0] ?? {})
  const top = toElement('', Array.isArray(content) ? content : [], decode)
  if (top.children.length !== 1 || top.text.trim()) throw new SyntaxError('not one whole document')
  return top.children[0] as XmlElement
}

/**
 * Reads the same, and finds the text of the document element's children by name.
 *
 * @throws SyntaxError for another document element besides.
 */
export function finder(
  root: string,
  text: string,
  decode: (text: string) => string,
  maximumDepth: number,
): (name: string) => string | undefined {
  const { name: found, children } = parseAny(text, decode, maximumDepth)
  if (found !== root) throw new SyntaxError(`<${found}>, not <${root}>`)
  return (name) => children.find((child) => child.name === name)?.text
}

/** Leaves references alone, and refuses the DOCTYPE that would define some. */
function untouched(): NonNullable<X2jOptions['entityDecoder']> {
  const nothing = (): void => undefined
  return {
    setExternalEntities: nothing,
    addInputEntities: () => {
      throw new SyntaxError('a DOCTYPE is refused')
    },
    reset: nothing,
    setXmlVersion: nothing,
    decode: (text) => text,
  }
}

/** What the library makes of a node when it is told to keep the order: one entry, named after the tag. */
type Node = Readonly<Record<string, Node[] | string>>

function textOf(nodes: readonly Node[]): string {
  return nodes.map(({ '#text': text }) => (typeof text === 'string' ? text : '')).join('')
}

function toElement(
  name: string,
  nodes: readonly Node[],
  decode: (text: string) => string,
): XmlElement {
  const element: XmlElement = { name, text: '', children: [] }
  for (const node of nodes) {
    const [tag, content] = Object.entries(node)[0] ?? []
    if (tag === undefined || content === undefined) continue
    if (typeof content === 'string') element.text += decode(content)
    else if (tag === '#cdata') element.text += textOf(content)
    else element.children.push(toElement(tag, content, decode))
  }
  if (name && element.children.length > 0) element.text = ''
  return element
}
