import { md5Base64 } from '@oos-js/core'
import { askWorker, type HashAnswer, type HashWorker } from './ask-worker.js'
import type { Hasher } from './hasher.js'

/** A {@link Hasher} with a worker behind it. */
export interface WorkerHasher extends Hasher {
  /** Ends the worker; what it was at is done in the page. The next content gets a new worker. */
  terminate(): void
}

/**
 * Hashes in a worker that the application makes, so that the page's own thread has nothing to do with it:
 * one after the other, since more would not be faster. Where the worker cannot be made, dies or falls
 * silent, the rest is hashed in the page, in slices: no upload fails for want of a worker.
 *
 * @param createWorker - Makes a worker of `@oos-js/web/md5-worker`; called when there is something to hash.
 *
 * @example
 * ```ts
 * // With Vite or webpack: new Worker(new URL('@oos-js/web/md5-worker', import.meta.url), { type: 'module' })
 * const md5 = workerHasher(() => new Worker('/assets/md5-worker.js', { type: 'module' }))
 * const upload = new Upload(client, { source: file, Bucket: 'films', Key: file.name, md5 })
 * await upload.done()
 * ```
 */
export function workerHasher(createWorker: () => HashWorker): WorkerHasher {
  let worker: HashWorker | undefined
  let isBroken = false
  let current = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  const terminate = (): void => {
    worker?.terminate()
    worker = undefined
    current.abort()
  }

  const inWorker = async (content: Blob, ended: AbortSignal): Promise<HashAnswer | undefined> => {
    try {
      worker ??= createWorker()
    } catch {
      isBroken = true
      return undefined
    }
    const answer = await askWorker(worker, content, ended)
    if (!answer && !ended.aborted) {
      isBroken = true
      terminate()
    }
    return answer
  }

  const hash = async (content: Blob, signal?: AbortSignal): Promise<string> => {
    signal?.throwIfAborted()
    const job = (current = new AbortController())
    // What nobody waits for must not hold up the rest.
    signal?.addEventListener('abort', terminate, job)
    try {
      const answer = isBroken ? undefined : await inWorker(content, job.signal)
      signal?.throwIfAborted()
      // If it is the file that fails, it fails here again.
      return answer?.digest ?? (await md5Base64(content, signal))
    } finally {
      job.abort()
    }
  }

  const inTurn = (content: Blob, signal?: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', abort)
      last = last
        .then(() => hash(content, signal))
        .then(resolve, reject)
        .then(() => signal?.removeEventListener('abort', abort))
    })

  return Object.assign(inTurn, { terminate })
}
