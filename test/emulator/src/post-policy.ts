import { OosFault } from './errors.js'
import { invalidPolicy } from './policy-document.js'

/** What a form may say (OOS developer document V6, 4.3.14). */
export interface PostPolicy {
  /** Milliseconds since 1970. */
  readonly expiration: number
  readonly conditions: readonly PostCondition[]
  /** How many bytes the file may have. */
  readonly length: LengthRange
}

interface PostCondition {
  readonly kind: 'eq' | 'starts-with'
  /** The name of a field, in lower case. */
  readonly field: string
  readonly value: string
}

export interface LengthRange {
  readonly least: number
  readonly most: number
}

/** Reads the JSON of a policy. */
export function readPostPolicy(json: string): PostPolicy {
  const policy = parse(json)
  if (!isRecord(policy)) throw invalidPolicy('The policy is not an object.')
  const { expiration, conditions } = policy as Readonly<Record<string, unknown>>
  if (!Array.isArray(conditions)) throw invalidPolicy('The policy has no list of conditions.')
  const ranges = conditions.flatMap((one) => rangeOf(one) ?? [])
  return {
    expiration: timeOf(expiration),
    conditions: conditions.filter((one) => rangeOf(one) === undefined).map(conditionOf),
    length: {
      least: Math.max(0, ...ranges.map(({ least }) => least)),
      most: Math.min(Infinity, ...ranges.map(({ most }) => most)),
    },
  }
}

/**
 * Refuses a form that is not as its policy says.
 *
 * Assumed: the texts, which are those of Amazon S3; that the bucket needs a condition as well; that a
 * condition for a field that did not come is one for an empty field.
 */
export function checkPostPolicy(
  { expiration, conditions }: PostPolicy,
  fields: ReadonlyMap<string, string>,
  now: number,
): void {
  if (now >= expiration) throw denied('Policy expired.')
  const failed = conditions.find((condition) => !holds(condition, fields))
  if (failed !== undefined) {
    const { kind, field, value } = failed
    throw denied(`Policy Condition failed: ${JSON.stringify([kind, `$${field}`, value])}`)
  }
  const named = new Set(conditions.map(({ field }) => field))
  const extra = [...fields.keys()].find((name) => !isExempt(name) && !named.has(name))
  if (extra !== undefined) throw denied(`Extra input fields: ${extra}`)
}

function holds(
  { kind, field, value }: PostCondition,
  fields: ReadonlyMap<string, string>,
): boolean {
  const given = fields.get(field) ?? ''
  return kind === 'eq' ? given === value : given.startsWith(value)
}

// OOS developer document V6, 4.3.14: all other fields need a condition.
function isExempt(name: string): boolean {
  return (
    ['awsaccesskeyid', 'signature', 'policy', 'file'].includes(name) || name.startsWith('x-ignore-')
  )
}

function conditionOf(condition: unknown): PostCondition {
  if (Array.isArray(condition)) {
    const [kind, field, value, ...more] = condition as unknown[]
    const isKnown = kind === 'eq' || kind === 'starts-with'
    const isNamed = typeof field === 'string' && /^\$./.test(field) && typeof value === 'string'
    if (isKnown && isNamed && more.length === 0) {
      return allowed({ kind, field: field.slice(1).toLowerCase(), value })
    }
  } else if (isRecord(condition)) {
    const [pair, another] = Object.entries(condition)
    if (pair !== undefined && another === undefined && typeof pair[1] === 'string') {
      return { kind: 'eq', field: pair[0].toLowerCase(), value: pair[1] }
    }
  }
  throw invalidPolicy(`The condition ${JSON.stringify(condition)} is not valid.`)
}

// OOS developer document V6, 4.3.14: of this field only the whole value can be asked for.
function allowed(condition: PostCondition): PostCondition {
  if (condition.kind !== 'starts-with' || condition.field !== 'success_action_status') {
    return condition
  }
  throw invalidPolicy('success_action_status goes with eq only.')
}

// Assumed: the numbers may be written as texts.
function rangeOf(condition: unknown): LengthRange | undefined {
  if (!Array.isArray(condition) || condition[0] !== 'content-length-range') return undefined
  const [least, most] = condition.slice(1).map((bound: unknown) => {
    return /^\d{1,15}$/.test(String(bound)) ? Number(bound) : Number.NaN
  })
  if (condition.length !== 3 || least === undefined || most === undefined || !(least <= most)) {
    throw invalidPolicy('content-length-range needs two numbers.')
  }
  return { least, most }
}

function timeOf(expiration: unknown): number {
  const isUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(expiration))
  const time = isUtc ? Date.parse(String(expiration)) : Number.NaN
  if (Number.isNaN(time))
    throw invalidPolicy('The expiration has to be like 2019-01-01T12:00:00.000Z.')
  return time
}

function denied(detail: string): OosFault {
  return new OosFault('AccessDenied', `Invalid according to Policy: ${detail}`)
}

// The language has two escapes that JSON has not: `\$` and `\v`.
function parse(json: string): unknown {
  const standard = json.replace(/\\(.)/gs, (escape, character: string) => {
    if (character === '$') return '$'
    return character === 'v' ? '\\u000b' : escape
  })
  try {
    return JSON.parse(standard) as unknown
  } catch {
    throw invalidPolicy('The policy is not JSON.')
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
