import { invalid } from './fault.js'
import type { WriteTarget, Writer } from './operation.js'
import type { HttpRequest } from './request.js'
import type { Kind, Kinds } from './xml/kind.js'

/** A document body: `{ write: writeXml, root: 'Delete', shape: {...} }`. */
export interface XmlWriter<Value> extends Writer<Value> {
  /** Name of the document element. */
  readonly root: string
  /** Its members, in the order they are written. */
  readonly shape: object
}

/** Writes an input member as the request's XML body, in the order of its shape. */
export function writeXml(
  this: XmlWriter<unknown>,
  value: unknown,
  request: HttpRequest,
  target: WriteTarget,
): void {
  request.headers.set('content-type', 'application/xml')
  request.body = element(this.root, value, this.shape as Kinds, target)
}

function element(name: string, value: unknown, kind: Kind, target: WriteTarget): string {
  return `<${name}>${content(value, kind, target)}</${name}>`
}

function content(value: unknown, kind: Kind, target: WriteTarget): string {
  if (typeof kind === 'string') return escape(value, target)
  const values = value as Readonly<Record<string, unknown>>
  return Object.entries(kind.maybe ?? kind)
    .map(([member, inner = '']) => write(member, values[member], inner, within(target, member)))
    .join('')
}

function write(member: string, value: unknown, kind: Kind, target: WriteTarget): string {
  if (value === undefined || value === null) {
    if (typeof kind === 'string' ? kind.endsWith('?') : (kind.each ?? kind.maybe)) return ''
    throw invalid(target.operation, target.member, 'is required')
  }
  if (typeof kind === 'string' || !kind.each) return element(member, value, kind, target)
  const { each, tag = member } = kind
  const names = tag.split('/')
  const name = names.pop() ?? member
  const items = (value as readonly unknown[]).map((item, index) =>
    element(name, item, each, { ...target, member: `${target.member}[${index}]` }),
  )
  return names.reduceRight((inner, outer) => `<${outer}>${inner}</${outer}>`, items.join(''))
}

function within(target: WriteTarget, member: string): WriteTarget {
  return { ...target, member: `${target.member}.${member}` }
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

function escape(value: unknown, { operation, member }: WriteTarget): string {
  const text = value instanceof Date ? value.toISOString() : String(value)
  // XML 1.0 has no way to write these characters, not even as references.
  // eslint-disable-next-line no-control-regex
  if (/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) {
    throw invalid(operation, member, 'has a character that XML cannot carry')
  }
  return text.replace(/[&<>"'\r]/g, (character) => references[character] as string)
}
