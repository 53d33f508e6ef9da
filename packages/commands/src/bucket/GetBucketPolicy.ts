import { Command, readJsonText, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link GetBucketPolicyCommand}. */
export interface GetBucketPolicyInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetBucketPolicyCommand}. */
export interface GetBucketPolicyOutput extends WithMetadata {
  /** The policy as JSON; {@link parsePolicy} makes an object of it. */
  Policy: string
}

const operation: Operation<GetBucketPolicyInput, GetBucketPolicyOutput> = {
  name: 'GetBucketPolicy',
  method: 'GET',
  query: 'policy',
  input: { Bucket: 'bucket' },
  read: readJsonText,
  output: { Policy: 'string' },
}

/**
 * Reads the policy of a bucket (guide 2.2.6). Rejects with `NoSuchPolicy` if it has none. Only its owner
 * may.
 *
 * @example
 * ```ts
 * const { Policy } = await client.send(new GetBucketPolicyCommand({ Bucket: 'photos' }))
 * ```
 */
export class GetBucketPolicyCommand extends Command<GetBucketPolicyInput, GetBucketPolicyOutput> {
  /** Makes the command. */
  constructor(input: GetBucketPolicyInput) {
    super(operation, input)
  }
}
