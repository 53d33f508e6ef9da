import { emptyAnswer } from '../answers.js'
import { invalidArgument } from '../arguments.js'
import { malformedXml, readText } from '../body.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { nearby, readPlaces, type BucketPlaces } from '../locations.js'
import { checkBucketName } from '../names.js'
import type { Acl, Bucket } from '../state.js'
import { header } from '../wire-headers.js'
import { readXml } from '../xml.js'

/**
 * PUT Bucket (OOS developer document V6, 4.2.1). On a bucket of one's own it changes the ACL and where
 * data goes.
 *
 * Assumed: without x-amz-acl that makes the bucket private, which is the documented default; data goes
 * where it went before unless the body says something else.
 */
export async function createBucket(call: Call): Promise<Response> {
  const { world, caller, resource, now } = call
  const name = resource.bucket
  checkBucketName(name)
  const acl = aclOf(call)
  const places = await readConfiguration(call)
  const existing = world.state.buckets.get(name)
  if (caller === undefined) throw new OosFault('AccessDenied', 'Access Denied')
  if (existing !== undefined && existing.owner.id !== caller.id) {
    throw new OosFault('BucketAlreadyExists', 'The requested bucket name is not available.')
  }
  if (existing !== undefined) change(call, existing, acl, places)
  else {
    const metadataLocation = places.metadata ?? world.regions.metadata[0] ?? ''
    const dataLocation = places.data ?? nearby
    const bucket = { name, owner: caller, created: now, acl, metadataLocation, dataLocation }
    world.commit({ type: 'createBucket', bucket })
  }
  return emptyAnswer(200, { location: `/${name}` })
}

/** HEAD Bucket (OOS developer document V6, 4.2.15). */
export function headBucket(): Response {
  return emptyAnswer()
}

/**
 * DELETE Bucket (OOS developer document V6, 4.2.5).
 *
 * Assumed: unfinished multipart uploads do not keep a bucket from being deleted, and go with it.
 */
export function deleteBucket(call: Call): Response {
  const { name, objects } = bucketOf(call)
  if (objects.size > 0) {
    throw new OosFault('BucketNotEmpty', 'The bucket you tried to delete is not empty.')
  }
  call.world.commit({ type: 'deleteBucket', bucket: name })
  return emptyAnswer(204)
}

function aclOf({ headers }: Call): Acl {
  const acl = header(headers, 'x-amz-acl') ?? 'private'
  if (acl === 'private' || acl === 'public-read' || acl === 'public-read-write') return acl
  throw invalidArgument('x-amz-acl', acl)
}

async function readConfiguration(call: Call): Promise<BucketPlaces> {
  const text = call.request.body === null ? '' : await readText(call)
  if (text === '') return { metadata: undefined, data: undefined }
  const root = readXml(text, 'CreateBucketConfiguration')
  if (root === undefined) throw malformedXml()
  return readPlaces(root, call.world.regions)
}

function change({ world }: Call, bucket: Bucket, acl: Acl, { metadata, data }: BucketPlaces): void {
  if (metadata !== undefined && metadata !== bucket.metadataLocation) {
    const message = 'The metadata location of a bucket cannot be changed.'
    throw new OosFault('CanNotModifyMetadataLocation', message)
  }
  const to = { acl, dataLocation: data ?? bucket.dataLocation }
  world.commit({ type: 'changeBucket', bucket: bucket.name, to })
}
