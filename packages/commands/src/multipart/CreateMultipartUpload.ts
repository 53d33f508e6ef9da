import {
  Command,
  readFlatXml,
  type Operation,
  type WithMetadata,
  writeMetadata,
} from '@oos-js/core'
import { checkObjectHeaders } from '../shapes/check-object-headers.js'
import { writeDataLocation } from '../shapes/data-location.js'
import type { ObjectHeaders } from '../shapes/object-headers.js'

/** Input of {@link CreateMultipartUploadCommand}. */
export interface CreateMultipartUploadInput extends ObjectHeaders {
  /** Bucket to write to. */
  Bucket: string
  /** Name of the object. */
  Key: string
}

/** Output of {@link CreateMultipartUploadCommand}. */
export interface CreateMultipartUploadOutput extends WithMetadata {
  /** Bucket of the upload. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Id of the upload. A text, though it may look like a number: it is too large for one. */
  UploadId: string
}

const operation: Operation<CreateMultipartUploadInput, CreateMultipartUploadOutput> = {
  name: 'CreateMultipartUpload',
  method: 'POST',
  query: 'uploads',
  input: {
    Bucket: 'bucket',
    Key: 'key',
    CacheControl: 'header cache-control?',
    ContentDisposition: 'header content-disposition?',
    ContentEncoding: 'header content-encoding?',
    ContentType: 'header content-type?',
    Expires: 'header expires?',
    Metadata: { write: writeMetadata, optional: true },
    StorageClass: 'header x-amz-storage-class?',
    DataLocation: { write: writeDataLocation, optional: true },
  },
  check: checkObjectHeaders,
  read: readFlatXml,
  root: 'InitiateMultipartUploadResult',
  output: { Bucket: 'string', Key: 'string', UploadId: 'id' },
}

/**
 * Begins an upload in parts (guide 2.3.6). Its parts take space until it is completed or aborted.
 *
 * @example
 * ```ts
 * const { UploadId } = await client.send(
 *   new CreateMultipartUploadCommand({ Bucket: 'films', Key: 'cat.mp4', ContentType: 'video/mp4' }),
 * )
 * ```
 */
export class CreateMultipartUploadCommand extends Command<
  CreateMultipartUploadInput,
  CreateMultipartUploadOutput
> {
  /** Makes the command. */
  constructor(input: CreateMultipartUploadInput) {
    super(operation, input)
  }
}
