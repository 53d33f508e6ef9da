import { OosError, pool, type OosClient } from '@oos-js/core'
import { AbortMultipartUploadCommand } from '../multipart/AbortMultipartUpload.js'
import {
  CompleteMultipartUploadCommand,
  type CompletedPart,
} from '../multipart/CompleteMultipartUpload.js'
import { CreateMultipartUploadCommand } from '../multipart/CreateMultipartUpload.js'
import { UploadPartCopyCommand } from '../multipart/UploadPartCopy.js'
import { CopyObjectCommand, type CopyObjectInput } from '../object/CopyObject.js'
import { HeadObjectCommand, type HeadObjectOutput } from '../object/HeadObject.js'
import type { TaskOptions } from './delete-all.js'

/** Options of {@link copyLarge}. */
export interface CopyLargeOptions extends TaskOptions {
  /**
   * Bytes; larger sources are copied in parts. OOS copies ranges only of sources larger than 5 GB (guide
   * 2.3.11), here taken as GiB (assumed).
   *
   * @defaultValue 5 GiB
   */
  readonly partsAbove?: number | undefined
  /**
   * Bytes in a part, 5 MiB to 5 GiB; larger if there would be more than 10,000 parts.
   *
   * @defaultValue 512 MiB
   */
  readonly partSize?: number | undefined
  /**
   * Parts that are copied at the same time.
   *
   * @defaultValue 4
   */
  readonly concurrency?: number | undefined
}

/** What {@link copyLarge} leaves behind. */
export interface CopyLargeOutput {
  /** Tag of the copy, where the service tells it. */
  readonly ETag?: string | undefined
  /** How many parts were copied; 1 for a copy in one request. */
  readonly parts: number
}

const mebibyte = 1_048_576
const gibibyte = 1024 * mebibyte

/**
 * Copies an object of any size within OOS: in one request, or in parts where the source is too large for
 * that. Headers and metadata go along, unless `MetadataDirective` is `REPLACE`. A source that changes
 * meanwhile ends the copy with `PreconditionFailed`, and a copy that fails leaves no parts behind.
 *
 * @example
 * ```ts
 * await copyLarge(client, {
 *   Bucket: 'photos',
 *   Key: 'cat-copy.jpg',
 *   CopySource: { Bucket: 'photos', Key: 'cat.jpg' },
 * })
 * ```
 */
export async function copyLarge(
  client: OosClient,
  input: CopyObjectInput,
  options: CopyLargeOptions = {},
): Promise<CopyLargeOutput> {
  const { signal, partsAbove = 5 * gibibyte } = options
  checkOptions(options)
  const source = await client.send(new HeadObjectCommand(input.CopySource), { signal })
  const { ContentLength, ETag } = source
  if (ContentLength === undefined) {
    throw new OosError({
      code: 'InvalidResponse',
      message: 'the size of the source is not told',
      operation: 'copyLarge',
      bucket: input.CopySource.Bucket,
      key: input.CopySource.Key,
    })
  }
  const guarded = { CopySourceIfMatch: ETag, ...input }
  if (ContentLength > partsAbove)
    return copyInParts(client, guarded, source, ContentLength, options)
  const output = await client.send(new CopyObjectCommand(guarded), { signal })
  return { ETag: output.ETag, parts: 1 }
}

/** Refuses what would be refused once all parts are copied, or copy none. */
function checkOptions({ partsAbove, partSize, concurrency }: CopyLargeOptions): void {
  const bounds = {
    partsAbove: [partsAbove, 0, Infinity],
    partSize: [partSize, 5 * mebibyte, 5 * gibibyte],
    concurrency: [concurrency, 1, Infinity],
  } as const
  for (const [member, [value, least, most]] of Object.entries(bounds)) {
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most))
      continue
    throw new OosError({
      code: 'InvalidInput',
      message: `${member} must be an integer, ${least} at least${most === Infinity ? '' : ` and ${most} at most`}`,
      operation: 'copyLarge',
      member,
    })
  }
}

async function copyInParts(
  client: OosClient,
  input: CopyObjectInput,
  source: HeadObjectOutput,
  size: number,
  { signal, partSize = gibibyte / 2, concurrency = 4 }: CopyLargeOptions,
): Promise<CopyLargeOutput> {
  const { Bucket, Key } = input
  const described =
    input.MetadataDirective === 'REPLACE' ? input : { ...headersOf(source), ...input }
  const begun = await client.send(new CreateMultipartUploadCommand(described), { signal })
  const { UploadId } = begun
  const step = Math.max(partSize, Math.ceil(size / 10_000))
  const starts = Array.from({ length: Math.ceil(size / step) }, (_, index) => index * step)
  try {
    const never = new AbortController().signal
    const Parts = await pool(starts, concurrency, signal ?? never, async (start, poolSignal) => {
      const PartNumber = start / step + 1
      const CopySourceRange = `bytes=${start}-${Math.min(start + step, size) - 1}`
      const { ETag } = await client.send(
        new UploadPartCopyCommand({ ...input, UploadId, PartNumber, CopySourceRange }),
        { signal: poolSignal },
      )
      return { PartNumber, ETag } as CompletedPart
    })
    const MultipartUpload = { Parts }
    const complete = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload })
    const { ETag } = await client.send(complete, { signal })
    return { ETag, parts: Parts.length }
  } catch (error) {
    // The first error is the one to tell, whether or not the parts can be removed.
    await client
      .send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      .catch(() => undefined)
    throw error
  }
}

/** What CopyObject would have taken from the source by itself. */
function headersOf(source: HeadObjectOutput): Partial<CopyObjectInput> {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentType, Expires, Metadata } =
    source
  return { CacheControl, ContentDisposition, ContentEncoding, ContentType, Expires, Metadata }
}
