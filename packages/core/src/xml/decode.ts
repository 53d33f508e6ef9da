import type { Call } from '../middleware.js'
import type { XmlElement } from './element.js'
import { kindsOf, type Kind } from './kind.js'
import { decodeScalar } from './scalar.js'

/** Picks from an element the members that a shape names; everything else in it is left alone. */
export function decodeMembers(element: XmlElement, shape: object, call: Call): object {
  const output: Record<string, unknown> = {}
  for (const [member, kind] of kindsOf(shape)) {
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
    return find(element, tag.split('/')).map((child) =>
      typeof each === 'string'
        ? decodeScalar(child.text, each, member, call)
        : decodeMembers(child, each, call),
    )
  }
  const [child] = find(element, [member])
  if (typeof kind === 'string') return decodeScalar(child?.text, kind, member, call)
  if (kind.maybe) return child && decodeMembers(child, kind.maybe, call)
  return decodeMembers(child ?? { name: member, text: '', children: [] }, kind, call)
}

/** Elements at the end of a path of names, in document order. */
export function find(element: XmlElement, path: readonly string[]): XmlElement[] {
  return path.reduce(
    (found, name) =>
      found.flatMap(({ children }) => children.filter((child) => child.name === name)),
    [element],
  )
}
