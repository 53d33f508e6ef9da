import { md5Base64, type OosClient } from '@oos-js/core'
import type { Checkpoint } from '../resume/checkpoint.js'
import { findPrevious } from '../resume/open-resume.js'
import { blobOf, checkReadable, contentOf } from './content.js'
import type { Job, Run } from './job.js'
import { createLanes } from './lanes.js'
import type { Ledger } from './ledger.js'
import { createMultipart } from './multipart.js'
import type { UploadOptions } from './options.js'
import { createSender, type Lanes } from './sender.js'
import type { AbortOptions } from './task.js'
import { sendWhole, type UploadOutput } from './whole.js'

// Others need these without the rest, but one module that is loaded later is better than three.
export { discard } from '../resume/discard.js'
export { removeParts } from './remove-parts.js'

/** The upload that these options would go on with. */
export async function previousOf(
  client: OosClient,
  { source, store, ...target }: UploadOptions,
): Promise<Checkpoint | undefined> {
  const content = contentOf(source)
  if (!store || !content) return undefined
  return findPrevious(client, { ...target, store, source: blobOf(content) })
}

/** Does the work of one upload, run after run. */
export interface Engine {
  /** Sends what is missing. It rejects when nothing is under way any more. */
  run(run: Run): Promise<UploadOutput>
  /** Removes what is on the service, unless it is to be kept, when no run is under way. */
  leave(reason: unknown, options?: AbortOptions): Promise<void>
}

/** Makes what is loaded when there is an upload; before, only its state is there. */
export function createEngine(
  client: OosClient,
  options: UploadOptions,
  partSize: number,
  ledger: Ledger,
  lanes?: Lanes,
): Engine {
  const { source, md5 = true } = options
  const content = contentOf(source)
  const sender = createSender(client, ledger)
  const multipart = createMultipart()

  const hash = async (part: Blob, signal: AbortSignal): Promise<string | undefined> => {
    if (md5 === false) return undefined
    const end = ledger.busy('hash')
    try {
      return await (md5 === true ? md5Base64(part, signal) : md5(part, signal))
    } catch (error) {
      signal.throwIfAborted()
      await checkReadable(part, options, error)
      throw error
    } finally {
      end()
    }
  }

  return {
    async run(run) {
      sender.limit(lanes ?? createLanes(options.concurrency ?? 4))
      const job: Job = { ...run, client, options, content, partSize, sender, hash }
      if (!content || content.size > partSize) return multipart.run(job)
      return sendWhole(job, content.slice(0, content.size))
    },
    leave: multipart.leave,
  }
}
