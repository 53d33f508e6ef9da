import { isWithin, parseRange } from './ip-address.js'
import { matchesWildcard } from './wildcard.js'

/** What conditions ask about; a request may lack any of it. */
export const conditionKeys = [
  'aws:Referer',
  'aws:SecureTransport',
  'aws:SourceIp',
  'aws:UserAgent',
] as const

export type ConditionKey = (typeof conditionKeys)[number]

/** What a request says about itself. */
export type Circumstances = Readonly<Partial<Record<ConditionKey, string>>>

/** One line of a Condition: an operator, what it looks at, and what that may be. */
export interface Condition {
  readonly operator: string
  readonly key: ConditionKey
  readonly values: readonly string[]
}

/** An operator of the OOS developer document V6, 3.4. */
interface Operator {
  readonly keys: readonly ConditionKey[]
  readonly isValid: (value: string) => boolean
  readonly matches: (value: string, given: string) => boolean
  /** Whether it holds where no value matches. */
  readonly negated?: boolean
}

/** Whether the language has such a condition. Assumed: each operator goes with the keys of its type. */
export function isCondition({ operator, key, values }: Condition): boolean {
  const known = Object.hasOwn(operators, operator) ? operators[operator] : undefined
  if (known === undefined || values.length === 0) return false
  return known.keys.includes(key) && values.every(known.isValid)
}

/**
 * Whether a condition holds: for one of its values, or with `Not` for none of them.
 *
 * Assumed: what a request does not say matches no value, as on Amazon S3.
 */
export function holds({ operator, key, values }: Condition, circumstances: Circumstances): boolean {
  const { matches, negated = false } = operators[operator] ?? never
  const given = circumstances[key]
  const matched = given !== undefined && values.some((value) => matches(value, given))
  return matched !== negated
}

const never: Operator = { keys: [], isValid: () => false, matches: () => false }

const texts = {
  keys: ['aws:Referer', 'aws:UserAgent', 'aws:SourceIp', 'aws:SecureTransport'],
  isValid: () => true,
} as const

const equal = (value: string, given: string): boolean => value === given

const equalInAnyCase = (value: string, given: string): boolean =>
  value.toLowerCase() === given.toLowerCase()

const addresses = {
  keys: ['aws:SourceIp'],
  isValid: (value: string) => parseRange(value) !== undefined,
  matches: (value: string, given: string) => {
    const range = parseRange(value)
    return range !== undefined && isWithin(range, given)
  },
} as const

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: { ...texts, matches: equal },
  StringNotEquals: { ...texts, matches: equal, negated: true },
  StringEqualsIgnoreCase: { ...texts, matches: equalInAnyCase },
  StringNotEqualsIgnoreCase: { ...texts, matches: equalInAnyCase, negated: true },
  StringLike: { ...texts, matches: matchesWildcard },
  StringNotLike: { ...texts, matches: matchesWildcard, negated: true },
  Bool: {
    keys: ['aws:SecureTransport'],
    isValid: (value) => /^(true|false)$/i.test(value),
    matches: equalInAnyCase,
  },
  IpAddress: addresses,
  NotIpAddress: { ...addresses, negated: true },
}
