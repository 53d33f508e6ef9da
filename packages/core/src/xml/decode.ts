import { fault } from '../fault.js'
import type { Call } from '../middleware.js'
import type { XmlElement } from './element.js'
import type { Kind, Kinds } from './kind.js'

/** Picks from an element the members that a shape names; everything else in it is left alone. */
export function decodeMembers(element: XmlElement, shape: object, call: Call): object {
  const output: Record<string, unknown> = {}
  for (const [member, kind = ''] of Object.entries(shape as Kinds)) {
    // The top level of an operation also names what comes from headers.
    if (typeof kind === 'string' && kind.includes(' ')) continue
    const value = decodeMember(element, member, kind, call)
    if (value !== undefined) output[member] = value
  }
  return output
}

function decodeMember(element: XmlElement, member: string, kind: Kind, call: Call): unknown {
  if (typeof kind === 'object' && kind.each) {
    const { each, tag = member } = kind
    return find(element, tag).map((child) =>
      typeof each === 'string'
        ? decodeText(child.text, each, member, call)
        : decodeMembers(child, each, call),
    )
  }
  const [child] = find(element, member)
  if (typeof kind === 'string') return decodeText(child?.text, kind, member, call)
  if (kind.maybe) return child && decodeMembers(child, kind.maybe, call)
  return decodeMembers(child ?? { name: member, text: '', children: [] }, kind, call)
}

function decodeText(text: string | undefined, kind: string, member: string, call: Call): unknown {
  const type = kind.replace('?', '')
  // An optional element that is empty says no more than one that is missing.
  if (!text && type !== kind) return undefined
  if (type === 'string') return text ?? ''
  if (type === 'boolean') return text?.trim().toLowerCase() === 'true'
  if (text) {
    if (type === 'id') return text
    const value = type === 'number' ? Number(text) : parseDate(text)
    if (!Number.isNaN(Number(value))) return value
  }
  throw fault(call, { code: 'InvalidResponse', message: `the answer has no valid ${member}` })
}

/** Elements at the end of a path of names, in document order. */
function find(element: XmlElement, path: string): XmlElement[] {
  return path
    .split('/')
    .reduce<XmlElement[]>(
      (found, name) =>
        found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [element],
    )
}

/** OOS sends some dates without a zone, and one document shows a blank in the middle; all are UTC. */
function parseDate(text: string): Date {
  const compact = text.replace(/\s/g, '')
  return new Date(/\d$/.test(compact) ? `${compact}Z` : compact)
}
