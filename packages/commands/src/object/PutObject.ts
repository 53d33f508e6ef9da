import {
  Command,
  type Body,
  type BodyStream,
  type Operation,
  type WithMetadata,
  writeMetadata,
} from '@oos-js/core'
import { checkObjectHeaders } from '../shapes/check-object-headers.js'
import { writeDataLocation } from '../shapes/data-location.js'
import type { ObjectHeaders } from '../shapes/object-headers.js'
import { writeTrigger } from '../shapes/object-trigger.js'

/** Input of {@link PutObjectCommand}. */
export interface PutObjectInput extends ObjectHeaders {
  /** Bucket to write to. */
  Bucket: string
  /** Name of the object, 1 to 1024 bytes. */
  Key: string
  /**
   * Content, up to 5 GB. A stream is sent once and never retried, in Node and Bun only, and needs
   * `ContentLength`.
   */
  Body: Body | BodyStream
  /** Bytes of `Body`: needed with a stream, and otherwise found out. */
  ContentLength?: number | undefined
  /** Base64 MD5 of `Body`; OOS refuses the object with `BadDigest` if it does not match. */
  ContentMD5?: string | undefined
  /**
   * Trigger that copies the object to another pool (guide 2.2.15): 1 to 20 letters and digits. It travels
   * as the query parameter `trigger`, or in the header that the client's `triggerCarrier` names: assumed,
   * no public source shows what the service reads.
   *
   * @defaultValue the bucket's default trigger, if it has one
   */
  Trigger?: string | undefined
}

/** Output of {@link PutObjectCommand}. */
export interface PutObjectOutput extends WithMetadata {
  /** Quoted MD5 of the stored content; missing where CORS hides the header. */
  ETag?: string
  /** When the lifecycle will remove the object. */
  Expiration?: string
}

const operation: Operation<PutObjectInput, PutObjectOutput> = {
  name: 'PutObject',
  method: 'PUT',
  input: {
    Bucket: 'bucket',
    Key: 'key',
    Body: 'body',
    CacheControl: 'header cache-control?',
    ContentDisposition: 'header content-disposition?',
    ContentEncoding: 'header content-encoding?',
    ContentLength: 'header content-length?',
    ContentMD5: 'header content-md5?',
    ContentType: 'header content-type?',
    Expires: 'header expires?',
    Metadata: { write: writeMetadata, optional: true },
    StorageClass: 'header x-amz-storage-class?',
    DataLocation: { write: writeDataLocation, optional: true },
    Trigger: { write: writeTrigger, optional: true },
  },
  check: checkObjectHeaders,
  output: { ETag: 'header etag', Expiration: 'header x-amz-expiration' },
}

/**
 * Stores an object, replacing any object of that name (guide 2.3.1). For large files `Upload` of
 * `@oos-js/web` sends parts, with progress.
 *
 * @example
 * ```ts
 * const { ETag } = await client.send(
 *   new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body: file, ContentType: 'image/jpeg' }),
 * )
 * ```
 */
export class PutObjectCommand extends Command<PutObjectInput, PutObjectOutput> {
  /** Makes the command. */
  constructor(input: PutObjectInput) {
    super(operation, input)
  }
}
