import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
} from '@oos-js/commands'
import {
  isOosError,
  md5Base64,
  OosError,
  pool,
  type OosClient,
  type OosErrorDetails,
  type WithMetadata,
} from '@oos-js/core'
import type { UploadOptions } from './upload-options.js'
import type { PlannedPart } from './upload-plan.js'

/** What an upload leaves behind. */
export interface UploadOutput extends WithMetadata {
  /** Bucket of the object. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Tag of the object, where the service and CORS let it be seen. */
  ETag?: string
  /** Address of the object, as services tell it of objects that were sent in parts. */
  Location?: string
}

/** Sends a file in one request. */
export async function sendWhole(
  client: OosClient,
  options: UploadOptions,
  signal: AbortSignal,
): Promise<UploadOutput> {
  const { Bucket, Key, source } = options
  const output = await client.send(
    new PutObjectCommand({
      ...inputOf(options),
      Body: source,
      ContentMD5: await md5Of(source, options),
    }),
    { signal },
  )
  return { ...output, Bucket, Key }
}

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
    const ContentMD5 = await md5Of(Body, options)
    const { ETag } = await client.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: number, Body, ContentMD5 }),
      { signal: poolSignal },
    )
    if (ETag === undefined) {
      const hint = 'Expose ETag in the CORS rule.'
      throw failure(options, { code: 'ETagHidden', message: 'a part has no ETag', hint })
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
  try {
    const output = await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    )
    return { ...output, Bucket, Key }
  } catch (cause) {
    // The answer to the first attempt was lost, and with it whether that one had succeeded.
    if (!isOosError(cause, 'NoSuchUpload') || cause.attempts < 2) throw cause
    throw failure(options, { code: 'UnknownOutcome', message: 'perhaps complete', cause })
  }
}

/** Gives up an upload in parts; one that is gone already is given up. */
export async function abortParts(
  client: OosClient,
  { Bucket, Key }: UploadOptions,
  UploadId: string,
): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
  } catch (error) {
    if (!isOosError(error, 'NoSuchUpload')) throw error
  }
}

/** The options as a command's input: it takes the headers of the object, and no notice of the rest. */
function inputOf(options: UploadOptions): UploadOptions {
  return { ...options, ContentType: options.ContentType || options.source.type }
}

async function md5Of(body: Blob, { md5 = true }: UploadOptions): Promise<string | undefined> {
  return md5 ? md5Base64(body) : undefined
}

function failure({ Bucket, Key }: UploadOptions, details: OosErrorDetails): OosError {
  return new OosError({ operation: 'Upload', bucket: Bucket, key: Key, ...details })
}
