import { Command, type Operation, type WithMetadata } from '@oos-js/core'
import {
  readLocation,
  type MetadataLocationConstraint,
  type StoredDataLocationConstraint,
} from '../shapes/bucket-location.js'

/** Input of {@link GetBucketLocationCommand}. */
export interface GetBucketLocationInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetBucketLocationCommand}. */
export interface GetBucketLocationOutput extends WithMetadata {
  /** Where the keys are kept. */
  MetadataLocationConstraint?: MetadataLocationConstraint
  /** Where the content is kept. */
  DataLocationConstraint?: StoredDataLocationConstraint
  /** The region, from services that tell nothing else; OOS does not. */
  LocationConstraint?: string
}

const operation: Operation<GetBucketLocationInput, GetBucketLocationOutput> = {
  name: 'GetBucketLocation',
  method: 'GET',
  query: 'location',
  input: { Bucket: 'bucket' },
  read: readLocation,
  root: 'CreateBucketConfiguration',
  output: {
    MetadataLocationConstraint: { maybe: { Location: 'string' } },
    DataLocationConstraint: {
      maybe: {
        Type: 'string',
        LocationList: { tag: 'LocationList/Location', each: 'string' },
        ScheduleStrategy: 'string?',
      },
    },
    LocationConstraint: 'string?',
  },
}

/**
 * Tells where a bucket is (V6 network but for Hong Kong; OOS developer document V6, GET Bucket location).
 *
 * @example
 * ```ts
 * const { DataLocationConstraint } = await client.send(
 *   new GetBucketLocationCommand({ Bucket: 'photos' }),
 * )
 * ```
 */
export class GetBucketLocationCommand extends Command<
  GetBucketLocationInput,
  GetBucketLocationOutput
> {
  /** Makes the command. */
  constructor(input: GetBucketLocationInput) {
    super(operation, input)
  }
}
