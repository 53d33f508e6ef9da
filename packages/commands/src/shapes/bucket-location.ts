import { readBodyText, type Call } from '@oos-js/core'
import { readAs } from './read-as.js'

/** Where the keys of a bucket are kept, as opposed to the content. */
export interface MetadataLocationConstraint {
  /** Name of the place, for example `ChengDu`; GetRegions lists those of the account. */
  Location: string
}

/** Where the content of a bucket's objects is kept. */
export interface DataLocationConstraint {
  /** Near the caller, or in the places of the list. */
  Type: 'Local' | 'Specified' | (string & {})
  /** Names of places, for `Specified`. */
  LocationList?: string[] | undefined
  /**
   * Whether the service may choose another place when those are full.
   *
   * @defaultValue 'Allowed'
   */
  ScheduleStrategy?: 'Allowed' | 'NotAllowed' | (string & {}) | undefined
}

/** Where the content of a bucket's objects is kept, as the service tells it. */
export interface StoredDataLocationConstraint extends DataLocationConstraint {
  /** Names of places. */
  LocationList: string[]
}

/**
 * Reads where a bucket is. The root is `CreateBucketConfiguration` in OOS developer document V6 and
 * `BucketConfiguration` in the vendor's Go SDK; S3 and Ceph send a `LocationConstraint` instead of either.
 */
export async function readLocation(response: Response, call: Call): Promise<object> {
  const [text = ''] = Object.values(await readBodyText(response, call)) as string[]
  const root = /<(?:\w+:)?BucketConfiguration/.test(text)
    ? 'BucketConfiguration'
    : 'CreateBucketConfiguration'
  const document = text.replace(/<(?:\w+:)?LocationConstraint[^]*/, `<${root}>$&</${root}>`)
  const { headers } = response
  return readAs(new Response(document, { headers }), call, {
    root,
    output: call.command.operation.output,
  })
}
