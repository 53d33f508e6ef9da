import type { OosClient } from '@oos-js/core'
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
  /** Keeps an upload that has begun. It never rejects: the store's failures are told to `warn`. */
  save(uploadId: string, partSize: number): Checkpoint
  /** Forgets the upload, when it is done or aborted; never rejects either. */
  forget(): Promise<void>
  /** Lets other tabs upload the object. Nothing can be saved after. */
  release(): Promise<void>
}

/**
 * Takes the lock of an object and looks for an upload of it that was begun earlier.
 *
 * @param warn - Told what the store failed with. An upload does without its store.
 * @throws `OosError` `UploadBusy` while another tab uploads the object; `CheckpointMismatch` if the upload
 * that was begun is of another file.
 */
export async function openResume(
  { endpoint }: Pick<OosClient, 'endpoint'>,
  { store, Bucket, Key, source, identify = identityOf }: ResumeFacts,
  warn: (error: unknown) => void,
): Promise<Resume> {
  const target = { endpoint, bucket: Bucket, key: Key }
  const id = checkpointId(target)
  const release = await holdLock(id, target)
  // One after the other: forgetting must not overtake keeping.
  let last: Promise<unknown> = Promise.resolve()
  const use = (act: () => Promise<unknown>): Promise<unknown> => (last = last.then(act).catch(warn))

  try {
    const file = { size: source.size, source: await identify(source) }
    const previous = readCheckpoint(await use(() => store.get(id)), target)
    if (previous) checkSource(previous, file)
    return {
      previous,
      save(uploadId, partSize) {
        const createdAt = new Date().toISOString()
        const checkpoint = createCheckpoint({ ...target, ...file, uploadId, partSize, createdAt })
        void use(() => store.put(id, checkpoint))
        return checkpoint
      },
      async forget() {
        await use(() => store.delete(id))
      },
      async release() {
        await last
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}
