import { OosFault } from './errors.js'

const actions = [
  ...['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListBucket'],
  ...['s3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts', 's3:PutObject'],
]

const operators = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'Bool', 'IpAddress', 'NotIpAddress'],
]

const conditionKeys = ['aws:Referer', 'aws:SecureTransport', 'aws:SourceIp', 'aws:UserAgent']

/** Refuses what is not a policy in the language of the OOS developer document V6, 3.4. */
export function checkPolicy(text: string, bucket: string): void {
  if (new TextEncoder().encode(text).length > 20 * 1024) {
    throw invalidPolicy('The policy exceeds 20 KB.')
  }
  const policy = asRecord(parse(text), 'The policy')
  const version = policy['Version']
  if (version !== undefined && version !== '2012-10-17') {
    throw invalidPolicy('The Version has to be 2012-10-17.')
  }
  const statements = asList(policy['Statement'])
  if (statements.length === 0) throw invalidPolicy('There is no Statement.')
  for (const statement of statements) checkStatement(asRecord(statement, 'A Statement'), bucket)
}

/** The refusal of a policy. */
export function invalidPolicy(message = 'The policy is not UTF-8.'): OosFault {
  return new OosFault('InvalidPolicyDocument', message)
}

function checkStatement(statement: Readonly<Record<string, unknown>>, bucket: string): void {
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') {
    throw invalidPolicy('The Effect has to be Allow or Deny.')
  }
  if (!isEverybody(statement['Principal'])) throw invalidPolicy('The Principal has to be "*".')
  if (!isListOf(statement['Action'], isAction)) throw invalidPolicy('An Action is not valid.')
  const isOwn = (arn: string): boolean => /^arn:aws:s3:::([^/]+)/.exec(arn)?.[1] === bucket
  if (!isListOf(statement['Resource'], isOwn)) throw invalidPolicy('A Resource is not valid.')
  const conditions = asRecord(statement['Condition'] ?? {}, 'The Condition')
  for (const [operator, tests] of Object.entries(conditions)) {
    const isKnown = Object.entries(asRecord(tests, 'A Condition')).every(
      ([key, values]) => conditionKeys.includes(key) && asList(values).length > 0,
    )
    if (!operators.includes(operator) || !isKnown) throw invalidPolicy('A Condition is not valid.')
  }
}

// Assumed: names with wildcards are fine as long as they begin with "s3:"; others are those listed.
function isAction(action: string): boolean {
  return actions.includes(action) || /^(\*|s3:\w*[*?][\w*?]*)$/.test(action)
}

function isEverybody(principal: unknown): boolean {
  if (principal === '*') return true
  if (typeof principal !== 'object' || principal === null || !('AWS' in principal)) return false
  return isListOf(principal.AWS, (name) => name === '*')
}

// One text, or several in an array.
function isListOf(value: unknown, isValid: (text: string) => boolean): boolean {
  const list = asList(value)
  return list.length > 0 && list.every((item) => typeof item === 'string' && isValid(item))
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function asRecord(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidPolicy(`${name} is not an object.`)
  }
  return value as Readonly<Record<string, unknown>>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw invalidPolicy('The policy is not JSON.')
  }
}
