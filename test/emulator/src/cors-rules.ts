import type { XmlElement } from '@rgrove/parse-xml'
import { invalidArgument } from './arguments.js'
import { malformedXml } from './body.js'
import { OosFault } from './errors.js'
import { childrenOf, element, type Element } from './xml.js'
import { optionalText, texts } from './xml-fields.js'

export interface CorsRule {
  readonly id: string | undefined
  readonly origins: readonly string[]
  readonly methods: readonly string[]
  readonly headers: readonly string[]
  readonly maxAgeSeconds: number | undefined
  readonly exposed: readonly string[]
}

const allMethods = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE']

/**
 * Reads a CORSConfiguration (OOS developer document V6, 4.2.21).
 *
 * Assumed: a document with the wrong number of anything is MalformedXML; the other codes are those of
 * Amazon S3.
 */
export function readCorsRules(root: XmlElement): CorsRule[] {
  const rules = childrenOf(root, 'CORSRule')
  if (rules.length === 0 || rules.length > 100) throw malformedXml()
  return rules.map(readRule)
}

/** Writes the rules. */
export function corsElement(rules: readonly CorsRule[]): Element {
  const written = rules.map(({ id, origins, methods, headers, maxAgeSeconds, exposed }) =>
    element(
      'CORSRule',
      id === undefined ? undefined : element('ID', id),
      ...origins.map((origin) => element('AllowedOrigin', origin)),
      ...methods.map((method) => element('AllowedMethod', method)),
      ...headers.map((name) => element('AllowedHeader', name)),
      maxAgeSeconds === undefined ? undefined : element('MaxAgeSeconds', maxAgeSeconds),
      ...exposed.map((name) => element('ExposeHeader', name)),
    ),
  )
  return element('CORSConfiguration', ...written)
}

function readRule(rule: XmlElement): CorsRule {
  const id = optionalText(rule, 'ID')
  if (id !== undefined && id.length > 255) throw invalidArgument('ID', id)
  const origins = trimmed(rule, 'AllowedOrigin')
  const methods = trimmed(rule, 'AllowedMethod')
  const headers = trimmed(rule, 'AllowedHeader')
  if (origins.length === 0 || methods.length === 0) throw malformedXml()
  const strange = methods.find((method) => !allMethods.includes(method))
  if (strange !== undefined) {
    throw new OosFault('InvalidRequest', `The HTTP method ${strange} is not supported.`)
  }
  const wild = [...origins, ...headers].find((value) => value.split('*').length > 2)
  if (wild !== undefined) {
    throw new OosFault('InvalidRequest', `${wild} can not have more than one wildcard.`)
  }
  const maxAgeSeconds = readMaxAge(rule)
  return { id, origins, methods, headers, maxAgeSeconds, exposed: trimmed(rule, 'ExposeHeader') }
}

function readMaxAge(rule: XmlElement): number | undefined {
  const text = optionalText(rule, 'MaxAgeSeconds')?.trim()
  if (text !== undefined && !/^\d{1,10}$/.test(text)) throw malformedXml()
  return text === undefined ? undefined : Number(text)
}

function trimmed(rule: XmlElement, name: string): string[] {
  const values = texts(rule, name).map((text) => text.trim())
  if (values.includes('')) throw malformedXml()
  return values
}
