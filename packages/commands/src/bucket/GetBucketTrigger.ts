import { Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { StoredTrigger } from '../shapes/bucket-trigger.js'

/** Input of {@link GetBucketTriggerCommand}. */
export interface GetBucketTriggerInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetBucketTriggerCommand}. */
export interface GetBucketTriggerOutput extends WithMetadata {
  /** All triggers of the bucket. */
  Triggers: StoredTrigger[]
}

const operation: Operation<GetBucketTriggerInput, GetBucketTriggerOutput> = {
  name: 'GetBucketTrigger',
  method: 'GET',
  query: 'trigger',
  input: { Bucket: 'bucket' },
  read: readXml,
  root: 'TriggerConfiguration',
  output: {
    Triggers: {
      tag: 'Trigger',
      each: {
        TriggerName: 'id',
        IsDefault: 'boolean',
        RemoteSite: {
          each: {
            RemontEndPoint: 'string',
            ReplicaMode: 'string?',
            RemoteBucketName: 'string',
            RemoteAK: 'string',
            RemoteSK: 'string',
          },
        },
      },
    },
  },
}

/**
 * Lists the triggers of a bucket, secret keys included (guide 2.2.16). For a bucket without any it may
 * reject with the status 404 (assumed, as the vendor's Java SDK allows for it). Only its owner may.
 *
 * @example
 * ```ts
 * const { Triggers } = await client.send(new GetBucketTriggerCommand({ Bucket: 'photos' }))
 * ```
 */
export class GetBucketTriggerCommand extends Command<
  GetBucketTriggerInput,
  GetBucketTriggerOutput
> {
  /** Makes the command. */
  constructor(input: GetBucketTriggerInput) {
    super(operation, input)
  }
}
