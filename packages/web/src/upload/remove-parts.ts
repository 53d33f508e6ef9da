import { isOosError, OosError } from '@oos-js/core'
import { sleep } from '../sleep.js'
import { AbortMultipartUploadCommand, ListPartsCommand } from './commands.js'
import type { Begun } from './job.js'
import type { Sender } from './sender.js'

/** How often removing is tried: parts that were on their way may arrive after the first time (V6, 4.3.8). */
const attempts = 3
/** Milliseconds for each request, all its retries included. No signal of the caller ends them. */
const timeout = { total: 20_000 }

/**
 * Removes an upload and its parts, until the service says that they are gone.
 *
 * @throws `OosError` that names the upload's id.
 */
export async function removeParts(sender: Pick<Sender, 'send'>, upload: Begun): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await untilGone(sender.send(new AbortMultipartUploadCommand({ ...upload }), { timeout }))
      const listing = new ListPartsCommand({ ...upload, MaxParts: 1 })
      if (await untilGone(sender.send(listing, { timeout }))) return
      throw new Error('the service still has the upload')
    } catch (cause) {
      // Where parts may not be listed the service's word must do.
      if (isOosError(cause, 'AccessDenied') && cause.operation === 'ListParts') return
      if (attempt === attempts) throw leftOver(upload, cause)
    }
    await sleep(Math.random() * 500 * 2 ** attempt)
  }
}

/** Whether the service says that there is no such upload. */
async function untilGone(request: Promise<unknown>): Promise<boolean> {
  try {
    await request
    return false
  } catch (error) {
    if (isOosError(error, 'NoSuchUpload')) return true
    throw error
  }
}

function leftOver({ Bucket, Key, UploadId }: Begun, cause: unknown): OosError {
  const { code = 'InvalidResponse', status } = Object(cause) as Partial<OosError>
  return new OosError({
    code,
    status,
    message: `the upload ${UploadId} could not be removed`,
    operation: 'AbortMultipartUpload',
    bucket: Bucket,
    key: Key,
    hint: 'Its parts take space until it is: call abort() again, or remove it by cleanupStaleUploads().',
    cause,
  })
}
