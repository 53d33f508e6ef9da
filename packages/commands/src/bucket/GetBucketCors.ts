import { Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { StoredCORSRule } from '../shapes/cors.js'

/** Input of {@link GetBucketCorsCommand}. */
export interface GetBucketCorsInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetBucketCorsCommand}. */
export interface GetBucketCorsOutput extends WithMetadata {
  /** The rules of the bucket. */
  CORSRules: StoredCORSRule[]
}

const operation: Operation<GetBucketCorsInput, GetBucketCorsOutput> = {
  name: 'GetBucketCors',
  method: 'GET',
  query: 'cors',
  input: { Bucket: 'bucket' },
  read: readXml,
  root: 'CORSConfiguration',
  output: {
    CORSRules: {
      tag: 'CORSRule',
      each: {
        ID: 'string?',
        AllowedOrigins: { tag: 'AllowedOrigin', each: 'string' },
        AllowedMethods: { tag: 'AllowedMethod', each: 'string' },
        AllowedHeaders: { tag: 'AllowedHeader', each: 'string' },
        MaxAgeSeconds: 'number?',
        ExposeHeaders: { tag: 'ExposeHeader', each: 'string' },
      },
    },
  },
}

/**
 * Tells what pages of other origins may do with a bucket (OOS developer document V6, 4.2.22). Rejects with
 * `NoSuchCORSConfiguration` if there are no rules (assumed).
 *
 * @example
 * ```ts
 * const { CORSRules } = await client.send(new GetBucketCorsCommand({ Bucket: 'photos' }))
 * ```
 */
export class GetBucketCorsCommand extends Command<GetBucketCorsInput, GetBucketCorsOutput> {
  /** Makes the command. */
  constructor(input: GetBucketCorsInput) {
    super(operation, input)
  }
}
