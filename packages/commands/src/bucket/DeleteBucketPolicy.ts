import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link DeleteBucketPolicyCommand}. */
export interface DeleteBucketPolicyInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link DeleteBucketPolicyCommand}: nothing of its own. */
export interface DeleteBucketPolicyOutput extends WithMetadata {}

const operation: Operation<DeleteBucketPolicyInput, DeleteBucketPolicyOutput> = {
  name: 'DeleteBucketPolicy',
  method: 'DELETE',
  query: 'policy',
  input: { Bucket: 'bucket' },
  output: {},
}

/**
 * Removes the policy of a bucket (guide 2.2.7); succeeds as well if it has none. Only its owner may.
 *
 * @example
 * ```ts
 * await client.send(new DeleteBucketPolicyCommand({ Bucket: 'photos' }))
 * ```
 */
export class DeleteBucketPolicyCommand extends Command<
  DeleteBucketPolicyInput,
  DeleteBucketPolicyOutput
> {
  /** Makes the command. */
  constructor(input: DeleteBucketPolicyInput) {
    super(operation, input)
  }
}
