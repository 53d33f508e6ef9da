import {
  checkLimits,
  Command,
  type Body,
  type BodyStream,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'

/** Input of {@link UploadPartCommand}. */
export interface UploadPartInput {
  /** Bucket of the upload. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Place of the part in the object, 1 to 10,000. A second part of that number replaces the first. */
  PartNumber: number
  /** Id of the upload. */
  UploadId: string
  /**
   * Content: 5 MiB to 5 GB, the last part any size. A stream is sent once and never retried, in Node and
   * Bun only, and needs `ContentLength`.
   */
  Body: Body | BodyStream
  /** Bytes of `Body`: needed with a stream, and otherwise found out. */
  ContentLength?: number | undefined
  /** Base64 MD5 of `Body`; OOS refuses the part with `BadDigest` if it does not match. */
  ContentMD5?: string | undefined
}

/** Output of {@link UploadPartCommand}. */
export interface UploadPartOutput extends WithMetadata {
  /** Tag of the part, which completing the upload takes; missing where CORS hides the header. */
  ETag?: string
}

const operation: Operation<UploadPartInput, UploadPartOutput> = {
  name: 'UploadPart',
  method: 'PUT',
  input: {
    Bucket: 'bucket',
    Key: 'key',
    PartNumber: 'query partNumber',
    UploadId: 'query uploadId',
    Body: 'body',
    ContentLength: 'header content-length?',
    ContentMD5: 'header content-md5?',
  },
  check: checkLimits,
  limits: { PartNumber: [1, 10_000] },
  output: { ETag: 'header etag' },
}

/**
 * Sends one part of an upload (guide 2.3.7).
 *
 * @example
 * ```ts
 * const { ETag } = await client.send(
 *   new UploadPartCommand({ Bucket: 'films', Key: 'cat.mp4', UploadId, PartNumber: 1, Body: bytes }),
 * )
 * ```
 */
export class UploadPartCommand extends Command<UploadPartInput, UploadPartOutput> {
  /** Makes the command. */
  constructor(input: UploadPartInput) {
    super(operation, input)
  }
}
