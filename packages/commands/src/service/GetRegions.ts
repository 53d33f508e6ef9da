import { Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'

/** Output of {@link GetRegionsCommand}. */
export interface GetRegionsOutput extends WithMetadata {
  /** Names of the places that may keep the keys of buckets, for example `ChengDu`. */
  MetadataRegions: string[]
  /** Names of the places that may keep content. */
  DataRegions: string[]
}

const operation: Operation<object, GetRegionsOutput> = {
  name: 'GetRegions',
  method: 'GET',
  query: 'regions',
  input: {},
  read: readXml,
  root: 'BucketRegions',
  output: {
    MetadataRegions: { tag: 'MetadataRegions/Region', each: 'string' },
    DataRegions: { tag: 'DataRegions/Region', each: 'string' },
  },
}

/**
 * Lists the places that the account may use (V6 network; OOS developer document V6, GET Regions). Pages
 * cannot use it: a bucket's CORS rules do not cover the service itself.
 *
 * @example
 * ```ts
 * const { MetadataRegions, DataRegions } = await client.send(new GetRegionsCommand())
 * ```
 */
export class GetRegionsCommand extends Command<object, GetRegionsOutput> {
  /** Makes the command; it takes no input. */
  constructor() {
    super(operation, {})
  }
}
