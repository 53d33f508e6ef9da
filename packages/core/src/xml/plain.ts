import { maximumDepth, type XmlElement } from './element.js'
import { decodeEntities } from './entities.js'

/**
 * Reads the XML that object stores send in one pass: a declaration, elements, attributes, text, CDATA,
 * and the references that need no DOCTYPE. Returns `undefined` at the first comment or processing
 * instruction: such documents are for a complete parser.
 *
 * @throws Error at the first thing that is not well-formed.
 */
export function parsePlain(document: string): XmlElement | undefined {
  const token =
    /([^<]+)|<!\[CDATA\[([^]*?)]]>|<(\/?)([^\s<>/!?]+)(?:\s+[^\s<>=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>|(<!--[^]*?-->|<\?(?!xml\s)[^]*?\?>)/y
  // White space may come before the declaration: OOS keeps a connection alive with it (V6, 4.3.7).
  const text = document.replace(/^\s*<\?xml\s[^>]*>/, '').replace(/\r\n?/g, '\n')
  const root: XmlElement = { name: '', text: '', children: [] }
  const path = [root]
  const tags: string[] = []
  while (token.lastIndex < text.length) {
    const [all, characters = '', data = '', closing, tag = '', empty, other] =
      token.exec(text) ?? []
    if (other) return undefined
    if (!all || (closing ? empty || tags.pop() !== tag : tag && path.length > maximumDepth)) {
      throw new SyntaxError()
    }
    const current = path[0] as XmlElement
    current.text += decodeEntities(characters) + data
    if (closing) {
      if (current.children.length > 0) current.text = ''
      path.shift()
    } else if (tag) {
      const element = { name: tag.slice(tag.indexOf(':') + 1), text: '', children: [] }
      current.children.push(element)
      if (!empty) {
        path.unshift(element)
        tags.push(tag)
      }
    }
  }
  if (path.length > 1 || root.children.length !== 1 || root.text.trim()) {
    throw new SyntaxError()
  }
  return root.children[0]
}
