import { addContentMD5, Command, type Operation, type WithMetadata } from '@oos-js/core'
import { writePolicy, type BucketPolicy } from '../shapes/policy.js'

/** Input of {@link PutBucketPolicyCommand}. */
export interface PutBucketPolicyInput {
  /** Name of the bucket. */
  Bucket: string
  /** The policy, as an object or as JSON: up to 20 KB (OOS developer document V6, 3.4). */
  Policy: BucketPolicy | string
}

/** Output of {@link PutBucketPolicyCommand}: nothing of its own. */
export interface PutBucketPolicyOutput extends WithMetadata {}

const operation: Operation<PutBucketPolicyInput, PutBucketPolicyOutput> = {
  name: 'PutBucketPolicy',
  method: 'PUT',
  query: 'policy',
  input: { Bucket: 'bucket', Policy: { write: writePolicy } },
  build: addContentMD5,
  output: {},
}

/**
 * Sets the policy of a bucket, replacing any other (guide 2.2.5). Only its owner may.
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutBucketPolicyCommand({
 *     Bucket: 'photos',
 *     Policy: {
 *       Version: '2012-10-17',
 *       Statement: [
 *         {
 *           Effect: 'Allow',
 *           Principal: { AWS: '*' },
 *           Action: 's3:GetObject',
 *           Resource: 'arn:aws:s3:::photos/*',
 *         },
 *       ],
 *     },
 *   }),
 * )
 * ```
 */
export class PutBucketPolicyCommand extends Command<PutBucketPolicyInput, PutBucketPolicyOutput> {
  /** Makes the command. */
  constructor(input: PutBucketPolicyInput) {
    super(operation, input)
  }
}
