import { Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { BucketLoggingStatus } from '../shapes/logging.js'

/** Input of {@link GetBucketLoggingCommand}. */
export interface GetBucketLoggingInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetBucketLoggingCommand}. */
export interface GetBucketLoggingOutput extends WithMetadata, BucketLoggingStatus {}

const operation: Operation<GetBucketLoggingInput, GetBucketLoggingOutput> = {
  name: 'GetBucketLogging',
  method: 'GET',
  query: 'logging',
  input: { Bucket: 'bucket' },
  read: readXml,
  root: 'BucketLoggingStatus',
  output: {
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
}

/**
 * Tells where the access log of a bucket goes (guide 2.2.13). Only its owner may.
 *
 * @example
 * ```ts
 * const { LoggingEnabled } = await client.send(new GetBucketLoggingCommand({ Bucket: 'photos' }))
 * ```
 */
export class GetBucketLoggingCommand extends Command<
  GetBucketLoggingInput,
  GetBucketLoggingOutput
> {
  /** Makes the command. */
  constructor(input: GetBucketLoggingInput) {
    super(operation, input)
  }
}
