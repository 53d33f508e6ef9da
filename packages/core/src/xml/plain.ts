import { maximumDepth, type XmlElement } from './element.js'
import { decodeEntities } from './entities.js'

/**
 * Reads the XML that object stores send in one pass: a declaration, elements, attributes, text, CDATA,
 * and the references that need no DOCTYPE. Returns `undefined` at the first comment or processing
 * instruction: such documents are for a complete parser.
 *
 * @throws SyntaxError at the first thing that is not well-formed.
 */
export function parsePlain(document: string): XmlElement | undefined {
  // White space may come before the declaration: OOS keeps a connection alive with it (V6, 4.3.7).
  const text = document.trimStart().replace(/\r\n?/g, '\n')
  const tag =
    /<(\/?)([A-Za-z_\x80-\uffff][\w.:\x80-\uffff-]*)(?:\s+[\w.:\x80-\uffff-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/y
  const top: XmlElement = { name: '', text: '', children: [] }
  const path: { readonly tag: string; readonly element: XmlElement }[] = [{ tag: '', element: top }]
  let at = text.startsWith('<?xml') ? text.indexOf('?>') + 2 : 0

  for (;;) {
    const current = path[path.length - 1] as (typeof path)[number]
    const open = text.indexOf('<', at)
    current.element.text += decodeEntities(text.slice(at, open < 0 ? text.length : open))
    if (open < 0) break
    if (text.startsWith('<![CDATA[', open)) {
      const close = text.indexOf(']]>', open)
      if (close < 0 || path.length === 1) throw malformed(open)
      current.element.text += text.slice(open + 9, close)
      at = close + 3
      continue
    }
    if (text.startsWith('<!--', open) || text.startsWith('<?', open)) return undefined
    tag.lastIndex = open
    const [all = '', closing, name = '', empty] = tag.exec(text) ?? []
    if (!all || (closing && empty)) throw malformed(open)
    at = open + all.length
    if (closing) {
      if (current.tag !== name) throw malformed(open)
      if (current.element.children.length > 0) current.element.text = ''
      path.pop()
      continue
    }
    const element = { name: name.slice(name.indexOf(':') + 1), text: '', children: [] }
    current.element.children.push(element)
    if (!empty && path.push({ tag: name, element }) > maximumDepth + 1) throw malformed(open)
  }

  if (path.length > 1 || top.children.length !== 1 || top.text.trim()) throw malformed(text.length)
  return top.children[0]
}

function malformed(at: number): SyntaxError {
  return new SyntaxError(`not well-formed at character ${at}`)
}
