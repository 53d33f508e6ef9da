import type { OosClient } from '@oos-js/core'
import { loadEngine } from '../upload/load-engine.js'
import { checkpointId, readCheckpoint, type Checkpoint } from './checkpoint.js'
import type { DiscardInput } from './discard.js'
import type { ResumeStore } from './resume-store.js'

/**
 * The uploads that were begun and are neither finished nor aborted, the latest first. A page can show them
 * and ask for their files, which no page keeps.
 *
 * Rejects with what the store failed with.
 *
 * @example
 * ```ts
 * const store = memoryStore()
 * for (const { key, size, createdAt } of await unfinishedUploads(store)) {
 *   console.log(key, size, 'bytes, begun', createdAt)
 * }
 * ```
 */
export async function unfinishedUploads(store: ResumeStore): Promise<Checkpoint[]> {
  const stored = await store.list()
  return stored
    .flatMap(([id, value]) => {
      const checkpoint = readCheckpoint(value)
      return checkpoint && checkpointId(checkpoint) === id ? [checkpoint] : []
    })
    .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1))
}

/**
 * Gives up an upload of an earlier page: removes its parts from the service, and then its checkpoint from
 * the store. After it another file can be uploaded to the key. If there is no such upload nothing happens.
 *
 * @throws `OosError` `UploadBusy` while another tab is at it; that of the service, with the id of the upload,
 * if its parts could not be removed: then it is kept.
 *
 * @example
 * ```ts
 * const store = memoryStore()
 * const upload = new Upload(client, { source: file, Bucket: 'films', Key: file.name, store })
 * try {
 *   await upload.done()
 * } catch (error) {
 *   if (!isOosError(error, 'CheckpointMismatch')) throw error
 *   await discardUpload(client, { store, Bucket: 'films', Key: file.name })
 * }
 * ```
 */
export async function discardUpload(client: OosClient, input: DiscardInput): Promise<void> {
  const { discard } = await loadEngine(input)
  await discard(client, input)
}
