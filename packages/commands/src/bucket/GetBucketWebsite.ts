import { Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { WebsiteConfiguration } from '../shapes/website.js'

/** Input of {@link GetBucketWebsiteCommand}. */
export interface GetBucketWebsiteInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetBucketWebsiteCommand}. */
export interface GetBucketWebsiteOutput extends WithMetadata, WebsiteConfiguration {}

const operation: Operation<GetBucketWebsiteInput, GetBucketWebsiteOutput> = {
  name: 'GetBucketWebsite',
  method: 'GET',
  query: 'website',
  input: { Bucket: 'bucket' },
  read: readXml,
  root: 'WebsiteConfiguration',
  output: {
    IndexDocument: { Suffix: 'string' },
    ErrorDocument: { maybe: { Key: 'string' } },
  },
}

/**
 * Tells how a bucket is served as a website (guide 2.2.9). Rejects with `NoSuchWebsiteConfiguration` if
 * it is not (assumed).
 *
 * @example
 * ```ts
 * const { IndexDocument } = await client.send(new GetBucketWebsiteCommand({ Bucket: 'photos' }))
 * ```
 */
export class GetBucketWebsiteCommand extends Command<
  GetBucketWebsiteInput,
  GetBucketWebsiteOutput
> {
  /** Makes the command. */
  constructor(input: GetBucketWebsiteInput) {
    super(operation, input)
  }
}
