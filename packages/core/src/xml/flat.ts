import { decodeEntities } from './entities.js'
import type { XmlElement } from './element.js'

/** A document element and those of its children that hold text only. */
export interface FlatDocument extends XmlElement {
  /** Nothing but such children was found. */
  readonly complete: boolean
}

/**
 * Reads a document of one level, as errors and small results are, in one pass; `undefined` when the text
 * does not begin with an element and end with its end.
 *
 * @throws SyntaxError for a bad character reference.
 */
export function parseFlat(text: string): FlatDocument | undefined {
  const [, tag, content = ''] =
    /^\s*(?:<\?xml[^>]*>\s*)?<([\w.:-]+)(?:\s[^<>]*)?>([^]*)<\/\1\s*>\s*$/.exec(text) ?? []
  if (tag === undefined) return undefined
  const children: XmlElement[] = []
  const rest = content.replace(
    /<([\w.:-]+)(?:\s[^<>]*)?(?:\/>|>([^<]*)<\/\1\s*>)/g,
    (_, name: string, value = '') => {
      children.push({ name: local(name), text: decodeEntities(value as string), children: [] })
      return ''
    },
  )
  return { name: local(tag), text: '', children, complete: !rest.trim() }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
