import { checkpointId, type Checkpoint } from '../resume/checkpoint.js'
import { holdLock } from '../resume/lock.js'
import { openResume, type Resume } from '../resume/open-resume.js'
import { blobOf } from './content.js'
import type { Job } from './job.js'

/** Looks after what others may know of an upload: its checkpoint, and that it is being worked on. */
export interface Custody {
  /** Keeps others from the object, and gives what is known of an upload that was begun earlier. */
  take(job: Job): Promise<Checkpoint | undefined>
  /** Keeps what has begun. */
  keep(job: Job, uploadId: string, partSize: number): void
  /** Tells the checkpoint, if there is one. */
  tell(job: Job, known?: Checkpoint): void
  /** Removes an upload while nobody else may have it, and forgets it. */
  remove(job: Job, work: () => Promise<void>): Promise<void>
  /** There is nothing to go on with any more. */
  forget(): Promise<void>
  /** Lets others have the object. */
  letGo(): Promise<void>
}

/** Without a store in the options, or with a stream, nothing is kept and nobody is kept away. */
export function createCustody(): Custody {
  let resume: Resume | undefined
  let checkpoint: Checkpoint | undefined

  const tell = (job: Job, known = checkpoint): void => {
    checkpoint = known
    if (known) job.emit('checkpoint', known)
  }

  const letGo = async (): Promise<void> => {
    await resume?.release()
    resume = undefined
  }

  return {
    tell,
    letGo,
    async take({ client, content, options, emit }) {
      const { store, identify, Bucket, Key } = options
      if (!store || !content) return undefined
      const source = blobOf(content)
      resume = await openResume(client, { store, Bucket, Key, source, identify }, (error) => {
        emit('warning', error)
      })
      return resume.previous
    },
    keep(job, uploadId, partSize) {
      if (resume) tell(job, resume.save(uploadId, partSize))
    },
    async remove({ client, content, emit, options }, work) {
      const { store, Bucket, Key } = options
      const target = { endpoint: client.endpoint, bucket: Bucket, key: Key }
      const id = checkpointId(target)
      // After a failure another tab may have gone on with it.
      const unlock = store && content && !resume ? await holdLock(id, target) : undefined
      try {
        await work()
        if (resume) await resume.forget()
        else
          await store?.delete(id).catch((error: unknown) => {
            emit('warning', error)
          })
      } finally {
        unlock?.()
        await letGo()
      }
    },
    async forget() {
      checkpoint = undefined
      await resume?.forget()
    },
  }
}
