import { OosError } from '@oos-js/core'
import { createDeferred } from '../deferred.js'
import { until } from '../until.js'
import { UploadPartCommand } from './commands.js'
import { checkReadable } from './content.js'
import { bareTag, mayHaveTag } from './etag.js'
import type { Feed, Part } from './feed.js'
import type { Begun, Job } from './job.js'
import type { Listing } from './listing.js'

/** A part that the service has taken. */
export interface SentPart {
  /** Bytes. */
  readonly size: number
  /** Its ETag without quotes, where it could be seen. */
  readonly tag: string | undefined
}

/** What is sent in one go. */
export interface Round {
  readonly job: Job
  readonly upload: Begun
  readonly feed: Feed
  /** Parts that are there; grows. */
  readonly sent: Map<number, SentPart>
  /** What the service had before. */
  readonly listing: Listing | undefined
  /** Whether it will say again what it has. */
  readonly mayList: Promise<boolean>
  /** Told of each part that is there. */
  readonly settled: () => void
}

/**
 * Sends all parts that are not there, some at a time. The first failure ends the rest; it rejects when
 * nothing is under way any more.
 */
export async function sendParts(round: Round): Promise<void> {
  const { job, feed, sent } = round
  const { control, options } = job
  const send = senderOf(round)
  feed.begin((number) => sent.has(number))

  let failure: { readonly error: unknown } | undefined

  const work = async (): Promise<void> => {
    try {
      for (let part; (part = await control.attempt((signal) => take(feed, signal)));) {
        await sendOrReturn(part)
      }
    } catch (error) {
      failure ??= { error }
      control.cut(error)
    }
  }

  const sendOrReturn = async (part: Part): Promise<void> => {
    try {
      await control.attempt((signal) => {
        if (failure) throw failure.error
        return send(part, signal)
      })
    } catch (error) {
      feed.back(part)
      throw error
    }
  }

  const width = Math.min(options.concurrency ?? 4, feed.plan?.length ?? Infinity)
  await Promise.all(Array.from({ length: width }, work))
  if (failure) throw failure.error
}

/** The next part. One that comes too late goes back. */
async function take(feed: Feed, signal: AbortSignal): Promise<Part | undefined> {
  const next = feed.next()
  try {
    return await until(next, signal)
  } catch (error) {
    next.then(
      (part) => part && feed.back(part),
      () => undefined,
    )
    throw error
  }
}

/** Makes what sends one part, knowing of the others what it must. */
function senderOf({ job, upload, sent, listing, mayList, settled }: Round) {
  const { sender, ledger, hash, options } = job
  /** Sent ahead of all others where only it can tell whether ETags are to be seen. */
  let scout: Part | undefined
  const seen = createDeferred()

  const settle = (part: Part, tag: string | undefined): void => {
    sent.set(part.number, { size: part.size, tag })
    ledger.confirm(part.number, part.size)
    settled()
  }

  return async (part: Part, signal: AbortSignal): Promise<void> => {
    const content = part.content()
    const ContentMD5 = await hash(content, signal)
    const listed = listing?.get(part.number)
    if (listed?.size === part.size && mayHaveTag(ContentMD5, listed.tag)) {
      settle(part, listed.tag)
      return
    }
    ledger.revoke(part.number)
    await checkReadable(content, options)
    scout ??= part
    if (part !== scout && !(await until(mayList, signal))) await until(seen.promise, signal)
    const command = new UploadPartCommand({
      ...upload,
      PartNumber: part.number,
      Body: content,
      ContentMD5,
    })
    const { ETag } = await sender.send(command, { signal, part: part.number })
    if (!ETag && !(await until(mayList, signal))) throw hidden(upload)
    seen.resolve()
    settle(part, bareTag(ETag))
  }
}

function hidden({ Bucket, Key }: Begun): OosError {
  return new OosError({
    code: 'ETagHidden',
    message: 'the answer to a part shows no ETag, and the parts may not be listed',
    operation: 'Upload',
    bucket: Bucket,
    key: Key,
    hint: 'Name ETag in an ExposeHeader of the CORS rules of the bucket, or allow s3:ListMultipartUploadParts.',
  })
}
