import {
  Command,
  readBody,
  type Disposal,
  type ObjectBody,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'
import type { Conditions } from '../shapes/conditions.js'
import type { ObjectAttributes } from '../shapes/object-attributes.js'
import type { ResponseOverrides } from '../shapes/response-overrides.js'

/** Input of {@link GetObjectCommand}. */
export interface GetObjectInput extends Conditions, ResponseOverrides {
  /** Bucket to read from. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Which bytes to send, for example `bytes=0-9` for the first ten or `bytes=-10` for the last. */
  Range?: string | undefined
  /** Most KB per second that the service sends (OOS developer document V6, 4.3.16). */
  LimitRate?: number | undefined
}

/** Output of {@link GetObjectCommand}. */
export interface GetObjectOutput extends WithMetadata, ObjectAttributes, Disposal {
  /** The content, readable once. Read it or `cancel()` it: an unread one holds its connection. */
  Body: ObjectBody
}

const operation: Operation<GetObjectInput, GetObjectOutput> = {
  name: 'GetObject',
  method: 'GET',
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
    LimitRate: 'query x-amz-limitrate?',
  },
  read: readBody,
  output: {
    Body: 'body',
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
 * Fetches an object (guide 2.3.2). `Body` gives its content once: as `text()`, `json()`, `blob()` or
 * `arrayBuffer()`, or as the stream `body`.
 *
 * @example
 * ```ts
 * const { Body } = await client.send(new GetObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' }))
 * const image = await Body.blob()
 * ```
 */
export class GetObjectCommand extends Command<GetObjectInput, GetObjectOutput> {
  /** Makes the command. */
  constructor(input: GetObjectInput) {
    super(operation, input)
  }
}
