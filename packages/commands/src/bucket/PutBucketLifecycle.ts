import { addContentMD5, Command, writeXml, type Operation, type WithMetadata } from '@oos-js/core'
import { checkLifecycle, type LifecycleConfiguration } from '../shapes/lifecycle.js'

/** Input of {@link PutBucketLifecycleCommand}. */
export interface PutBucketLifecycleInput {
  /** Name of the bucket. */
  Bucket: string
  /** Its rules. */
  LifecycleConfiguration: LifecycleConfiguration
}

/** Output of {@link PutBucketLifecycleCommand}: nothing of its own. */
export interface PutBucketLifecycleOutput extends WithMetadata {}

const operation: Operation<PutBucketLifecycleInput, PutBucketLifecycleOutput> = {
  name: 'PutBucketLifecycle',
  method: 'PUT',
  query: 'lifecycle',
  input: {
    Bucket: 'bucket',
    LifecycleConfiguration: {
      write: writeXml,
      root: 'LifecycleConfiguration',
      shape: {
        Rules: {
          tag: 'Rule',
          each: {
            ID: 'string?',
            Prefix: 'string',
            Status: 'string',
            Expiration: { Days: 'number?', Date: 'date?' },
          },
          limit: [1, 100],
        },
      },
    },
  },
  check: checkLifecycle,
  build: addContentMD5,
  output: {},
}

/**
 * Sets by which rules objects of a bucket expire, replacing all rules (guide 2.2.18). OOS wants the
 * `Content-MD5` (OOS developer document V6, 4.2.16), which is added.
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutBucketLifecycleCommand({
 *     Bucket: 'photos',
 *     LifecycleConfiguration: {
 *       Rules: [
 *         { ID: 'tidy', Prefix: 'thumbnails/', Status: 'Enabled', Expiration: { Days: 30 } },
 *       ],
 *     },
 *   }),
 * )
 * ```
 */
export class PutBucketLifecycleCommand extends Command<
  PutBucketLifecycleInput,
  PutBucketLifecycleOutput
> {
  /** Makes the command. */
  constructor(input: PutBucketLifecycleInput) {
    super(operation, input)
  }
}
