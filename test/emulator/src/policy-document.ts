import { OosFault } from './errors.js'
import {
  conditionKeys,
  isCondition,
  type Condition,
  type ConditionKey,
} from './policy-conditions.js'

/** One rule: what it is about, and what comes of that. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  /** Names of buckets and objects, as in `bucket/key`; they may have wildcards. */
  readonly resources: readonly string[]
  readonly conditions: readonly Condition[]
}

/** The actions that policies of buckets know (OOS developer document V6, 3.4). */
const bucketActions = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetObject',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:ListMultipartUploadParts',
  's3:PutObject',
] as const

export type BucketAction = (typeof bucketActions)[number]

/** Reads the policy of a bucket; refuses what is not in the language of OOS. */
export function readBucketPolicy(text: string, bucket: string): Statement[] {
  if (new TextEncoder().encode(text).length > 20 * 1024) {
    throw invalidPolicy('The policy exceeds 20 KB.')
  }
  return readStatements(text, ['Principal']).map((statement) => {
    if (!isEverybody(statement['Principal'])) throw invalidPolicy('The Principal has to be "*".')
    const read = readStatement(statement)
    if (!read.actions.every(isBucketAction)) throw invalidPolicy('An Action is not valid.')
    const isOwn = (name: string): boolean => name.split('/', 1)[0] === bucket
    if (!read.resources.every(isOwn)) throw invalidPolicy('A Resource is not valid.')
    return read
  })
}

/**
 * Reads the policy of temporary credentials (the vendor's site on STS).
 *
 * Assumed: its language is that of buckets, but for the Principal, which it has not, and for all actions.
 */
export function readSessionPolicy(text: string): Statement[] {
  return readStatements(text, []).map(readStatement)
}

/** The refusal of a policy. */
export function invalidPolicy(message = 'The policy is not UTF-8.'): OosFault {
  return new OosFault('InvalidPolicyDocument', message)
}

type Fields = Readonly<Record<string, unknown>>

// Assumed: an element that nobody would look at, such as NotAction, is refused.
function readStatements(text: string, more: readonly string[]): Fields[] {
  const policy = asFields(parse(text), 'The policy')
  checkNames(policy, ['Version', 'Id', 'Statement'])
  const version = policy['Version']
  if (version !== undefined && version !== '2012-10-17') {
    throw invalidPolicy('The Version has to be 2012-10-17.')
  }
  const statements = asList(policy['Statement']).map((one) => asFields(one, 'A Statement'))
  if (statements.length === 0) throw invalidPolicy('There is no Statement.')
  const names = ['Sid', 'Effect', 'Action', 'Resource', 'Condition', ...more]
  for (const statement of statements) checkNames(statement, names)
  return statements
}

function readStatement(statement: Fields): Statement {
  const effect = statement['Effect']
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw invalidPolicy('The Effect has to be Allow or Deny.')
  }
  const actions = asTexts(statement['Action'], 'An Action').map(normalisedAction)
  const resources = asTexts(statement['Resource'], 'A Resource').map(resourceName)
  return { effect, actions, resources, conditions: readConditions(statement['Condition']) }
}

function readConditions(value: unknown): Condition[] {
  const operators = Object.entries(asFields(value ?? {}, 'The Condition'))
  return operators.flatMap(([operator, tests]) =>
    Object.entries(asFields(tests, 'A Condition')).map(([name, values]) => {
      const condition = { operator, key: name as ConditionKey, values: asList(values).map(String) }
      if (!conditionKeys.some((key) => key === name) || !isCondition(condition)) {
        throw invalidPolicy('A Condition is not valid.')
      }
      return condition
    }),
  )
}

// OOS developer document V6, 3.4, writes `s3:`. Assumed: `oos:` means the same as `s3:`.
function normalisedAction(action: string): string {
  const [, name] = /^(?:s3|oos):(\S+)$/.exec(action) ?? []
  if (action === '*') return action
  if (name === undefined) throw invalidPolicy('An Action is not valid.')
  return `s3:${name}`
}

// OOS developer document V6, 3.4, writes `arn:aws:s3`. Assumed: `arn:ctyun:oos` means the same
// as `arn:aws:s3`.
function resourceName(resource: string): string {
  if (resource === '*') return resource
  const [, name] = /^arn:(?:aws:s3|ctyun:oos):[^:]*:[^:]*:(.+)$/s.exec(resource) ?? []
  if (name === undefined) throw invalidPolicy('A Resource is not valid.')
  return name
}

// Assumed: names with wildcards are fine as long as they begin with "s3:"; others are those listed.
function isBucketAction(action: string): boolean {
  return bucketActions.some((known) => known === action) || /^(\*|s3:\w*[*?][\w*?]*)$/.test(action)
}

function isEverybody(principal: unknown): boolean {
  if (principal === '*') return true
  if (typeof principal !== 'object' || principal === null || !('AWS' in principal)) return false
  return asTexts(principal.AWS, 'The Principal').every((name) => name === '*')
}

function checkNames(fields: Fields, names: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => !names.includes(name))
  if (unknown !== undefined) throw invalidPolicy(`${unknown} is not known.`)
}

// One text, or several in an array.
function asTexts(value: unknown, name: string): string[] {
  const list = asList(value)
  const texts = list.filter((item) => typeof item === 'string')
  if (list.length === 0 || texts.length < list.length) throw invalidPolicy(`${name} is not valid.`)
  return texts
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function asFields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidPolicy(`${name} is not an object.`)
  }
  return value as Fields
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw invalidPolicy('The policy is not JSON.')
  }
}
