import { Command, readBody, type ObjectBody, type Operation, type WithMetadata } from '@oos-js/core'
import type { ObjectAttributes } from '../shapes/object-attributes.js'

/** Input of {@link GetObjectCommand}. */
export interface GetObjectInput {
  /** Bucket to read from. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Which bytes to send, for example `bytes=0-9` for the first ten or `bytes=-10` for the last. */
  Range?: string | undefined
}

/** Output of {@link GetObjectCommand}. */
export interface GetObjectOutput extends WithMetadata, ObjectAttributes {
  /** The content, readable once. Read it or `cancel()` it: an unread one holds its connection. */
  Body: ObjectBody
}

const operation: Operation<GetObjectInput, GetObjectOutput> = {
  name: 'GetObject',
  method: 'GET',
  input: {
    Bucket: 'bucket',
    Key: 'key',
    Range: 'header range?',
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
  },
}

/**
 * Fetches an object (guide 2.3.2). An unread `Body` is the content as a stream, `text()`, `json()`,
 * `blob()` or `arrayBuffer()`.
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
