import type { LifecycleAction, LifecycleRule } from './lifecycle-rules.js'
import { retainedUntil } from './retention.js'
import type { Bucket, StoredObject } from './state.js'

const day = 24 * 60 * 60 * 1000

/** When an object is to be deleted, and by which rule. */
export interface Expiry {
  readonly at: number
  readonly ruleId: string
}

/**
 * When the lifecycle of a bucket deletes an object; undefined if it does not (OOS developer document V6,
 * 4.2.16). What the object lock retains goes once it is free.
 *
 * Assumed: it is deleted at the next midnight UTC after its days are over, as on Amazon S3.
 */
export function expiryOf(bucket: Bucket, object: StoredObject): Expiry | undefined {
  const rule = ruleFor(bucket, object, ({ expiration }) => expiration)
  if (rule === undefined) return undefined
  const due = dueAt(rule.action, object)
  if (due === undefined) return undefined
  const free = retainedUntil(bucket, object)
  return { at: due < free ? nextMidnight(free) : due, ruleId: rule.id }
}

/** When an object becomes STANDARD_IA (the vendor's site on PUT Bucket Lifecycle). */
export function transitionOf(bucket: Bucket, object: StoredObject): number | undefined {
  const rule = ruleFor(bucket, object, ({ transition }) => transition)
  return rule && dueAt(rule.action, object)
}

/** The header that tells a reader when an object is to be deleted (OOS developer document V6, 4.3.2). */
export function expirationHeader(bucket: Bucket, object: StoredObject): Record<string, string> {
  const expiry = expiryOf(bucket, object)
  if (expiry === undefined) return {}
  const date = new Date(expiry.at).toUTCString()
  const rule = encodeURIComponent(expiry.ruleId)
  return { 'x-amz-expiration': `expiry-date="${date}", rule-id="${rule}"` }
}

interface Applicable {
  readonly id: string
  readonly action: LifecycleAction
}

// Prefixes do not overlap, so one rule at most is for an object.
function ruleFor(
  { settings }: Bucket,
  { key }: StoredObject,
  actionOf: (rule: LifecycleRule) => LifecycleAction | undefined,
): Applicable | undefined {
  const rule = settings.lifecycle?.find(
    ({ prefix, status }) => status === 'Enabled' && key.startsWith(prefix),
  )
  const action = rule && actionOf(rule)
  return action && { id: rule.id, action }
}

// OOS developer document V6, 4.2.16: a date is for the objects that were made before it.
function dueAt(action: LifecycleAction, { lastModified }: StoredObject): number | undefined {
  if ('days' in action) return nextMidnight(lastModified + action.days * day)
  return lastModified < action.date ? action.date : undefined
}

function nextMidnight(time: number): number {
  return (Math.floor(time / day) + 1) * day
}
