import { isOosError, OosError } from '@oos-js/core'
import type { Checkpoint } from '../resume/checkpoint.js'
import { until } from '../until.js'
import { createBeginner } from './begin.js'
import { complete, findFinished } from './complete.js'
import { createCustody } from './custody.js'
import { expectedOf } from './expected.js'
import { feedOf, type Feed } from './feed.js'
import type { Begun, Job } from './job.js'
import { listParts, type Listing } from './listing.js'
import { isPlan } from './plan.js'
import { removeParts } from './remove-parts.js'
import { sendParts, type SentPart } from './send-parts.js'
import type { AbortOptions } from './task.js'
import { sendWhole, type UploadOutput } from './whole.js'

/** An upload in parts, from run to run. */
export interface Multipart {
  /** Sends what is missing and puts it together; a run that failed is gone on with by the next one. */
  readonly run: (job: Job) => Promise<UploadOutput>
  /** Removes what is on the service, unless it is to be kept, when no run is under way. */
  readonly leave: (reason: unknown, options?: AbortOptions) => Promise<void>
}

/** How often what is missing is sent before the service is not believed any more. */
const rounds = 2

/** Makes one that nothing is known of yet. */
export function createMultipart(): Multipart {
  const custody = createCustody()
  const beginner = createBeginner()
  /** Parts that are on the service, as far as this process knows. */
  const sent = new Map<number, SentPart>()
  let begun: Begun | undefined
  /** Of what has just begun nothing can be there. */
  let isNew = false
  let feed: Feed | undefined
  let job: Job | undefined

  const run = async (now: Job): Promise<UploadOutput> => {
    const { content, control, options } = now
    feed ??= feedOf(now, now.partSize)
    const small = await until(feed.whole(), control.signal)
    if (small) {
      now.ledger.total(1, small.size)
      return sendWhole(now, small)
    }
    const previous = await custody.take(now)
    if (previous) goOn(now, previous)
    for (let again = false; ; again = true) {
      await control.ready()
      const upload = begun ?? (await begin(now))
      try {
        return await sendAndComplete(now, upload, feed)
      } catch (error) {
        if (!isOosError(error, 'NoSuchUpload')) throw error
        const finished = await findFinished(now, upload, expectedOf(feed, sent))
        if (finished) return finished
        if (again || options.whenGone === 'fail' || !content || now.isAborted()) throw error
        restart(now, error)
      }
    }
  }

  /** Goes on with an upload that was begun elsewhere, or with its own. */
  const goOn = (now: Job, previous: Checkpoint): void => {
    const { uploadId, size, partSize } = previous
    if (uploadId === begun?.UploadId || !isPlan(size, partSize)) return
    forgetParts(now, partSize)
    begun = { Bucket: now.options.Bucket, Key: now.options.Key, UploadId: uploadId }
    now.begun(uploadId)
    custody.tell(now, previous)
  }

  const begin = async (now: Job): Promise<Begun> => {
    begun = await beginner.begin(now)
    isNew = true
    now.begun(begun.UploadId)
    custody.keep(now, begun.UploadId, now.partSize)
    return begun
  }

  const restart = (now: Job, error: OosError): void => {
    forgetParts(now, now.partSize)
    begun = undefined
    now.begun(undefined)
    void custody.forget()
    now.emit('restart', error)
  }

  const forgetParts = (now: Job, partSize: number): void => {
    sent.clear()
    now.ledger.clear()
    feed = feedOf(now, partSize)
    now.ledger.total(feed.count(), now.content?.size)
  }

  /** Sends what the service has not, until it has everything, and puts that together. */
  const sendAndComplete = async (now: Job, upload: Begun, parts: Feed): Promise<UploadOutput> => {
    const { control, ledger } = now
    const list = (): Promise<Listing | undefined> => listParts(now, upload)
    let listing: Listing | undefined = isNew ? new Map() : await list()
    // Of what has just begun it is only asked, meanwhile, whether parts may be listed at all.
    const mayList = isNew ? list().then(Boolean, () => true) : Promise.resolve(!!listing)
    isNew = false
    for (let round = 1; ; round++) {
      believe(now, listing, parts)
      const settled = (): void => {
        custody.tell(now)
      }
      await sendParts({ job: now, upload, feed: parts, sent, listing, mayList, settled })
      await control.ready()
      listing = (await mayList) ? await list() : undefined
      believe(now, listing, parts)
      if (sent.size === parts.count()) break
      if (round === rounds) throw unlike(upload)
    }
    const expected = expectedOf(parts, sent, listing)
    ledger.total(expected.count, expected.size)
    await control.ready()
    now.completing()
    return complete(now, upload, sent, expected)
  }

  /** Forgets what was sent of which the service says otherwise, and counts what it has already. */
  const believe = ({ ledger }: Job, listing: Listing | undefined, { plan }: Feed): void => {
    if (!listing) return
    for (const [number, { size, tag }] of sent) {
      const listed = listing.get(number)
      const isThere = listed?.size === size && (tag === undefined || tag === listed.tag)
      if (isThere) sent.set(number, { size, tag: listed.tag })
      else {
        // What is there instead is not taken for it either.
        listing.delete(number)
        sent.delete(number)
        ledger.revoke(number)
      }
    }
    const there = (plan ?? []).filter(({ number, size }) => listing.get(number)?.size === size)
    ledger.found(there.map(({ number, size }) => [number, size]))
  }

  return {
    async run(now) {
      job = now
      try {
        const output = await run(now)
        await custody.forget()
        return output
      } finally {
        // What is aborted has yet to be removed, and nobody may go on with it meanwhile.
        if (!now.isAborted()) await custody.letGo()
      }
    },
    async leave(reason, { keep = false } = {}) {
      feed?.cancel(reason)
      if (!job) return
      const { sender } = job
      await beginner.removeLost(job, begun?.UploadId)
      if (!begun || keep) return custody.letGo()
      const upload = begun
      await custody.remove(job, () => removeParts(sender, upload))
      begun = undefined
    },
  }
}

function unlike({ Bucket, Key }: Begun): OosError {
  return new OosError({
    code: 'Integrity',
    message: 'the service has other parts than were sent',
    operation: 'Upload',
    bucket: Bucket,
    key: Key,
    hint: 'Nothing was put together. abort() removes the parts.',
  })
}
