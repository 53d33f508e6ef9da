import { OosFault } from './errors.js'
import type { Bucket, Owner } from './state.js'

/** What an operation needs: nothing, any signature, the bucket's ACL, or the bucket's owner. */
export type Access = 'anyone' | 'signed' | 'read' | 'write' | 'owner'

/** Refuses whoever may not do this (OOS developer document V6, 3.3). */
export function authorise(access: Access, caller: Owner | undefined, bucket?: Bucket): void {
  if (!isAllowed(access, caller, bucket)) throw new OosFault('AccessDenied', 'Access Denied')
}

function isAllowed(access: Access, caller: Owner | undefined, bucket: Bucket | undefined): boolean {
  if (access === 'anyone') return true
  if (access === 'signed' || bucket === undefined) return caller !== undefined
  if (caller?.id === bucket.owner.id) return true
  // Other accounts belong to AllUsers, like those who did not sign.
  if (access === 'read') return bucket.acl !== 'private'
  return access === 'write' && bucket.acl === 'public-read-write'
}
