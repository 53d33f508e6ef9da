import { parseXml, XmlElement } from '@rgrove/parse-xml'

/** An element to be written: plain data. */
export interface Element {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

/** The namespace of most OOS answers. */
export const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** Makes an element; children that are undefined are left out. */
export function element(
  name: string,
  ...children: readonly (Element | string | number | boolean | undefined)[]
): Element {
  const kept = children.filter((child) => child !== undefined)
  return { name, children: kept.map((child) => (typeof child === 'object' ? child : `${child}`)) }
}

/** How every document begins. */
export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** Writes a document with its declaration. */
export function serialise(root: Element, xmlns?: string): string {
  const attributes = { ...(xmlns === undefined ? {} : { xmlns }), ...root.attributes }
  return declaration + write({ ...root, attributes })
}

/**
 * Reads a document whose root has this name, or returns undefined if it is not well-formed. Names are
 * compared without prefix and namespace, since the vendor's own texts show several.
 */
export function readXml(text: string, rootName: string): XmlElement | undefined {
  try {
    const { root } = parseXml(text)
    return root !== null && localName(root) === rootName ? root : undefined
  } catch {
    return undefined
  }
}

/** The child elements of this name, in order. */
export function childrenOf(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => child instanceof XmlElement && localName(child) === name,
  )
}

/** The text of the first child of this name. */
export function childText(parent: XmlElement, name: string): string | undefined {
  return childrenOf(parent, name)[0]?.text
}

function write({ name, attributes = {}, children }: Element): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(value)}"`)
  const start = name + pairs.join('')
  if (children.length === 0) return `<${start}/>`
  const content = children.map((child) =>
    typeof child === 'string' ? escapeText(child) : write(child),
  )
  return `<${start}>${content.join('')}</${name}>`
}

// Everything an XML parser would read as markup, normalise (CR) or refuse. References to characters
// that XML 1.0 forbids are not well-formed either, but they are what S3-like servers send for such keys.
function escapeText(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  return text.replace(/[&<>"'\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, (character) => {
    switch (character) {
      case '&':
        return '&amp;'
      case '<':
        return '&lt;'
      case '>':
        return '&gt;'
      case '"':
        return '&quot;'
      case "'":
        return '&apos;'
      default:
        return `&#${character.charCodeAt(0)};`
    }
  })
}

function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1)
}
