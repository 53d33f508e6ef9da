import { addContentMD5, Command, writeXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { WebsiteConfiguration } from '../shapes/website.js'

/** Input of {@link PutBucketWebsiteCommand}. */
export interface PutBucketWebsiteInput {
  /** Name of the bucket. */
  Bucket: string
  /** How it is served. */
  WebsiteConfiguration: WebsiteConfiguration
}

/** Output of {@link PutBucketWebsiteCommand}: nothing of its own. */
export interface PutBucketWebsiteOutput extends WithMetadata {}

const operation: Operation<PutBucketWebsiteInput, PutBucketWebsiteOutput> = {
  name: 'PutBucketWebsite',
  method: 'PUT',
  query: 'website',
  input: {
    Bucket: 'bucket',
    WebsiteConfiguration: {
      write: writeXml,
      root: 'WebsiteConfiguration',
      shape: {
        IndexDocument: { Suffix: 'id' },
        ErrorDocument: { maybe: { Key: 'id' } },
      },
    },
  },
  build: addContentMD5,
  output: {},
}

/**
 * Makes a bucket a website, replacing what was set (guide 2.2.8). It is served at
 * `http://photos.oos-website-cn.oos.ctyunapi.cn`. Only its owner may.
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutBucketWebsiteCommand({
 *     Bucket: 'photos',
 *     WebsiteConfiguration: {
 *       IndexDocument: { Suffix: 'index.html' },
 *       ErrorDocument: { Key: 'error.html' },
 *     },
 *   }),
 * )
 * ```
 */
export class PutBucketWebsiteCommand extends Command<
  PutBucketWebsiteInput,
  PutBucketWebsiteOutput
> {
  /** Makes the command. */
  constructor(input: PutBucketWebsiteInput) {
    super(operation, input)
  }
}
