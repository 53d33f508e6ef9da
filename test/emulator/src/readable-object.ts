import { concatenate } from './content.js'
import { OosFault } from './errors.js'
import type { Bucket, StoredObject, Upload } from './state.js'
import { uploadsOf } from './upload-place.js'
import type { World } from './world.js'

/**
 * The object that GET shows at a key. While a multipart upload is under way that is what has been
 * uploaded so far: the parts of the upload started last, in order, without ETag (OOS developer document
 * V6, 4.3.7).
 *
 * Assumed: an object that is already there is shown until the upload is complete; an upload without
 * parts shows nothing; HEAD shows what GET shows; listings show complete objects only.
 */
export function readableObject(
  { switches }: Pick<World, 'switches'>,
  bucket: Bucket,
  key: string,
): StoredObject {
  const complete = bucket.objects.get(key)
  const comesFirst = complete !== undefined && switches.unfinishedUpload === 'behind the object'
  const object = comesFirst ? complete : (underWay(bucket, key) ?? complete)
  if (object === undefined) throw new OosFault('NoSuchKey', 'The specified key does not exist.')
  return object
}

function underWay(bucket: Bucket, key: string): StoredObject | undefined {
  const latest = uploadsOf(bucket, key).at(-1)
  return latest === undefined ? undefined : unfinished(latest)
}

function unfinished({ parts, ...description }: Upload): StoredObject | undefined {
  if (parts.size === 0) return undefined
  const ordered = [...parts.values()].sort((a, b) => a.number - b.number)
  return {
    ...description,
    content: concatenate(ordered.map(({ content }) => content)),
    etag: undefined,
    lastModified: Math.max(...ordered.map(({ lastModified }) => lastModified)),
  }
}
