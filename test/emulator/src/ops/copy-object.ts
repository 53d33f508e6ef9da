import { xmlAnswer } from '../answers.js'
import { authorise } from '../access.js'
import { invalidArgument } from '../arguments.js'
import { bucketOf, existingBucket, type Call } from '../call.js'
import { evaluate } from '../conditions.js'
import { readDescription, readStorageClass } from '../description.js'
import { OosFault } from '../errors.js'
import type { Description, StoredObject } from '../state.js'
import { decodePath } from '../target.js'
import { header } from '../wire-headers.js'
import { element } from '../xml.js'

/**
 * PUT Object - Copy (OOS developer document V6, 4.3.5).
 *
 * Assumed: an object may be copied onto itself, and only complete objects may be copied.
 */
export function copyObject(call: Call): Response {
  const source = sourceOf(call)
  const description = descriptionOf(call, source)
  const { content, etag } = source
  const { key } = call.resource
  bucketOf(call).objects.set(key, { ...description, key, content, etag, lastModified: call.now })
  return xmlAnswer(
    element(
      'CopyObjectResult',
      // The vendor's sample has neither a fraction nor a time zone.
      element('LastModified', new Date(call.now).toISOString().slice(0, 19)),
      element('ETag', etag),
    ),
  )
}

function sourceOf({ headers, world, caller }: Call): StoredObject {
  const { bucketName, key } = parseSource(header(headers, 'x-amz-copy-source') ?? '')
  const bucket = existingBucket(world.state, bucketName)
  authorise('read', caller, bucket)
  const source = bucket.objects.get(key)
  if (source === undefined) throw new OosFault('NoSuchKey', 'The specified key does not exist.')
  // Also where a GET would answer 304.
  if (evaluate(headers, source, 'x-amz-copy-source-') !== 'proceed') {
    const message = 'At least one of the preconditions you specified did not hold.'
    throw new OosFault('PreconditionFailed', message)
  }
  return source
}

// Assumed: the leading slash may be missing, and the value is percent-encoded UTF-8.
function parseSource(text: string): { bucketName: string; key: string } {
  const [, bucketName, key] = /^\/?([^/]+)\/(.+)$/s.exec(text) ?? []
  if (bucketName === undefined || key === undefined) {
    throw invalidArgument('x-amz-copy-source', text)
  }
  return { bucketName: decodePath(bucketName), key: decodePath(key) }
}

function descriptionOf({ headers }: Call, source: StoredObject): Description {
  const directive = header(headers, 'x-amz-metadata-directive') ?? 'COPY'
  if (directive === 'REPLACE') return readDescription(headers)
  if (directive !== 'COPY') throw invalidArgument('x-amz-metadata-directive', directive)
  // The storage class is not metadata, so COPY does not keep it.
  return {
    headers: source.headers,
    metadata: source.metadata,
    storageClass: readStorageClass(headers),
  }
}
