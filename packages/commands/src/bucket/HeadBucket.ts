import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link HeadBucketCommand}. */
export interface HeadBucketInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link HeadBucketCommand}: nothing of its own. */
export interface HeadBucketOutput extends WithMetadata {}

const operation: Operation<HeadBucketInput, HeadBucketOutput> = {
  name: 'HeadBucket',
  method: 'HEAD',
  input: { Bucket: 'bucket' },
  output: {},
}

/**
 * Tells whether a bucket is there and may be used (guide 2.2.14): rejects with `NotFound` or
 * `AccessDenied` if not.
 *
 * @example
 * ```ts
 * await client.send(new HeadBucketCommand({ Bucket: 'photos' }))
 * ```
 */
export class HeadBucketCommand extends Command<HeadBucketInput, HeadBucketOutput> {
  /** Makes the command. */
  constructor(input: HeadBucketInput) {
    super(operation, input)
  }
}
