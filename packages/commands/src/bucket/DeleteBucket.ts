import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link DeleteBucketCommand}. */
export interface DeleteBucketInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link DeleteBucketCommand}: nothing of its own. */
export interface DeleteBucketOutput extends WithMetadata {}

const operation: Operation<DeleteBucketInput, DeleteBucketOutput> = {
  name: 'DeleteBucket',
  method: 'DELETE',
  input: { Bucket: 'bucket' },
  repeated: 'NoSuchBucket',
  output: {},
}

/**
 * Deletes a bucket (guide 2.2.4). It must be empty, else OOS answers `BucketNotEmpty`.
 *
 * @example
 * ```ts
 * await client.send(new DeleteBucketCommand({ Bucket: 'photos' }))
 * ```
 */
export class DeleteBucketCommand extends Command<DeleteBucketInput, DeleteBucketOutput> {
  /** Makes the command. */
  constructor(input: DeleteBucketInput) {
    super(operation, input)
  }
}
