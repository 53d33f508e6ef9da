import { addContentMD5, Command, type Operation, type WithMetadata } from '@oos-js/core'
import { writeTriggers, type TriggerConfiguration } from '../shapes/bucket-trigger.js'

/** Input of {@link PutBucketTriggerCommand}. */
export interface PutBucketTriggerInput {
  /** Name of the bucket. */
  Bucket: string
  /** The trigger to add. */
  TriggerConfiguration: TriggerConfiguration
}

/** Output of {@link PutBucketTriggerCommand}: nothing of its own. */
export interface PutBucketTriggerOutput extends WithMetadata {}

const operation: Operation<PutBucketTriggerInput, PutBucketTriggerOutput> = {
  name: 'PutBucketTrigger',
  method: 'PUT',
  query: 'trigger',
  input: {
    Bucket: 'bucket',
    TriggerConfiguration: {
      write: writeTriggers,
      root: 'TriggerConfiguration',
      shape: {
        Triggers: {
          tag: 'Trigger',
          each: {
            TriggerName: 'id',
            IsDefault: 'boolean',
            RemoteSite: {
              each: {
                RemontEndPoint: 'id',
                ReplicaMode: 'string?',
                RemoteBucketName: 'id',
                RemoteAK: 'id',
                RemoteSK: 'id',
              },
            },
          },
        },
      },
    },
  },
  build: addContentMD5,
  output: {},
}

/**
 * Adds a trigger, which copies new objects to other pools (guide 2.2.15). V5 pools have it, and not all
 * of them. Only the owner of the bucket may. It is sent again when an answer is lost: that the service
 * takes a second one of that name for the first is assumed.
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutBucketTriggerCommand({
 *     Bucket: 'photos',
 *     TriggerConfiguration: {
 *       Triggers: [
 *         {
 *           TriggerName: 'hangzhou',
 *           IsDefault: true,
 *           RemoteSite: {
 *             RemontEndPoint: 'https://oos-hz.ctyunapi.cn',
 *             RemoteBucketName: 'copies',
 *             RemoteAK: 'their access key',
 *             RemoteSK: 'their secret key',
 *           },
 *         },
 *       ],
 *     },
 *   }),
 * )
 * ```
 */
export class PutBucketTriggerCommand extends Command<
  PutBucketTriggerInput,
  PutBucketTriggerOutput
> {
  /** Makes the command. */
  constructor(input: PutBucketTriggerInput) {
    super(operation, input)
  }
}
