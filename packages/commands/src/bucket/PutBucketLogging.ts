import { addContentMD5, Command, writeXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { BucketLoggingStatus } from '../shapes/logging.js'

/** Input of {@link PutBucketLoggingCommand}. */
export interface PutBucketLoggingInput {
  /** Name of the bucket. */
  Bucket: string
  /** What is logged; an empty object turns logging off. */
  BucketLoggingStatus: BucketLoggingStatus
}

/** Output of {@link PutBucketLoggingCommand}: nothing of its own. */
export interface PutBucketLoggingOutput extends WithMetadata {}

const operation: Operation<PutBucketLoggingInput, PutBucketLoggingOutput> = {
  name: 'PutBucketLogging',
  method: 'PUT',
  query: 'logging',
  input: {
    Bucket: 'bucket',
    BucketLoggingStatus: {
      write: writeXml,
      root: 'BucketLoggingStatus',
      shape: {
        LoggingEnabled: {
          maybe: {
            TargetBucket: 'string?',
            TargetPrefix: 'string?',
            TriggerTargetBucket: 'string?',
            TriggerTargetPrefix: 'string?',
            TriggerSourceBucket: 'string?',
            TriggerSourcePrefix: 'string?',
          },
        },
      },
    },
  },
  build: addContentMD5,
  output: {},
}

/**
 * Turns the access log of a bucket on or off, replacing what was set (guide 2.2.12). Only its owner may.
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutBucketLoggingCommand({
 *     Bucket: 'photos',
 *     BucketLoggingStatus: {
 *       LoggingEnabled: { TargetBucket: 'photos', TargetPrefix: 'logs/' },
 *     },
 *   }),
 * )
 * ```
 */
export class PutBucketLoggingCommand extends Command<
  PutBucketLoggingInput,
  PutBucketLoggingOutput
> {
  /** Makes the command. */
  constructor(input: PutBucketLoggingInput) {
    super(operation, input)
  }
}
