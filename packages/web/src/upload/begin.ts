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
  /**
   * Removes what was begun by requests whose answers were lost, as far as it can be told; never rejects.
   *
   * @param own - Id of the upload whose answer was not.
   */
  removeLost(job: Job, own: string | undefined): Promise<void>
}

/** Milliseconds by which times of the service may be rounded. */
const rounding = 1000

/** A time in which uploads may have been begun of which nobody was told, by the clock of `performance`. */
interface Doubt {
  readonly since: number
  readonly until: number
}

/** Makes one that has sent nothing. */
export function createBeginner(): Beginner {
  /** When the first request left of which the answer was lost. */
  let lostSince: number | undefined
  /**
   * When the request was under way that began the upload: when a connection breaks, browsers send a request
   * again and tell nobody.
   */
  let sentByBrowser: Doubt | undefined

  const removeLost = async (job: Job, own: string | undefined): Promise<void> => {
    const until = performance.now()
    const doubt = lostSince === undefined ? sentByBrowser : { since: lostSince, until }
    if (!doubt) return
    try {
      await removeEmpty(job, doubt, own)
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
      if (lostSince !== undefined) await removeLost(job, UploadId)
      if ('XMLHttpRequest' in globalThis) sentByBrowser = { since: began, until: performance.now() }
      return { Bucket, Key, UploadId }
    },
  }
}

/**
 * Removes uploads of the object that have no parts and were begun at that time, by the service's own clock.
 * Where that does not tell the time, nothing is removed: it could be anybody's.
 */
async function removeEmpty(job: Job, { since, until }: Doubt, own?: string): Promise<void> {
  const { options, sender } = job
  const { Bucket, Key } = options
  const listing = new ListMultipartUploadsCommand({ Bucket, Prefix: Key })
  const { Uploads, $metadata } = await sender.send(listing, { timeout })
  const zero = Date.parse($metadata.headers.get('date') ?? '') - performance.now()
  for (const { Key: key, UploadId, Initiated } of Uploads) {
    const begun = Initiated.getTime() - zero
    const isThen = begun >= since - rounding && begun <= until + rounding
    if (key !== Key || UploadId === own || !isThen) continue
    const upload = { Bucket, Key, UploadId }
    const { Parts } = await sender.send(new ListPartsCommand(upload), { timeout })
    if (Parts.length === 0) await sender.send(new AbortMultipartUploadCommand(upload), { timeout })
  }
}

/** Milliseconds for each request; no signal of the caller ends them. */
const timeout = { total: 20_000 }
