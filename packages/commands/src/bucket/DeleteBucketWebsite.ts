import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link DeleteBucketWebsiteCommand}. */
export interface DeleteBucketWebsiteInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link DeleteBucketWebsiteCommand}: nothing of its own. */
export interface DeleteBucketWebsiteOutput extends WithMetadata {}

const operation: Operation<DeleteBucketWebsiteInput, DeleteBucketWebsiteOutput> = {
  name: 'DeleteBucketWebsite',
  method: 'DELETE',
  query: 'website',
  input: { Bucket: 'bucket' },
  output: {},
}

/**
 * Makes a bucket a website no longer (guide 2.2.10); succeeds as well if it is none. Only its owner may.
 *
 * @example
 * ```ts
 * await client.send(new DeleteBucketWebsiteCommand({ Bucket: 'photos' }))
 * ```
 */
export class DeleteBucketWebsiteCommand extends Command<
  DeleteBucketWebsiteInput,
  DeleteBucketWebsiteOutput
> {
  /** Makes the command. */
  constructor(input: DeleteBucketWebsiteInput) {
    super(operation, input)
  }
}
