import { checkLimits, Command, readFlatXml, type Operation, type WithMetadata } from '@oos-js/core'
import {
  writeCopySource,
  type CopySource,
  type CopySourceConditions,
} from '../shapes/copy-source.js'

/** Input of {@link UploadPartCopyCommand}. */
export interface UploadPartCopyInput extends CopySourceConditions {
  /** Bucket of the upload. */
  Bucket: string
  /** Object to copy. */
  CopySource: CopySource
  /** Name of the object that the upload makes. */
  Key: string
  /** Place of the part in the object, 1 to 10,000. A second part of that number replaces the first. */
  PartNumber: number
  /** Id of the upload. */
  UploadId: string
  /**
   * Bytes to copy, first and last included, for example `bytes=0-9`. OOS allows it only for sources
   * larger than 5 GB (guide 2.3.11).
   *
   * @defaultValue the whole source
   */
  CopySourceRange?: string | undefined
}

/** Output of {@link UploadPartCopyCommand}. */
export interface UploadPartCopyOutput extends WithMetadata {
  /** Tag of the part, which completing the upload takes; quoted or not as the service sends it. */
  ETag?: string
  /** When the part was written. */
  LastModified?: Date
}

const operation: Operation<UploadPartCopyInput, UploadPartCopyOutput> = {
  name: 'UploadPartCopy',
  method: 'PUT',
  input: {
    Bucket: 'bucket',
    CopySource: { write: writeCopySource },
    Key: 'key',
    PartNumber: 'query partNumber',
    UploadId: 'query uploadId',
    CopySourceIfMatch: 'header x-amz-copy-source-if-match?',
    CopySourceIfModifiedSince: 'header x-amz-copy-source-if-modified-since?',
    CopySourceIfNoneMatch: 'header x-amz-copy-source-if-none-match?',
    CopySourceIfUnmodifiedSince: 'header x-amz-copy-source-if-unmodified-since?',
    CopySourceRange: 'header x-amz-copy-source-range?',
  },
  check: checkLimits,
  limits: { PartNumber: [1, 10_000] },
  read: readFlatXml,
  root: 'CopyPartResult',
  output: { ETag: 'string?', LastModified: 'date?' },
}

/**
 * Makes a part of an upload from an object that is there already (guide 2.3.11).
 *
 * @example
 * ```ts
 * const { ETag } = await client.send(
 *   new UploadPartCopyCommand({
 *     Bucket: 'films',
 *     Key: 'cat.mp4',
 *     UploadId,
 *     PartNumber: 1,
 *     CopySource: { Bucket: 'films', Key: 'intro.mp4' },
 *   }),
 * )
 * ```
 */
export class UploadPartCopyCommand extends Command<UploadPartCopyInput, UploadPartCopyOutput> {
  /** Makes the command. */
  constructor(input: UploadPartCopyInput) {
    super(operation, input)
  }
}
