import { ListMultipartUploadsCommand } from '@oos-js/commands'
import { OosError, pages, pool, type OosClient } from '@oos-js/core'
import { loadEngine } from './upload/load-engine.js'

/** Which uploads {@link cleanupStaleUploads} removes. */
export interface CleanupInput {
  /** Bucket of the uploads. */
  readonly Bucket: string
  /**
   * Removes uploads that began before: a moment, or milliseconds of age. One under way is not told apart. The age
   * is told by the service's clock, and by this machine's where CORS hides `Date`.
   */
  readonly olderThan: Date | number
  /** Removes only those of keys that begin with this; all unless given. */
  readonly prefix?: string | undefined
  /** Ends it between two uploads; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** An upload that {@link cleanupStaleUploads} found. */
export interface StaleUpload {
  /** Name of the object. */
  readonly Key: string
  /** Id of the upload. */
  readonly UploadId: string
  /** When it began. */
  readonly Initiated: Date
}

/** What came of it. */
export interface CleanupOutput {
  /** Uploads that are gone. */
  readonly aborted: readonly StaleUpload[]
  /** Uploads that are still there, and why. */
  readonly failed: readonly (StaleUpload & {
    /** Why it is still there. */
    readonly error: unknown
  })[]
}

/** Uploads that are removed at the same time. */
const width = 4

/**
 * Removes uploads that were begun and never finished: their parts take space, and no rule of a bucket
 * removes them. It resolves even if some could not be removed: look at `failed`.
 *
 * @throws `OosError` `InvalidInput` without an age, and that of a listing that fails.
 *
 * @example
 * ```ts
 * const week = 7 * 24 * 3600 * 1000
 * const { aborted, failed } = await cleanupStaleUploads(client, { Bucket: 'films', olderThan: week })
 * console.log(aborted.length, 'removed;', failed.length, 'still there')
 * ```
 */
export async function cleanupStaleUploads(
  client: OosClient,
  { Bucket, olderThan, prefix, signal = new AbortController().signal }: CleanupInput,
): Promise<CleanupOutput> {
  if (Number.isNaN(Number(olderThan))) {
    const message = 'olderThan must be a Date or milliseconds'
    const operation = 'cleanupStaleUploads'
    throw new OosError({ code: 'InvalidInput', message, operation, member: 'olderThan' })
  }
  const stale: StaleUpload[] = []
  const listing = new ListMultipartUploadsCommand({ Bucket, Prefix: prefix })
  for await (const { Uploads, $metadata } of pages(client, listing, { signal })) {
    const now = Date.parse($metadata.headers.get('date') ?? '') || Date.now()
    const before = typeof olderThan === 'number' ? now - olderThan : olderThan.getTime()
    for (const { Key, UploadId, Initiated } of Uploads) {
      if (Initiated.getTime() < before) stale.push({ Key, UploadId, Initiated })
    }
  }
  const aborted: StaleUpload[] = []
  const failed: (StaleUpload & { readonly error: unknown })[] = []
  await pool(stale, width, signal, async (upload) => {
    const { Key, UploadId } = upload
    try {
      const { removeParts } = await loadEngine({ Bucket, Key })
      await removeParts(client, { Bucket, Key, UploadId })
      aborted.push(upload)
    } catch (error) {
      failed.push({ ...upload, error })
    }
  })
  return { aborted, failed }
}
