import type { HeadObjectOutput } from '@oos-js/commands'
import { isOosError, OosError } from '@oos-js/core'
import { CompleteMultipartUploadCommand, HeadObjectCommand } from './commands.js'
import { bareTag, multipartTag } from './etag.js'
import type { Expected } from './expected.js'
import type { Begun, Job } from './job.js'
import { listParts, type Listing } from './listing.js'
import { mayHaveWorked } from './outcome.js'
import type { SentPart } from './send-parts.js'
import type { UploadOutput } from './whole.js'

/** Puts the parts together. No signal ends this: whether it succeeded would be unknown. */
export async function complete(
  job: Job,
  upload: Begun,
  parts: ReadonlyMap<number, SentPart>,
  expected: Expected,
): Promise<UploadOutput> {
  const { Bucket, Key } = upload
  const Parts = [...parts]
    .sort(([one], [other]) => one - other)
    .map(([PartNumber, { tag }]) => ({ PartNumber, ETag: `"${tag}"` }))
  try {
    const command = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } })
    const output = await job.sender.send(command)
    return { ...output, Bucket, Key }
  } catch (error) {
    if (!mayHaveWorked(error)) throw error
    return await findOut(job, upload, expected, error)
  }
}

/** Finds out what became of an upload whose completion was not answered. */
async function findOut(
  job: Job,
  upload: Begun,
  expected: Expected,
  error: unknown,
): Promise<UploadOutput> {
  const finished =
    (await isGone(job, upload, error)) &&
    (await findFinished(job, upload, expected).catch(() => undefined))
  if (finished) return finished
  const { Bucket, Key, UploadId } = upload
  throw new OosError({
    code: 'UnknownOutcome',
    message: `whether the upload ${UploadId} was completed is not known`,
    operation: 'CompleteMultipartUpload',
    bucket: Bucket,
    key: Key,
    hint: 'resume() finds out, and completes it if it is not.',
    cause: error,
  })
}

/**
 * Whether an upload is no more, as far as the service says so. While it is there it has not been completed:
 * then the error is the whole truth, and is thrown.
 */
async function isGone(job: Job, upload: Begun, error: unknown): Promise<boolean> {
  if (isOosError(error, 'UnknownOutcome')) return true
  let listing: Listing | undefined
  try {
    listing = await listParts(job, upload)
  } catch (reason) {
    return isOosError(reason, 'NoSuchUpload')
  }
  if (listing) throw error
  return true
}

/**
 * The object that an upload has become. That there is one proves nothing: OOS shows an upload that is not
 * complete as well, without an ETag (OOS developer document V6, 4.3.7), and there may be an older one.
 */
export async function findFinished(
  { sender, control: { signal } }: Job,
  { Bucket, Key }: Begun,
  expected: Expected,
): Promise<UploadOutput | undefined> {
  let head: HeadObjectOutput
  try {
    head = await sender.send(new HeadObjectCommand({ Bucket, Key }), { signal })
  } catch (error) {
    if (isOosError(error) && error.status === 404) return undefined
    throw error
  }
  const tag = bareTag(head.ETag)
  if (!tag || head.ContentLength !== expected.size) return undefined
  const { ETag, $metadata } = head
  const output = { Bucket, Key, $metadata, ...(ETag && { ETag }) }
  // Without a number of parts it is that of an object that was sent at once.
  const [isKnown, count] = /^[\da-f]{32}(?:-(\d+))?$/.exec(tag) ?? []
  if (isKnown !== undefined) {
    if (Number(count) !== expected.count) return undefined
    return tag === (await multipartTag(await expected.tags())) ? output : undefined
  }
  // A service with tags of another kind: then it must be no older than the parts.
  const { LastModified } = head
  const { written } = expected
  return written && LastModified && secondOf(LastModified) >= secondOf(written) ? output : undefined
}

/** Headers have no parts of a second. */
function secondOf(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
