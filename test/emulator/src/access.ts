import type { AccessKey } from './access-key.js'
import { OosFault } from './errors.js'
import type { Circumstances } from './policy-conditions.js'
import { readBucketPolicy, readSessionPolicy, type BucketAction } from './policy-document.js'
import { verdictOf, type Intent } from './policy-verdict.js'
import type { Acl, Bucket } from './state.js'

/**
 * What an operation needs: nothing, any signature, that of a primary key, that of the bucket's owner, or
 * an action that ACL and policy speak of. `keys` are operations that ask for each key they touch.
 */
export type Access = 'anyone' | 'signed' | 'primary' | 'owner' | 'keys' | BucketAction

/** Who asks, and from where. */
export interface Requester {
  /** The key that signed; undefined if nobody did. */
  readonly key: AccessKey | undefined
  readonly circumstances: Circumstances
}

/** What is asked for. */
export interface Task {
  readonly access: Access
  readonly bucket?: Bucket | undefined
  /** The object's key, the prefix of a listing, or the bucket to be. */
  readonly name?: string
  /** What policies of temporary credentials call it, where it is no action that buckets know. */
  readonly operation?: string
}

/** Refuses whoever may not do this. */
export function authorise(by: Requester, task: Task): void {
  if (!isAllowed(by, task)) throw new OosFault('AccessDenied', 'Access Denied')
}

/** Whether somebody may do this (OOS developer document V6, 2.5, 3.3 and 3.4). */
export function isAllowed(by: Requester, task: Task): boolean {
  const { access, bucket } = task
  if (access === 'anyone' || access === 'keys') return true
  const { key } = by
  if (key !== undefined && !isWithinKey(key, by, task)) return false
  if (access === 'signed' || access === 'primary' || bucket === undefined) return key !== undefined
  const isOwner = key?.owner.id === bucket.owner.id
  if (access === 'owner') return isOwner
  const verdict = policyVerdict(bucket, intentOf(by, task))
  if (verdict !== undefined) return verdict === 'Allow'
  return isOwner || publicActions[bucket.acl].includes(access)
}

// Other accounts belong to AllUsers, like those who did not sign. Assumed: a public bucket gives its
// uploads away with its objects, and what may be read includes the lists.
const publicReading: readonly BucketAction[] = [
  's3:GetObject',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
]
const publicActions: Readonly<Record<Acl, readonly BucketAction[]>> = {
  private: [],
  'public-read': publicReading,
  'public-read-write': [
    ...publicReading,
    's3:PutObject',
    's3:DeleteObject',
    's3:AbortMultipartUpload',
    's3:ListMultipartUploadParts',
  ],
}

// Assumed: Deny binds the owner too. As no policy can name the operations on policies, its owner can always
// take it away.
function policyVerdict({ settings, name }: Bucket, intent: Intent): 'Allow' | 'Deny' | undefined {
  const { policy } = settings
  return policy === undefined ? undefined : verdictOf(readBucketPolicy(policy, name), intent)
}

// Temporary credentials have the rights of the key that asked for them, less what their policy does not
// allow (the vendor's site on STS). Assumed: the policy also binds those of a primary key, although that
// page excepts the root user, whom the emulator does not tell from others.
function isWithinKey({ session, ...own }: AccessKey, by: Requester, task: Task): boolean {
  if (!isWithinRank(session?.issuer ?? own, task)) return false
  if (session?.policy === undefined) return true
  return verdictOf(readSessionPolicy(session.policy), intentOf(by, task)) === 'Allow'
}

// OOS developer document V6, 2.5: ordinary keys are for objects, uploads and listings below their own id.
// Assumed: so they are in public buckets and those of others, and for nothing else of a bucket, HEAD
// Bucket and GET Bucket ACL included; buckets can be listed.
function isWithinRank(
  { accessKeyId, isPrimary }: Pick<AccessKey, 'accessKeyId' | 'isPrimary'>,
  { access, name = '' }: Task,
): boolean {
  if (isPrimary || access === 'signed') return true
  return access !== 'primary' && access !== 'owner' && name.startsWith(accessKeyId)
}

function intentOf({ circumstances }: Requester, task: Task): Intent {
  const { access, bucket, name = '', operation = '' } = task
  const action = access.startsWith('s3:') ? access : `s3:${actionNames.get(operation) ?? operation}`
  const isOfObject = name !== '' && !access.startsWith('s3:ListBucket')
  const parts = [...(bucket === undefined ? [] : [bucket.name]), ...(isOfObject ? [name] : [])]
  return { action, resource: parts.join('/'), circumstances }
}

// Assumed: actions that only policies of temporary credentials know are named like the operation, but
// PutBucket is CreateBucket and ListAllMyBucket is ListBuckets.
const actionNames: ReadonlyMap<string, string> = new Map([
  ['CreateBucket', 'PutBucket'],
  ['ListBuckets', 'ListAllMyBucket'],
])
