import { isOosError, md5Base64, OosError } from '@oos-js/core'
import { checkpointId, type Checkpoint } from '../resume/checkpoint.js'
import { holdLock } from '../resume/lock.js'
import { openResume, type Resume } from '../resume/open-resume.js'
import { until } from '../until.js'
import { CreateMultipartUploadCommand } from './commands.js'
import { complete, findFinished, type Expected } from './complete.js'
import type { Content } from './content.js'
import { hexOf } from './etag.js'
import { feedOf, type Feed } from './feed.js'
import type { Begun, Job } from './job.js'
import { createLanes } from './lanes.js'
import { listParts, type Listing } from './listing.js'
import { removeParts } from './remove-parts.js'
import { sendParts, type SentPart } from './send-parts.js'
import { inputOf, sendWhole, type UploadOutput } from './whole.js'

/** An upload in parts, from run to run. */
export interface Multipart {
  /** Sends what is missing and puts it together; a run that failed is gone on with by the next one. */
  readonly run: (job: Job) => Promise<UploadOutput>
  /** Removes what is on the service, when no run is under way. */
  readonly leave: (reason: unknown) => Promise<void>
}

/** How often what is missing is sent before the service is not believed any more. */
const rounds = 2

/** Makes one that nothing is known of yet. */
export function createMultipart(): Multipart {
  /** Parts that are on the service, as far as this process knows. */
  const sent = new Map<number, SentPart>()
  let begun: Begun | undefined
  /** Nothing can have been sent before. */
  let isNew = false
  let feed: Feed | undefined
  let resume: Resume | undefined
  let checkpoint: Checkpoint | undefined
  let job: Job

  const run = async (): Promise<UploadOutput> => {
    const { options, content, control, ledger, sender } = job
    sender.limit(createLanes(options.concurrency ?? 4))
    feed ??= feedOf(job, job.partSize)
    const small = await until(feed.whole(), control.signal)
    if (small) {
      ledger.total(1, small.size)
      return sendWhole(job, small)
    }
    if (content) await findPrevious(content)
    for (let again = false; ; again = true) {
      const upload = begun ?? (await begin())
      try {
        return await sendAndComplete(upload, feed)
      } catch (error) {
        if (!isOosError(error, 'NoSuchUpload')) throw error
        const finished = await findFinished(job, upload, expect(feed))
        if (finished) return finished
        if (again || options.whenGone === 'fail' || !content) throw error
        startOver()
        job.emit('restart', error)
      }
    }
  }

  /** Looks for an upload that another page has begun, and keeps others from going on with it. */
  const findPrevious = async (content: Content): Promise<void> => {
    const { options, client, emit } = job
    const { store, identify, Bucket, Key } = options
    if (!store) return
    const source = 'text' in content ? (content as Blob) : content.slice(0, content.size)
    resume = await openResume(client, { store, Bucket, Key, source, identify }, (error) => {
      emit('warning', error)
    })
    const { previous } = resume
    if (begun || !previous) return
    begun = { Bucket, Key, UploadId: previous.uploadId }
    feed = feedOf(job, previous.partSize)
    keep(previous)
  }

  const begin = async (): Promise<Begun> => {
    const { options, sender, control, partSize } = job
    const { Bucket, Key } = options
    await control.ready()
    const command = new CreateMultipartUploadCommand({ ...inputOf(job), Bucket, Key })
    const { UploadId } = await sender.send(command, { signal: control.signal, uncut: true })
    begun = { Bucket, Key, UploadId }
    isNew = true
    job.begun(UploadId)
    if (resume) keep(resume.save(UploadId, partSize))
    return begun
  }

  const keep = (made: Checkpoint): void => {
    checkpoint = made
    job.begun(made.uploadId)
    job.emit('checkpoint', made)
  }

  const startOver = (): void => {
    for (const number of sent.keys()) job.ledger.revoke(number)
    sent.clear()
    begun = undefined
    feed = feedOf(job, job.partSize)
    job.begun(undefined)
    void resume?.forget()
  }

  /** Sends what the service has not, until it has everything, and puts that together. */
  const sendAndComplete = async (upload: Begun, parts: Feed): Promise<UploadOutput> => {
    const { control, ledger } = job
    await control.ready()
    let listing = isNew ? new Map<never, never>() : await listParts(job, upload)
    // Of an upload that has just begun it is asked meanwhile whether its parts may be listed at all.
    const mayList = isNew
      ? listParts(job, upload).then(Boolean, () => true)
      : Promise.resolve(!!listing)
    isNew = false
    for (let round = 1; ; round++) {
      believe(listing, parts)
      const settled = (): void => {
        if (checkpoint) job.emit('checkpoint', checkpoint)
      }
      await sendParts({ job, upload, feed: parts, sent, listing, mayList, settled })
      await control.ready()
      listing = (await mayList) ? await listParts(job, upload) : undefined
      believe(listing, parts)
      if (sent.size === parts.count()) break
      if (round === rounds) throw unlike(upload)
    }
    const expected = expect(parts, listing)
    ledger.total(sent.size, expected.size)
    await control.ready()
    job.completing()
    return complete(job, upload, sent, expected)
  }

  /** Forgets what was sent of which the service says otherwise, and counts what it has already. */
  const believe = (listing: Listing | undefined, { plan }: Feed): void => {
    if (!listing) return
    for (const [number, { size, tag }] of sent) {
      const listed = listing.get(number)
      const isThere = listed?.size === size && (tag === undefined || tag === listed.tag)
      if (isThere) sent.set(number, { size, tag: listed.tag })
      else {
        sent.delete(number)
        job.ledger.revoke(number)
      }
    }
    for (const { number, size } of plan ?? []) {
      if (listing.get(number)?.size === size) job.ledger.confirm(number, size, false)
    }
  }

  const expect = (parts: Feed, listing?: Listing): Expected => {
    const sizes = [...sent.values()].map(({ size }) => size)
    const times = [...(listing?.values() ?? [])].map(({ written }) => written.getTime())
    return {
      size: job.content?.size ?? sizes.reduce((sum, size) => sum + size, 0),
      count: parts.count() ?? sent.size,
      written: listing && new Date(Math.max(...times)),
      tags: () => tagsOf(parts),
    }
  }

  /** The ETags of all parts. Those of parts that nobody knows any more are made from the content. */
  const tagsOf = async ({ plan }: Feed): Promise<readonly string[]> => {
    const tags: string[] = []
    for (let number = 1; number <= (plan?.length ?? sent.size); number++) {
      const known = sent.get(number)?.tag
      const content = plan?.[number - 1]?.content() ?? new Blob()
      tags.push(known ?? hexOf(await md5Base64(content)))
    }
    return tags
  }

  const release = async (): Promise<void> => {
    await resume?.release()
    resume = undefined
  }

  const leave = async (upload: Begun): Promise<void> => {
    const { client, content, options, sender } = job
    const { Bucket, Key } = upload
    const { store } = options
    const target = { endpoint: client.endpoint, bucket: Bucket, key: Key }
    // Of an upload that failed, the object may be another tab's by now.
    const unlock =
      store && content && !resume ? await holdLock(checkpointId(target), target) : undefined
    try {
      await removeParts(sender, upload)
      begun = undefined
      if (resume) await resume.forget()
      else await store?.delete(checkpointId(target))
    } finally {
      unlock?.()
      await release()
    }
  }

  return {
    async run(given) {
      job = given
      try {
        const output = await run()
        await resume?.forget()
        return output
      } finally {
        // What is aborted has yet to be removed, and nobody may go on with it meanwhile.
        if (!given.isAborted()) await release()
      }
    },
    async leave(reason) {
      feed?.cancel(reason)
      if (begun) await leave(begun)
      else await release()
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
