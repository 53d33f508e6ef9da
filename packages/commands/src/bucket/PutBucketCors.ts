import { addContentMD5, Command, writeXml, type Operation, type WithMetadata } from '@oos-js/core'
import { checkCors, type CORSConfiguration } from '../shapes/cors.js'

/** Input of {@link PutBucketCorsCommand}. */
export interface PutBucketCorsInput {
  /** Name of the bucket. */
  Bucket: string
  /** Its rules. */
  CORSConfiguration: CORSConfiguration
}

/** Output of {@link PutBucketCorsCommand}: nothing of its own. */
export interface PutBucketCorsOutput extends WithMetadata {}

const operation: Operation<PutBucketCorsInput, PutBucketCorsOutput> = {
  name: 'PutBucketCors',
  method: 'PUT',
  query: 'cors',
  input: {
    Bucket: 'bucket',
    CORSConfiguration: {
      write: writeXml,
      root: 'CORSConfiguration',
      shape: {
        CORSRules: {
          tag: 'CORSRule',
          each: {
            ID: 'string?',
            AllowedOrigins: { tag: 'AllowedOrigin', each: 'string', limit: [1, Infinity] },
            AllowedMethods: { tag: 'AllowedMethod', each: 'string', limit: [1, 5] },
            AllowedHeaders: { tag: 'AllowedHeader', each: 'string' },
            MaxAgeSeconds: 'number?',
            ExposeHeaders: { tag: 'ExposeHeader', each: 'string' },
          },
          limit: [1, 100],
        },
      },
    },
  },
  check: checkCors,
  build: addContentMD5,
  output: {},
}

/**
 * Sets what pages of other origins may do with a bucket, replacing all rules (OOS developer document V6,
 * 4.2.21). OOS wants the `Content-MD5`, which is added.
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutBucketCorsCommand({
 *     Bucket: 'photos',
 *     CORSConfiguration: {
 *       CORSRules: [
 *         {
 *           AllowedOrigins: ['https://app.example'],
 *           AllowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
 *           AllowedHeaders: ['*'],
 *           ExposeHeaders: ['ETag', 'x-amz-request-id'],
 *         },
 *       ],
 *     },
 *   }),
 * )
 * ```
 */
export class PutBucketCorsCommand extends Command<PutBucketCorsInput, PutBucketCorsOutput> {
  /** Makes the command. */
  constructor(input: PutBucketCorsInput) {
    super(operation, input)
  }
}
