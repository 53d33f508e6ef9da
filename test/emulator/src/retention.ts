import { OosFault } from './errors.js'
import type { ObjectLock } from './settings.js'
import type { Bucket, StoredObject } from './state.js'

const day = 24 * 60 * 60 * 1000

/**
 * When the object lock of a bucket lets go of an object; 0 if it does not hold it (the vendor's site on
 * PUT Bucket object lock: all objects of the bucket, counted from their last modification, to the second).
 */
export function retainedUntil({ settings }: Bucket, { lastModified }: StoredObject): number {
  const days = retainedDays(settings.objectLock)
  // An object of 12:00:00 may be deleted at 12:00:01 of its last day.
  return days === 0 ? 0 : (Math.floor(lastModified / 1000) + 1) * 1000 + days * day
}

/**
 * Refuses to change, replace or delete an object that is retained, whoever asks.
 *
 * Assumed: the code.
 */
export function refuseRetained(bucket: Bucket, key: string, now: number): void {
  const object = bucket.objects.get(key)
  if (object !== undefined && now < retainedUntil(bucket, object)) {
    const message = 'The object is retained by the object lock of the bucket.'
    throw new OosFault('AccessDenied', message)
  }
}

/** For how many days an object lock retains objects; a year is 365 of them. */
export function retainedDays(lock: ObjectLock | undefined): number {
  if (lock?.enabled !== 'Enabled' || lock.retention === undefined) return 0
  const { unit, count } = lock.retention
  return unit === 'Years' ? count * 365 : count
}
