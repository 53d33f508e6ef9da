import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link AbortMultipartUploadCommand}. */
export interface AbortMultipartUploadInput {
  /** Bucket of the upload. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Id of the upload. */
  UploadId: string
}

/** Output of {@link AbortMultipartUploadCommand}: nothing of its own. */
export interface AbortMultipartUploadOutput extends WithMetadata {}

const operation: Operation<AbortMultipartUploadInput, AbortMultipartUploadOutput> = {
  name: 'AbortMultipartUpload',
  method: 'DELETE',
  input: {
    Bucket: 'bucket',
    Key: 'key',
    UploadId: 'query uploadId',
  },
  repeated: 'NoSuchUpload',
  output: {},
}

/**
 * Gives up an upload and frees the space of its parts (guide 2.3.9). A part that is on the way may
 * arrive after it: list the parts, and abort again if any are left.
 *
 * @example
 * ```ts
 * await client.send(new AbortMultipartUploadCommand({ Bucket: 'films', Key: 'cat.mp4', UploadId }))
 * ```
 */
export class AbortMultipartUploadCommand extends Command<
  AbortMultipartUploadInput,
  AbortMultipartUploadOutput
> {
  /** Makes the command. */
  constructor(input: AbortMultipartUploadInput) {
    super(operation, input)
  }
}
