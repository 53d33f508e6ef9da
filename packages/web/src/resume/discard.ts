import type { OosClient } from '@oos-js/core'
import { removeParts } from '../upload/remove-parts.js'
import { checkpointId, readCheckpoint } from './checkpoint.js'
import { holdLock } from './lock.js'
import type { ResumeStore } from './resume-store.js'

/** The upload that {@link discardUpload} gives up. */
export interface DiscardInput {
  /** Where it is kept. */
  readonly store: ResumeStore
  /** Its bucket. */
  readonly Bucket: string
  /** The name of its object. */
  readonly Key: string
}

/** Removes an upload from the service, and then from the store. */
export async function discard(
  client: OosClient,
  { store, Bucket, Key }: DiscardInput,
): Promise<void> {
  const target = { endpoint: client.endpoint, bucket: Bucket, key: Key }
  const id = checkpointId(target)
  const release = await holdLock(id, target)
  try {
    const checkpoint = readCheckpoint(await store.get(id), target)
    if (checkpoint) await removeParts(client, { Bucket, Key, UploadId: checkpoint.uploadId })
    await store.delete(id)
  } finally {
    release()
  }
}
