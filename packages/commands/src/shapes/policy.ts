import type { HttpRequest, Refuse } from '@oos-js/core'

/** Who may do what with a bucket, in the language of OOS developer document V6, 3.4. */
export interface BucketPolicy {
  /**
   * Version of the language.
   *
   * @defaultValue '2012-10-17'
   */
  Version?: '2012-10-17' | (string & {}) | undefined
  /** Name of your own. */
  Id?: string | undefined
  /** The rules. */
  Statement: PolicyStatement[]
}

/** For whom a statement is; OOS knows nothing but everybody. */
export interface PolicyPrincipal {
  /** `*`, alone or in a list. */
  AWS: string | string[]
}

/** One rule of a policy. */
export interface PolicyStatement {
  /** Name of your own. */
  Sid?: string | undefined
  /** Whether it permits or forbids. */
  Effect: 'Allow' | 'Deny'
  /** Whom it is about; OOS knows everybody only. */
  Principal: '*' | PolicyPrincipal
  /** What it is about, for example `s3:GetObject`; `*` stands for any text. */
  Action: string | string[]
  /** Where it holds, for example `arn:aws:s3:::photos/*` for all objects of a bucket. */
  Resource: string | string[]
  /**
   * When it holds: operator, key and values, for example
   * `{ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }`.
   */
  Condition?: Record<string, Record<string, string | string[]>> | undefined
}

/**
 * Turns the policy that {@link GetBucketPolicyCommand} reads into an object.
 *
 * @throws SyntaxError if it is not JSON.
 *
 * @example
 * ```ts
 * const { Policy } = await client.send(new GetBucketPolicyCommand({ Bucket: 'photos' }))
 * const { Statement } = parsePolicy(Policy)
 * ```
 */
export function parsePolicy(policy: string): BucketPolicy {
  return JSON.parse(policy) as BucketPolicy
}

/** Writes a policy as the request's JSON body; a text is sent as it is. */
export function writePolicy(
  policy: BucketPolicy | string,
  request: HttpRequest,
  refuse: Refuse,
): void {
  const body = toJson(policy)
  if (body === undefined) throw refuse('must be a JSON object')
  if (new TextEncoder().encode(body).length > 20 * 1024) throw refuse('must be up to 20 KB')
  request.headers.set('content-type', 'application/json')
  request.body = body
}

/** The policy as JSON, unless it is no object. */
function toJson(policy: BucketPolicy | string): string | undefined {
  try {
    const text = typeof policy === 'string' ? policy : JSON.stringify(policy)
    return /^\s*\{/.test(text) && JSON.parse(text) ? text : undefined
  } catch {
    return undefined
  }
}
