import type { Refuse } from '../fault.js'
import { kindOf } from '../kind-of.js'
import { textOf } from './check.js'
import type { HttpRequest } from './request.js'
import { kindsOf, type Kind } from '../xml/kind.js'
import { escapeXml, isXmlText } from '../xml/text.js'

/** Writes an input member as the request's XML body, in the order of its shape. */
export function writeXml(
  this: { readonly root?: string; readonly shape?: object },
  value: unknown,
  request: HttpRequest,
  refuse: Refuse,
): void {
  const { root = '', shape = {} } = this
  request.headers.set('content-type', 'application/xml')
  request.body = element(root, value, shape as Kind, refuse, '')
}

function element(name: string, value: unknown, kind: Kind, refuse: Refuse, path: string): string {
  return `<${name}>${content(value, kind, refuse, path)}</${name}>`
}

function content(value: unknown, kind: Kind, refuse: Refuse, path: string): string {
  if (typeof kind === 'string') return escape(value, kind, refuse, path)
  if (kindOf(value) !== 'Object') throw refuse('must be an object', path)
  const values = value as Readonly<Record<string, unknown>>
  return kindsOf(kind.maybe ?? kind)
    .map(([member, inner]) => write(member, values[member], inner, refuse, `${path}.${member}`))
    .join('')
}

function write(member: string, value: unknown, kind: Kind, refuse: Refuse, path: string): string {
  if (value === undefined || value === null || (value === '' && kind === 'id')) {
    if (isOptional(kind)) return ''
    throw refuse('is required', path)
  }
  if (typeof kind === 'string' || !kind.each) return element(member, value, kind, refuse, path)
  const { each, tag = member, limit: [fewest, most] = [0, Infinity] } = kind
  const list = value as readonly unknown[]
  if (!Array.isArray(value) || list.length < fewest || list.length > most) {
    throw refuse(`must be a list of ${fewest} to ${most}`, path)
  }
  const names = tag.split('/')
  const name = names.pop() ?? member
  const items = list.map((item, index) => write(name, item, each, refuse, `${path}[${index}]`))
  return names.reduceRight((inner, outer) => `<${outer}>${inner}</${outer}>`, items.join(''))
}

/** A list that may be empty may be missing as well. */
function isOptional(kind: Kind): boolean {
  if (typeof kind === 'string') return kind.endsWith('?')
  return !!kind.maybe || (!!kind.each && !kind.limit?.[0])
}

function escape(value: unknown, kind: string, refuse: Refuse, path: string): string {
  const refuseValue: Refuse = (rule) => refuse(rule, path)
  if (kind.startsWith('number') && !/^\d+$/.test(String(value))) {
    throw refuseValue('must be an integer from 0 on')
  }
  const text = kindOf(value) === 'Date' ? iso(value as Date) : textOf(value, refuseValue)
  if (kind.startsWith('boolean') && !/^(true|false)$/.test(text))
    throw refuseValue('must be true or false')
  if (kind.startsWith('date') && !text) throw refuseValue('must be a valid date')
  if (!isXmlText(text)) throw refuseValue('has a character that XML cannot carry')
  return escapeXml(text)
}

function iso(date: Date): string {
  return Number.isNaN(Number(date)) ? '' : date.toISOString()
}
