import { Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { Owner } from '../shapes/owner.js'

/** One bucket of the account. */
export interface BucketSummary {
  /** Name of the bucket. */
  Name: string
  /** When it was created. */
  CreationDate: Date
}

/** Output of {@link ListBucketsCommand}. */
export interface ListBucketsOutput extends WithMetadata {
  /** The account. */
  Owner: Owner
  /** All its buckets. */
  Buckets: BucketSummary[]
}

const operation: Operation<object, ListBucketsOutput> = {
  name: 'ListBuckets',
  method: 'GET',
  input: {},
  read: readXml,
  root: 'ListAllMyBucketsResult',
  output: {
    Owner: { ID: 'string', DisplayName: 'string' },
    Buckets: { tag: 'Buckets/Bucket', each: { Name: 'id', CreationDate: 'date' } },
  },
}

/**
 * Lists the buckets of the account (guide 2.1.1). Pages cannot use it: a bucket's CORS rules do not
 * cover the service itself.
 *
 * @example
 * ```ts
 * const { Buckets } = await client.send(new ListBucketsCommand())
 * ```
 */
export class ListBucketsCommand extends Command<object, ListBucketsOutput> {
  /** Makes the command; it takes no input. */
  constructor() {
    super(operation, {})
  }
}
