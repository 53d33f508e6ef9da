import {
  addContentMD5,
  Command,
  readFlatXml,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'
import { writeParts } from '../shapes/write-parts.js'

/** A part that was sent. */
export interface CompletedPart {
  /** Its number, 1 to 10,000. */
  PartNumber: number
  /** The tag it got when it was sent. */
  ETag: string
}

/** What the object is put together from. */
export interface CompletedMultipartUpload {
  /** The parts, 1 to 10,000 of them, in the order of their numbers, else `InvalidPartOrder`. */
  Parts: CompletedPart[]
}

/** Input of {@link CompleteMultipartUploadCommand}. */
export interface CompleteMultipartUploadInput {
  /** Bucket of the upload. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Id of the upload. */
  UploadId: string
  /** The parts. The guide lets them be left out; the service does not (V6, 4.3.7). */
  MultipartUpload: CompletedMultipartUpload
}

/** Output of {@link CompleteMultipartUploadCommand}. */
export interface CompleteMultipartUploadOutput extends WithMetadata {
  /** Address of the object. */
  Location?: string
  /** Bucket of the object. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Tag of the object; V5 pools leave it out. */
  ETag?: string
}

const operation: Operation<CompleteMultipartUploadInput, CompleteMultipartUploadOutput> = {
  name: 'CompleteMultipartUpload',
  method: 'POST',
  input: {
    Bucket: 'bucket',
    Key: 'key',
    UploadId: 'query uploadId',
    MultipartUpload: { write: writeParts },
  },
  build: addContentMD5,
  read: readFlatXml,
  root: 'CompleteMultipartUploadResult',
  repeated: 'NoSuchUpload',
  output: { Location: 'string?', Bucket: 'string', Key: 'string', ETag: 'string?' },
}

/**
 * Puts the parts of an upload together (guide 2.3.8). OOS answers 200 before it has done so: what counts
 * is the document that follows, and an error in it rejects.
 *
 * @example
 * ```ts
 * await client.send(
 *   new CompleteMultipartUploadCommand({
 *     Bucket: 'films',
 *     Key: 'cat.mp4',
 *     UploadId,
 *     MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
 *   }),
 * )
 * ```
 */
export class CompleteMultipartUploadCommand extends Command<
  CompleteMultipartUploadInput,
  CompleteMultipartUploadOutput
> {
  /** Makes the command. */
  constructor(input: CompleteMultipartUploadInput) {
    super(operation, input)
  }
}
