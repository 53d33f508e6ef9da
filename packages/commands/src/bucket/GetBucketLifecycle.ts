import { Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { LifecycleRule } from '../shapes/lifecycle.js'

/** Input of {@link GetBucketLifecycleCommand}. */
export interface GetBucketLifecycleInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetBucketLifecycleCommand}. */
export interface GetBucketLifecycleOutput extends WithMetadata {
  /** The rules of the bucket. */
  Rules: LifecycleRule[]
}

const operation: Operation<GetBucketLifecycleInput, GetBucketLifecycleOutput> = {
  name: 'GetBucketLifecycle',
  method: 'GET',
  query: 'lifecycle',
  input: { Bucket: 'bucket' },
  read: readXml,
  root: 'LifecycleConfiguration',
  output: {
    Rules: {
      tag: 'Rule',
      each: {
        ID: 'string?',
        Prefix: 'string',
        Status: 'string',
        Expiration: { Days: 'number?', Date: 'date?' },
      },
    },
  },
}

/**
 * Tells by which rules objects of a bucket expire (guide 2.2.19). Rejects with
 * `NoSuchLifecycleConfiguration` if there are none.
 *
 * @example
 * ```ts
 * const { Rules } = await client.send(new GetBucketLifecycleCommand({ Bucket: 'photos' }))
 * ```
 */
export class GetBucketLifecycleCommand extends Command<
  GetBucketLifecycleInput,
  GetBucketLifecycleOutput
> {
  /** Makes the command. */
  constructor(input: GetBucketLifecycleInput) {
    super(operation, input)
  }
}
