import {
  checkLimits,
  Command,
  readFlatXml,
  type Operation,
  type WithMetadata,
  writeMetadata,
} from '@oos-js/core'
import { checkObjectHeaders } from '../shapes/check-object-headers.js'
import { writeDataLocation } from '../shapes/data-location.js'
import {
  writeCopySource,
  type CopySource,
  type CopySourceConditions,
} from '../shapes/copy-source.js'
import type { ObjectHeaders } from '../shapes/object-headers.js'

/** Input of {@link CopyObjectCommand}. */
export interface CopyObjectInput extends ObjectHeaders, CopySourceConditions {
  /** Bucket to write to. */
  Bucket: string
  /** Object to copy. */
  CopySource: CopySource
  /** Name of the copy. */
  Key: string
  /**
   * Whether the copy gets the source's headers and metadata, or those given here.
   *
   * @defaultValue 'COPY'
   */
  MetadataDirective?: 'COPY' | 'REPLACE' | undefined
}

/** Output of {@link CopyObjectCommand}. */
export interface CopyObjectOutput extends WithMetadata {
  /** Tag of the copy, quoted or not as the service sends it. */
  ETag?: string
  /** When the copy was written. */
  LastModified?: Date
}

const operation: Operation<CopyObjectInput, CopyObjectOutput> = {
  name: 'CopyObject',
  method: 'PUT',
  input: {
    Bucket: 'bucket',
    CopySource: { write: writeCopySource },
    Key: 'key',
    CacheControl: 'header cache-control?',
    ContentDisposition: 'header content-disposition?',
    ContentEncoding: 'header content-encoding?',
    ContentType: 'header content-type?',
    CopySourceIfMatch: 'header x-amz-copy-source-if-match?',
    CopySourceIfModifiedSince: 'header x-amz-copy-source-if-modified-since?',
    CopySourceIfNoneMatch: 'header x-amz-copy-source-if-none-match?',
    CopySourceIfUnmodifiedSince: 'header x-amz-copy-source-if-unmodified-since?',
    Expires: 'header expires?',
    Metadata: { write: writeMetadata, optional: true },
    MetadataDirective: 'header x-amz-metadata-directive?',
    StorageClass: 'header x-amz-storage-class?',
    DataLocation: { write: writeDataLocation, optional: true },
  },
  check: (call) => {
    checkLimits(call)
    checkObjectHeaders(call)
  },
  limits: { MetadataDirective: ['COPY', 'REPLACE'] },
  read: readFlatXml,
  root: 'CopyObjectResult',
  output: { ETag: 'string?', LastModified: 'date?' },
}

/**
 * Copies an object within OOS (guide 2.3.5).
 *
 * @example
 * ```ts
 * await client.send(
 *   new CopyObjectCommand({
 *     Bucket: 'photos',
 *     Key: 'cat-copy.jpg',
 *     CopySource: { Bucket: 'photos', Key: 'cat.jpg' },
 *   }),
 * )
 * ```
 */
export class CopyObjectCommand extends Command<CopyObjectInput, CopyObjectOutput> {
  /** Makes the command. */
  constructor(input: CopyObjectInput) {
    super(operation, input)
  }
}
