import type { XmlElement } from '@rgrove/parse-xml'
import { invalidArgument } from './arguments.js'
import { malformedXml } from './body.js'
import { OosFault } from './errors.js'
import { childrenOf, element, type Element } from './xml.js'
import {
  optionalChild,
  optionalText,
  requiredChild,
  requiredChoice,
  requiredText,
} from './xml-fields.js'

export interface LifecycleRule {
  readonly id: string
  readonly prefix: string
  readonly status: 'Enabled' | 'Disabled'
  readonly transition: LifecycleAction | undefined
  readonly expiration: LifecycleAction | undefined
}

/** When something happens: so many days after a change, or to what is older than a date. */
export type LifecycleAction = { readonly days: number } | { readonly date: number }

/**
 * Reads a LifecycleConfiguration (OOS developer document V6, 4.2.16; Transition is an addition of the
 * vendor's site).
 *
 * Assumed: a document without a rule or with more than 100 is MalformedXML, a bad value InvalidArgument,
 * and a rule needs one of its two actions.
 */
export function readLifecycleRules(root: XmlElement): LifecycleRule[] {
  const rules = childrenOf(root, 'Rule')
  if (rules.length === 0 || rules.length > 100) throw malformedXml()
  const ids = new Set(rules.map((rule) => optionalText(rule, 'ID')).filter(Boolean))
  if (ids.size !== rules.filter((rule) => optionalText(rule, 'ID')).length) {
    throw new OosFault('InvalidArgument', 'Rule ID must be unique.')
  }
  const read = rules.map((rule) => readRule(rule, ids))
  checkOverlap(read)
  return read
}

/** Writes the rules in the order of the vendor's Java SDK. */
export function lifecycleElement(rules: readonly LifecycleRule[]): Element {
  const written = rules.map(({ id, prefix, status, transition, expiration }) =>
    element(
      'Rule',
      element('ID', id),
      element('Prefix', prefix),
      element('Status', status),
      transition &&
        element('Transition', whenElement(transition), element('StorageClass', 'STANDARD_IA')),
      expiration && element('Expiration', whenElement(expiration)),
    ),
  )
  return element('LifecycleConfiguration', ...written)
}

// In the later form of Amazon S3, which OOS's documents do not have, a Filter stands around the prefix.
// Assumed: it is read, and answered in the form that OOS documents.
function prefixOf(rule: XmlElement): string {
  return requiredChild(optionalChild(rule, 'Filter') ?? rule, 'Prefix').text
}

function readRule(rule: XmlElement, ids: Set<string | undefined>): LifecycleRule {
  const id = optionalText(rule, 'ID') || freshId(ids)
  if (id.length > 255) throw invalidArgument('ID', id)
  const prefix = prefixOf(rule)
  if (prefix.length > 1024) throw invalidArgument('Prefix', prefix)
  const status = requiredChoice(rule, 'Status', ['Enabled', 'Disabled'])
  const transition = optionalChild(rule, 'Transition')
  const expiration = optionalChild(rule, 'Expiration')
  if (transition !== undefined) requiredChoice(transition, 'StorageClass', ['STANDARD_IA'])
  else if (expiration === undefined) throw malformedXml()
  return {
    id,
    prefix,
    status,
    transition: transition && readWhen(transition),
    expiration: expiration && readWhen(expiration),
  }
}

// Counted, so that runs repeat.
function freshId(ids: Set<string | undefined>): string {
  let count = 1
  while (ids.has(`rule-${count}`)) count += 1
  ids.add(`rule-${count}`)
  return `rule-${count}`
}

function readWhen(action: XmlElement): LifecycleAction {
  const hasDays = optionalChild(action, 'Days') !== undefined
  if (hasDays === (optionalChild(action, 'Date') !== undefined)) throw malformedXml()
  if (hasDays) {
    const text = requiredText(action, 'Days').trim()
    if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw invalidArgument('Days', text)
    return { days: Number(text) }
  }
  const text = requiredText(action, 'Date').trim()
  const date = Date.parse(text)
  // Always midnight UTC. Assumed: the fraction may be left out.
  if (!/^\d{4}-\d\d-\d\dT00:00:00(\.0+)?Z$/.test(text) || Number.isNaN(date)) {
    throw invalidArgument('Date', text)
  }
  return { date }
}

// Assumed: the code; the vendor's text only says that prefixes must not overlap.
function checkOverlap(rules: readonly LifecycleRule[]): void {
  const prefixes = rules.map(({ prefix }) => prefix).sort()
  // Sorted, a prefix of another stands before it, with nothing but the same between them.
  if (prefixes.some((prefix, index) => index > 0 && prefix.startsWith(prefixes[index - 1] ?? ''))) {
    throw new OosFault('InvalidRequest', 'Found overlapping prefixes in the rules.')
  }
}

function whenElement(action: LifecycleAction): Element {
  return 'days' in action
    ? element('Days', action.days)
    : element('Date', new Date(action.date).toISOString())
}
