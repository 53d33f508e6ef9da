import type { OosClient } from '@oos-js/core'
import { checkReadable } from '../upload/content.js'
import {
  checkpointId,
  checkSource,
  createCheckpoint,
  readCheckpoint,
  type Checkpoint,
} from './checkpoint.js'
import { identityOf, type Identify } from './identity.js'
import { holdLock } from './lock.js'
import type { ResumeStore } from './resume-store.js'
import { createStoreQueue, type StoreQueue } from './store-queue.js'

/** What an upload that can be resumed is about. */
export interface ResumeFacts {
  /** Where checkpoints are kept. */
  readonly store: ResumeStore
  /** Bucket to write to. */
  readonly Bucket: string
  /** Name of the object. */
  readonly Key: string
  /** The file. */
  readonly source: Blob
  /** What makes two files the same; by default {@link identityOf}. */
  readonly identify?: Identify | undefined
}

/** An upload's place in a store, and its right to be the only one of that object. */
export interface Resume {
  /** The upload to go on with, if there is one. */
  readonly previous: Checkpoint | undefined
  /** Keeps an upload that has begun. The store's failures are told to `warn`. */
  save(uploadId: string, partSize: number): Checkpoint
  /** Forgets the upload, when it is done or removed; never rejects either. */
  forget(): Promise<void>
  /** Lets other tabs upload the object, when the store has done what it was told. */
  release(): Promise<void>
}

/**
 * Takes the lock of an object and looks for an upload of it that was begun earlier.
 *
 * @param warn - Told what the store failed with. An upload does without its store.
 * @throws `OosError` `UploadBusy` while another tab uploads the object; `CheckpointMismatch` if the upload
 * that was begun is of another file; `SourceChanged` if the file cannot be read.
 */
export async function openResume(
  { endpoint }: Pick<OosClient, 'endpoint'>,
  facts: ResumeFacts,
  warn: (error: unknown) => void,
): Promise<Resume> {
  const { store, Bucket: bucket, Key: key } = facts
  const target = { endpoint, bucket, key }
  const id = checkpointId(target)
  const release = await holdLock(id, target)
  const queue = createStoreQueue(warn)
  try {
    const { file, previous } = await lookUp(endpoint, facts, queue)
    return {
      previous,
      save(uploadId, partSize) {
        const createdAt = new Date().toISOString()
        const checkpoint = createCheckpoint({ ...target, ...file, uploadId, partSize, createdAt })
        void queue(() => store.put(id, checkpoint))
        return checkpoint
      },
      forget: () => queue(() => store.delete(id)),
      async release() {
        await queue()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/**
 * Looks for an upload of a file that was begun earlier, and leaves it alone. A store that fails has none.
 *
 * @throws `OosError` `CheckpointMismatch` and `SourceChanged` as {@link openResume}.
 */
export async function findPrevious(
  { endpoint }: Pick<OosClient, 'endpoint'>,
  facts: ResumeFacts,
): Promise<Checkpoint | undefined> {
  const queue = createStoreQueue(() => undefined)
  const { previous } = await lookUp(endpoint, facts, queue)
  return previous
}

interface Found {
  readonly file: Pick<Checkpoint, 'size' | 'source'>
  readonly previous: Checkpoint | undefined
}

async function lookUp(endpoint: string, facts: ResumeFacts, queue: StoreQueue): Promise<Found> {
  const { store, Bucket: bucket, Key: key, source } = facts
  const target = { endpoint, bucket, key }
  const file = { size: source.size, source: await identified(facts) }
  const previous = readCheckpoint(await queue(() => store.get(checkpointId(target))), target)
  if (previous) checkSource(previous, file)
  return { file, previous }
}

async function identified({ identify = identityOf, ...facts }: ResumeFacts): Promise<string> {
  try {
    return await identify(facts.source)
  } catch (error) {
    await checkReadable(facts.source, facts)
    throw error
  }
}
