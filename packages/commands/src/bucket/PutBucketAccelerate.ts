import { addContentMD5, Command, writeXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { AccelerateConfiguration } from '../shapes/accelerate.js'

/** Input of {@link PutBucketAccelerateCommand}. */
export interface PutBucketAccelerateInput {
  /** Name of the bucket. */
  Bucket: string
  /** What a content delivery network may fetch. */
  AccelerateConfiguration: AccelerateConfiguration
}

/** Output of {@link PutBucketAccelerateCommand}: nothing of its own. */
export interface PutBucketAccelerateOutput extends WithMetadata {}

const operation: Operation<PutBucketAccelerateInput, PutBucketAccelerateOutput> = {
  name: 'PutBucketAccelerate',
  method: 'PUT',
  query: 'accelerate',
  input: {
    Bucket: 'bucket',
    AccelerateConfiguration: {
      write: writeXml,
      root: 'AccelerateConfiguration',
      shape: {
        Status: 'id',
        IPWhiteLists: { tag: 'IPWhiteLists/IP', each: 'string', limit: [0, 5] },
      },
    },
  },
  build: addContentMD5,
  output: {},
}

/**
 * Lets a content delivery network fetch from a bucket, or no more (V6 network; OOS developer document V6,
 * 4.2.19).
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutBucketAccelerateCommand({
 *     Bucket: 'photos',
 *     AccelerateConfiguration: { Status: 'Enabled', IPWhiteLists: ['192.0.2.1'] },
 *   }),
 * )
 * ```
 */
export class PutBucketAccelerateCommand extends Command<
  PutBucketAccelerateInput,
  PutBucketAccelerateOutput
> {
  /** Makes the command. */
  constructor(input: PutBucketAccelerateInput) {
    super(operation, input)
  }
}
