import { xmlAnswer } from '../answers.js'
import { invalidArgument } from '../arguments.js'
import { bucketOf, type Call } from '../call.js'
import { copySource } from '../copy-source.js'
import {
  checkHeaders,
  readDataLocation,
  readDescription,
  readStorageClass,
} from '../description.js'
import { refuseIfBeingWritten } from '../exclusively.js'
import { OosFault } from '../errors.js'
import { replicate } from '../replicate.js'
import type { Description, StoredObject } from '../state.js'
import { storeObject } from '../stored-objects.js'
import { parameter } from '../target.js'
import { header } from '../wire-headers.js'
import { element } from '../xml.js'
import { copiedAt } from './elements.js'

/**
 * PUT Object - Copy (OOS developer document V6, 4.3.5).
 *
 * Assumed: an object may be copied onto itself if something of it changes, with this code if nothing does;
 * only complete objects may be copied; the answer says nothing of when a lifecycle will delete the copy,
 * which PUT does with `x-amz-expiration`.
 */
export function copyObject(call: Call): Response {
  const source = copySource(call)
  const description = descriptionOf(call, source)
  const { content, etag } = source
  const { bucket, key } = call.resource
  if (bucketOf(call).objects.get(key) === source) refuseCopyWithoutChange(call)
  refuseIfBeingWritten(call, `${bucket}/${key}`)
  const trigger = parameter(call.target, 'trigger') || undefined
  const object = { ...description, key, content, etag, lastModified: call.now, trigger }
  storeObject(call.world, bucket, object)
  replicate(call, object)
  return xmlAnswer(element('CopyObjectResult', copiedAt(call.now), element('ETag', etag)))
}

function refuseCopyWithoutChange({ headers }: Call): void {
  const changes = ['x-amz-storage-class', 'x-ctyun-data-location']
  if (header(headers, 'x-amz-metadata-directive') === 'REPLACE') return
  if (changes.some((name) => header(headers, name) !== undefined)) return
  const message = 'An object is copied onto itself only with other metadata or another place.'
  throw new OosFault('InvalidRequest', message)
}

function descriptionOf(call: Call, source: StoredObject): Description {
  const { headers } = call
  const directive = header(headers, 'x-amz-metadata-directive') ?? 'COPY'
  if (directive === 'REPLACE') return readDescription(call)
  if (directive !== 'COPY') throw invalidArgument('x-amz-metadata-directive', directive)
  checkHeaders(call)
  // The storage class and the location are not metadata, so COPY does not keep them.
  return {
    headers: source.headers,
    metadata: source.metadata,
    storageClass: readStorageClass(headers),
    dataLocation: readDataLocation(call),
  }
}
