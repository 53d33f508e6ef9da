import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link DeleteBucketCorsCommand}. */
export interface DeleteBucketCorsInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link DeleteBucketCorsCommand}: nothing of its own. */
export interface DeleteBucketCorsOutput extends WithMetadata {}

const operation: Operation<DeleteBucketCorsInput, DeleteBucketCorsOutput> = {
  name: 'DeleteBucketCors',
  method: 'DELETE',
  query: 'cors',
  input: { Bucket: 'bucket' },
  output: {},
}

/**
 * Removes all CORS rules of a bucket (OOS developer document V6, 4.2.23): pages of other origins can use
 * it no more.
 *
 * @example
 * ```ts
 * await client.send(new DeleteBucketCorsCommand({ Bucket: 'photos' }))
 * ```
 */
export class DeleteBucketCorsCommand extends Command<
  DeleteBucketCorsInput,
  DeleteBucketCorsOutput
> {
  /** Makes the command. */
  constructor(input: DeleteBucketCorsInput) {
    super(operation, input)
  }
}
