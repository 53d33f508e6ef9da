import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link DeleteBucketTriggerCommand}. */
export interface DeleteBucketTriggerInput {
  /** Name of the bucket. */
  Bucket: string
  /** Name of the trigger. */
  TriggerName: string
}

/** Output of {@link DeleteBucketTriggerCommand}: nothing of its own. */
export interface DeleteBucketTriggerOutput extends WithMetadata {}

const operation: Operation<DeleteBucketTriggerInput, DeleteBucketTriggerOutput> = {
  name: 'DeleteBucketTrigger',
  method: 'DELETE',
  input: { Bucket: 'bucket', TriggerName: 'query trigger' },
  output: {},
}

/**
 * Removes one trigger of a bucket (guide 2.2.17, whose text says all of them: its example and the vendor's
 * Java SDK name one). Only its owner may.
 *
 * @example
 * ```ts
 * await client.send(
 *   new DeleteBucketTriggerCommand({ Bucket: 'photos', TriggerName: 'hangzhou' }),
 * )
 * ```
 */
export class DeleteBucketTriggerCommand extends Command<
  DeleteBucketTriggerInput,
  DeleteBucketTriggerOutput
> {
  /** Makes the command. */
  constructor(input: DeleteBucketTriggerInput) {
    super(operation, input)
  }
}
