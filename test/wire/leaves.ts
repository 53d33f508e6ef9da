import { parseXml, XmlElement } from '@rgrove/parse-xml'
import type { AnyOperation } from '@oos-js/core'

/** Texts of elements that hold nothing but text, by the path of names below the root. */
export type Leaves = ReadonlyMap<string, readonly string[]>

/** The leaves of a document, read by a parser that is not the SDK's. Those without text are left out. */
export function leavesOfXml(document: string, root = ''): Leaves {
  const leaves = new Map<string, string[]>()
  let top = parseXml(document).root
  // The root of a descriptor may name a way down to the members.
  for (const name of root.split('/').slice(1)) {
    top = elementsOf(top).find((child) => child.name === name) ?? null
  }
  const visit = (element: XmlElement, path: string): void => {
    const children = elementsOf(element)
    for (const child of children) visit(child, path === '' ? child.name : `${path}/${child.name}`)
    if (children.length === 0) add(leaves, path === '' ? element.name : path, element.text)
  }
  if (top !== null) visit(top, '')
  return leaves
}

/** The leaves that an output knows, written back from what was decoded. */
export function leavesOfOutput(output: object, { output: shape }: AnyOperation): Leaves {
  const leaves = new Map<string, string[]>()
  write(output, shape, '', (path, text) => {
    add(leaves, path, text)
  })
  return leaves
}

/** The paths that the descriptor of an operation knows. */
export function knownPaths({ output: shape }: AnyOperation): Set<string> {
  const paths = new Set<string>()
  know(shape, '', paths)
  return paths
}

/** A date as both sides write it: services differ in whether they write milliseconds that are none. */
function sameDates(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:]+(\.000)?Z$/.test(text) ? text.replace('.000Z', 'Z') : text
}

type Kind = string | ({ each?: Kind; tag?: string; maybe?: object } & Readonly<Record<string, any>>)

const join = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)
const isDocumentMember = (kind: Kind): boolean => typeof kind !== 'string' || !kind.includes(' ')

function know(shape: object, path: string, paths: Set<string>): void {
  for (const [member, kind] of Object.entries(shape) as [string, Kind][]) {
    if (!isDocumentMember(kind)) continue
    if (typeof kind === 'string') paths.add(join(path, member))
    else if (kind.each === undefined) know(kind.maybe ?? kind, join(path, member), paths)
    else {
      const inner = join(path, kind.tag ?? member)
      if (typeof kind.each === 'string') paths.add(inner)
      else know(kind.each, inner, paths)
    }
  }
}

function write(
  value: object,
  shape: object,
  path: string,
  put: (path: string, text: string) => void,
): void {
  for (const [member, kind] of Object.entries(shape) as [string, Kind][]) {
    const inner = (value as Record<string, any>)[member]
    if (!isDocumentMember(kind) || inner === undefined) continue
    if (typeof kind === 'string') put(join(path, member), textOf(inner))
    else if (kind.each === undefined) write(inner, kind.maybe ?? kind, join(path, member), put)
    else {
      const name = join(path, kind.tag ?? member)
      for (const item of inner) {
        if (typeof kind.each === 'string') put(name, textOf(item))
        else write(item, kind.each, name, put)
      }
    }
  }
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

function add(leaves: Map<string, string[]>, path: string, text: string): void {
  if (text === '') return
  leaves.set(path, [...(leaves.get(path) ?? []), sameDates(text)])
}

function elementsOf(element: XmlElement | null): XmlElement[] {
  return (element?.children ?? []).filter((child) => child instanceof XmlElement)
}
