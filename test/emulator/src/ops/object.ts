import { emptyAnswer } from '../answers.js'
import { invalidArgument } from '../arguments.js'
import { receiveBody, type ReceivedBody } from '../body.js'
import { bucketOf, type Call } from '../call.js'
import { evaluate } from '../conditions.js'
import { slice } from '../content.js'
import { readDescription } from '../description.js'
import { OosFault } from '../errors.js'
import { exclusively } from '../exclusively.js'
import { expirationHeader } from '../lifecycle.js'
import { formatDataLocation } from '../locations.js'
import { contentRange, parseRange } from '../range.js'
import { readableObject } from '../readable-object.js'
import { replicate } from '../replicate.js'
import type { Bucket, StoredObject } from '../state.js'
import { removeObject, storeObject } from '../stored-objects.js'
import { parameter } from '../target.js'
import { header, isHeaderValue } from '../wire-headers.js'

/**
 * PUT Object (OOS developer document V6, 4.3.1).
 *
 * Assumed: the parameter `trigger` names the trigger, as it does for DELETE Bucket Trigger. The Python
 * SDK guide, 2.2.15, does not say where the name goes. A name that is not there copies nothing.
 */
export async function putObject(call: Call): Promise<Response> {
  const description = readDescription(call)
  const { bucket, key } = call.resource
  const receive = (): Promise<ReceivedBody> => receiveBody(call)
  const { content, md5 } = await exclusively(call, `${bucket}/${key}`, receive)
  const etag = `"${md5}"`
  const trigger = parameter(call.target, 'trigger') || undefined
  const object = { ...description, key, content, etag, lastModified: call.now, trigger }
  // Looks the bucket up again, since it may have gone while the body came in.
  storeObject(call.world, call.resource.bucket, object)
  replicate(call, object)
  return emptyAnswer(200, { etag, ...expirationHeader(bucketOf(call), object) })
}

/** GET Object (OOS developer document V6, 4.3.2). */
export function getObject(call: Call): Response {
  return answer(call, (object, start, length) =>
    call.world.bodies.open(slice(object.content, start, length), call.request.signal),
  )
}

/** HEAD Object (OOS developer document V6, 4.3.4): GET without the body, Range included. */
export function headObject(call: Call): Response {
  return answer(call, () => null)
}

/** DELETE Object (OOS developer document V6, 4.3.3). Assumed: it succeeds for a key that is not there. */
export function deleteObject(call: Call): Response {
  removeObject(call.world, call.resource.bucket, call.resource.key)
  return emptyAnswer(204)
}

function answer(
  call: Call,
  bodyOf: (object: StoredObject, start: number, length: number) => BodyInit | null,
): Response {
  const bucket = bucketOf(call)
  const object = readableObject(call.world, bucket, call.resource.key)
  const headers = headersOf(bucket, object)
  const verdict = evaluate(call.headers, object)
  if (verdict === 'failed') {
    const message = 'At least one of the preconditions you specified did not hold.'
    throw new OosFault('PreconditionFailed', message)
  }
  if (verdict === 'unmodified') return new Response(null, { status: 304, headers })
  const { size } = object.content
  const range = parseRange(header(call.headers, 'range'), size)
  const { start, length } = range ?? { start: 0, length: size }
  if (range !== undefined) headers.set('content-range', contentRange(range, size))
  headers.set('content-length', `${length}`)
  override(headers, call)
  const status = range === undefined ? 200 : 206
  return new Response(bodyOf(object, start, length), { status, headers })
}

function headersOf(bucket: Bucket, object: StoredObject): Headers {
  const headers = new Headers([...object.headers, ...object.metadata])
  headers.set('accept-ranges', 'bytes')
  headers.set('last-modified', new Date(object.lastModified).toUTCString())
  headers.set('x-amz-storage-class', object.storageClass)
  if (object.etag !== undefined) headers.set('etag', object.etag)
  for (const entry of Object.entries(expirationHeader(bucket, object))) headers.set(...entry)
  // Assumed: the forms, and that an object whose PUT says nothing is told to be where the bucket says.
  headers.set('x-ctyun-metadata-location', bucket.metadataLocation)
  const { dataLocation = bucket.dataLocation } = object
  headers.set('x-ctyun-data-location', formatDataLocation(dataLocation))
  return headers
}

// OOS developer document V6, 4.3.2: six query parameters that replace headers of the answer. Their
// bytes go out as they are, in whatever encoding the client has chosen.
//
// Assumed: those who do not sign may ask for it too, and so may HEAD; an object that has not changed keeps
// its own headers.
function override(headers: Headers, { target }: Call): void {
  const names = [
    'cache-control',
    'content-disposition',
    'content-encoding',
    'content-language',
    'content-type',
    'expires',
  ]
  for (const name of names) {
    const bytes = target.query.find((entry) => entry.name === `response-${name}`)?.bytes
    if (bytes === undefined) continue
    if (!isHeaderValue(bytes)) throw invalidArgument(`response-${name}`, bytes)
    headers.set(name, bytes)
  }
}
