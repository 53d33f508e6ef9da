import { logLifecycle } from './access-log.js'
import { expiryOf, transitionOf } from './lifecycle.js'
import type { Settings } from './settings.js'
import type { Bucket, StoredObject } from './state.js'
import type { World } from './world.js'

/** When the lifecycle of a bucket was last applied, and what it was. */
export interface Swept {
  /** Days since 1970. */
  readonly day: number
  readonly lifecycle: Settings['lifecycle']
  readonly objectLock: Settings['objectLock'] | undefined
}

/**
 * Applies the lifecycle of a bucket, if that has not been done today: everything falls due at a midnight
 * UTC. OOS deletes some time later; here what is due is gone for the very next reader.
 */
export function sweepWhenDue(world: World, name: string): void {
  const bucket = world.state.buckets.get(name)
  if (bucket?.settings.lifecycle === undefined) return
  const { lifecycle, objectLock } = bucket.settings
  const day = dayOf(world)
  const last = world.swept.get(bucket.objects)
  const isDone = last?.day === day && last.lifecycle === lifecycle && last.objectLock === objectLock
  if (!isDone) sweep(world, bucket)
}

/** Ends the uploads that have lived too long, of all buckets, so that no operation shows them any more. */
export function endOldUploads({ state, clock, switches, commit }: World): void {
  if (switches.uploadLife === Infinity) return
  const oldest = clock.now() - switches.uploadLife
  for (const { uploadId, initiated } of [...state.uploads.values()]) {
    if (initiated < oldest) commit({ type: 'abortUpload', uploadId })
  }
}

/** Applies the lifecycle of a bucket: deletes what is due, and changes the storage class. */
export function sweep(world: World, bucket: Bucket): void {
  const { lifecycle, objectLock } = bucket.settings
  if (lifecycle === undefined) return
  const now = world.clock.now()
  const isDue = (at: number | undefined): boolean => at !== undefined && at <= now
  for (const object of [...bucket.objects.values()]) {
    if (isDue(expiryOf(bucket, object)?.at)) {
      world.commit({ type: 'deleteObject', bucket: bucket.name, key: object.key })
      logLifecycle(world, bucket, 'OOS.EXPIRE.OBJECT', object.key)
    } else if (object.storageClass === 'STANDARD' && isDue(transitionOf(bucket, object))) {
      const changed: StoredObject = { ...object, storageClass: 'STANDARD_IA' }
      world.commit({ type: 'putObject', bucket: bucket.name, object: changed })
      logLifecycle(world, bucket, 'OOS.TRANSITION_SIA.OBJECT', object.key)
    }
  }
  world.swept.set(bucket.objects, { day: dayOf(world), lifecycle, objectLock })
}

function dayOf({ clock }: World): number {
  return Math.floor(clock.now() / (24 * 60 * 60 * 1000))
}
