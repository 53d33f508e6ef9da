import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from './commands.js'
import type { Begun, Job } from './job.js'
import { inputOf } from './whole.js'

/** Begins uploads, and removes those that were begun without anybody being told their id. */
export interface Beginner {
  /** Begins an upload. The signal of the run ends waits and retries, but no request that is out. */
  begin(job: Job): Promise<Begun>
  /** Removes what was begun by requests whose answers were lost, as far as it can be told; never rejects. */
  removeLost(job: Job): Promise<void>
}

/** Milliseconds by which times of the service may be rounded. */
const rounding = 1000

/** Makes one that has sent nothing. */
export function createBeginner(): Beginner {
  /** When the first request left of which the answer was lost. */
  let lostSince: number | undefined

  const removeLost = async (job: Job, own?: string): Promise<void> => {
    if (lostSince === undefined) return
    try {
      await removeEmpty(job, lostSince, own)
      lostSince = undefined
    } catch {
      // They have no parts, so they take no space; cleanupStaleUploads() finds them.
    }
  }

  return {
    removeLost,
    async begin(job) {
      const { options, sender, control } = job
      const { Bucket, Key } = options
      const began = performance.now()
      const { UploadId } = await sender.send(
        new CreateMultipartUploadCommand({ ...inputOf(job), Bucket, Key }),
        {
          signal: control.signal,
          uncut: true,
          lost() {
            lostSince ??= began
          },
        },
      )
      await removeLost(job, UploadId)
      return { Bucket, Key, UploadId }
    },
  }
}

/**
 * Removes uploads of the object that have no parts and were begun since then, by the service's own clock.
 * Where that does not tell the time, nothing is removed: it could be anybody's.
 */
async function removeEmpty(job: Job, since: number, own: string | undefined): Promise<void> {
  const { options, sender } = job
  const { Bucket, Key } = options
  const listing = new ListMultipartUploadsCommand({ Bucket, Prefix: Key })
  const { Uploads, $metadata } = await sender.send(listing, { timeout })
  const now = Date.parse($metadata.headers.get('date') ?? '')
  const begun = now - (performance.now() - since) - rounding
  for (const { Key: key, UploadId, Initiated } of Uploads) {
    if (key !== Key || UploadId === own || !(Initiated.getTime() >= begun)) continue
    const upload = { Bucket, Key, UploadId }
    const { Parts } = await sender.send(new ListPartsCommand(upload), { timeout })
    if (Parts.length === 0) await sender.send(new AbortMultipartUploadCommand(upload), { timeout })
  }
}

/** Milliseconds for each request; no signal of the caller ends them. */
const timeout = { total: 20_000 }
