import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type CompletedPart,
} from '@oos-js/commands'
import { isOosError, OosError, pool, type OosClient } from '@oos-js/core'
import type { UploadOptions } from './upload-options.js'
import type { PlannedPart } from './upload-plan.js'
import { inputOf, sendingOf, type UploadOutput } from './upload-whole.js'

/**
 * Begins an upload in parts. The signal ends waits and retries, but not a request that is out: an upload
 * whose id nobody has seen could never be aborted.
 */
export async function beginParts(
  client: OosClient,
  options: UploadOptions,
  signal: AbortSignal,
): Promise<string> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(inputOf(options)), {
    middleware: (stack) =>
      stack
        .with('begin', (call, next) => next({ ...call, signal }))
        .with('end', (call, next) => next({ ...call, signal: undefined }), { step: 'retry' }),
  })
  return UploadId
}

/** Sends all parts, some at a time, and tells of each that was acknowledged. */
export function sendParts(
  client: OosClient,
  options: UploadOptions,
  UploadId: string,
  parts: readonly PlannedPart[],
  signal: AbortSignal,
  confirm: (bytes: number) => void,
): Promise<CompletedPart[]> {
  const { Bucket, Key, source, concurrency = 4 } = options
  return pool(parts, concurrency, signal, async ({ number, start, end }, poolSignal) => {
    const Body = source.slice(start, end)
    const { ETag } = await client.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: number, Body }),
      sendingOf(options, poolSignal),
    )
    if (ETag === undefined) {
      const hint = 'Expose ETag in the CORS rule.'
      const message = 'a part has no ETag'
      throw new OosError({
        operation: 'Upload',
        bucket: Bucket,
        key: Key,
        code: 'ETagHidden',
        message,
        hint,
      })
    }
    confirm(end - start)
    return { PartNumber: number, ETag }
  })
}

/** Puts the parts together. No signal ends this request: whether it succeeded would be unknown. */
export async function completeParts(
  client: OosClient,
  options: UploadOptions,
  UploadId: string,
  Parts: CompletedPart[],
): Promise<UploadOutput> {
  const { Bucket, Key } = options
  const output = await client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  )
  return { ...output, Bucket, Key }
}

/** Gives up an upload in parts; one that is gone already is given up. */
export async function abortParts(
  client: OosClient,
  { Bucket, Key }: UploadOptions,
  UploadId: string,
): Promise<void> {
  const abort = () => client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
  try {
    // An answer that was lost leaves open what became of the upload: a repeat tells.
    await abort().catch((error: unknown) => {
      if (isOosError(error, 'UnknownOutcome')) return abort()
      throw error
    })
  } catch (error) {
    if (!isOosError(error, 'NoSuchUpload')) throw error
  }
}
