import { addContentMD5, Command, writeXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { BucketACL } from '../shapes/bucket-acl.js'
import type {
  DataLocationConstraint,
  MetadataLocationConstraint,
} from '../shapes/bucket-location.js'

/** Where a bucket is kept (V6 network but for Hong Kong; OOS developer document V6, 4.2.1). */
export interface CreateBucketConfiguration {
  /**
   * Where its keys are kept. It cannot be changed later.
   *
   * @defaultValue the service's choice
   */
  MetadataLocationConstraint?: MetadataLocationConstraint | undefined
  /**
   * Where the content of its objects is kept.
   *
   * @defaultValue the service's choice
   */
  DataLocationConstraint?: DataLocationConstraint | undefined
}

/** Input of {@link CreateBucketCommand}. */
export interface CreateBucketInput {
  /**
   * Name of the bucket, unique in all of OOS: 3 to 63 lower-case letters, digits, dots and hyphens; not
   * an IP address, not beginning with `www` or `http`.
   */
  Bucket: string
  /**
   * Who may use the bucket besides its owner.
   *
   * @defaultValue 'private'
   */
  ACL?: BucketACL | undefined
  /**
   * Where it is kept.
   *
   * @defaultValue the service's choice
   */
  CreateBucketConfiguration?: CreateBucketConfiguration | undefined
}

/** Output of {@link CreateBucketCommand}. */
export interface CreateBucketOutput extends WithMetadata {
  /** Path of the bucket. */
  Location?: string
}

const operation: Operation<CreateBucketInput, CreateBucketOutput> = {
  name: 'CreateBucket',
  method: 'PUT',
  input: {
    Bucket: 'bucket',
    ACL: 'header x-amz-acl?',
    CreateBucketConfiguration: {
      write: writeXml,
      optional: true,
      root: 'CreateBucketConfiguration',
      shape: {
        MetadataLocationConstraint: { maybe: { Location: 'id' } },
        DataLocationConstraint: {
          maybe: {
            Type: 'id',
            LocationList: { tag: 'LocationList/Location', each: 'string' },
            ScheduleStrategy: 'string?',
          },
        },
      },
    },
  },
  build: addContentMD5,
  output: { Location: 'header location' },
}

/**
 * Creates a bucket (guide 2.2.1). For a bucket that is yours already it changes the ACL and where the
 * content is kept: OOS has no other operation for that.
 *
 * @example
 * ```ts
 * await client.send(new CreateBucketCommand({ Bucket: 'photos', ACL: 'public-read' }))
 * ```
 */
export class CreateBucketCommand extends Command<CreateBucketInput, CreateBucketOutput> {
  /** Makes the command. */
  constructor(input: CreateBucketInput) {
    super(operation, input)
  }
}
