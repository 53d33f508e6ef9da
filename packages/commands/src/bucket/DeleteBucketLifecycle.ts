import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link DeleteBucketLifecycleCommand}. */
export interface DeleteBucketLifecycleInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link DeleteBucketLifecycleCommand}: nothing of its own. */
export interface DeleteBucketLifecycleOutput extends WithMetadata {}

const operation: Operation<DeleteBucketLifecycleInput, DeleteBucketLifecycleOutput> = {
  name: 'DeleteBucketLifecycle',
  method: 'DELETE',
  query: 'lifecycle',
  input: { Bucket: 'bucket' },
  output: {},
}

/**
 * Removes all lifecycle rules of a bucket (guide 2.2.20): its objects expire no more.
 *
 * @example
 * ```ts
 * await client.send(new DeleteBucketLifecycleCommand({ Bucket: 'photos' }))
 * ```
 */
export class DeleteBucketLifecycleCommand extends Command<
  DeleteBucketLifecycleInput,
  DeleteBucketLifecycleOutput
> {
  /** Makes the command. */
  constructor(input: DeleteBucketLifecycleInput) {
    super(operation, input)
  }
}
