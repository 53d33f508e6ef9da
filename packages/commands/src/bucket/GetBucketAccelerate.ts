import { Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { AccelerateStatus } from '../shapes/accelerate.js'

/** Input of {@link GetBucketAccelerateCommand}. */
export interface GetBucketAccelerateInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetBucketAccelerateCommand}. */
export interface GetBucketAccelerateOutput extends WithMetadata {
  /** Whether a content delivery network may fetch; missing if it was never set. */
  Status?: AccelerateStatus
  /** Addresses of the network. */
  IPWhiteLists: string[]
}

const operation: Operation<GetBucketAccelerateInput, GetBucketAccelerateOutput> = {
  name: 'GetBucketAccelerate',
  method: 'GET',
  query: 'accelerate',
  input: { Bucket: 'bucket' },
  read: readXml,
  root: 'AccelerateConfiguration',
  output: {
    Status: 'string?',
    IPWhiteLists: { tag: 'IPWhiteLists/IP', each: 'string' },
  },
}

/**
 * Tells whether a content delivery network may fetch from a bucket (V6 network; OOS developer document V6,
 * 4.2.20).
 *
 * @example
 * ```ts
 * const { Status } = await client.send(new GetBucketAccelerateCommand({ Bucket: 'photos' }))
 * ```
 */
export class GetBucketAccelerateCommand extends Command<
  GetBucketAccelerateInput,
  GetBucketAccelerateOutput
> {
  /** Makes the command. */
  constructor(input: GetBucketAccelerateInput) {
    super(operation, input)
  }
}
