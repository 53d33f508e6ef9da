import { Command, type Operation, type WithMetadata } from '@oos-js/core'
import type { Conditions } from '../shapes/conditions.js'
import type { ObjectAttributes } from '../shapes/object-attributes.js'
import type { ResponseOverrides } from '../shapes/response-overrides.js'

/** Input of {@link HeadObjectCommand}. */
export interface HeadObjectInput extends Conditions, ResponseOverrides {
  /** Bucket of the object. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Asks for the attributes of an answer with these bytes, for example `bytes=0-9`. */
  Range?: string | undefined
}

/** Output of {@link HeadObjectCommand}. */
export interface HeadObjectOutput extends WithMetadata, ObjectAttributes {}

const operation: Operation<HeadObjectInput, HeadObjectOutput> = {
  name: 'HeadObject',
  method: 'HEAD',
  input: {
    Bucket: 'bucket',
    Key: 'key',
    IfMatch: 'header if-match?',
    IfModifiedSince: 'header if-modified-since?',
    IfNoneMatch: 'header if-none-match?',
    IfUnmodifiedSince: 'header if-unmodified-since?',
    Range: 'header range?',
    ResponseCacheControl: 'query response-cache-control?',
    ResponseContentDisposition: 'query response-content-disposition?',
    ResponseContentEncoding: 'query response-content-encoding?',
    ResponseContentLanguage: 'query response-content-language?',
    ResponseContentType: 'query response-content-type?',
    ResponseExpires: 'query response-expires?',
  },
  output: {
    CacheControl: 'header cache-control',
    ContentDisposition: 'header content-disposition',
    ContentEncoding: 'header content-encoding',
    ContentLength: 'header content-length number',
    ContentRange: 'header content-range',
    ContentType: 'header content-type',
    ETag: 'header etag',
    Expiration: 'header x-amz-expiration',
    Expires: 'header expires',
    LastModified: 'header last-modified date',
    Metadata: 'meta x-amz-meta-',
    StorageClass: 'header x-amz-storage-class',
    MetadataLocation: 'header x-ctyun-metadata-location',
    DataLocation: 'header x-ctyun-data-location',
  },
}

/**
 * Asks what is known of an object (guide 2.3.3). Rejects with `NotFound` when there is none, or no
 * bucket: the answer to HEAD has no body that could tell them apart.
 *
 * @example
 * ```ts
 * const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' }))
 * ```
 */
export class HeadObjectCommand extends Command<HeadObjectInput, HeadObjectOutput> {
  /** Makes the command. */
  constructor(input: HeadObjectInput) {
    super(operation, input)
  }
}
