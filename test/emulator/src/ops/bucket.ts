import { emptyAnswer } from '../answers.js'
import { invalidArgument } from '../arguments.js'
import { malformedXml, readText } from '../body.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { checkBucketName } from '../names.js'
import { SortedMap } from '../sorted-map.js'
import type { Acl } from '../state.js'
import { header } from '../wire-headers.js'
import { readXml } from '../xml.js'

/**
 * PUT Bucket (OOS developer document V6, 4.2.1). On a bucket of one's own it changes the ACL.
 *
 * Assumed: without x-amz-acl that makes the bucket private, which is the documented default.
 */
export async function createBucket(call: Call): Promise<Response> {
  const { world, caller, resource, now } = call
  const name = resource.bucket
  checkBucketName(name)
  const acl = aclOf(call)
  await checkConfiguration(call)
  const existing = world.state.buckets.get(name)
  if (caller === undefined) throw new OosFault('AccessDenied', 'Access Denied')
  if (existing !== undefined && existing.owner.id !== caller.id) {
    throw new OosFault('BucketAlreadyExists', 'The requested bucket name is not available.')
  }
  if (existing !== undefined) existing.acl = acl
  else {
    const bucket = { name, owner: caller, created: now, acl, objects: new SortedMap<never>() }
    world.state.buckets.set(name, bucket)
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
  const { buckets, uploads } = call.world.state
  buckets.delete(name)
  for (const { bucket, uploadId } of uploads.values()) {
    if (bucket === name) uploads.delete(uploadId)
  }
  return emptyAnswer(204)
}

function aclOf({ headers }: Call): Acl {
  const acl = header(headers, 'x-amz-acl') ?? 'private'
  if (acl === 'private' || acl === 'public-read' || acl === 'public-read-write') return acl
  throw invalidArgument('x-amz-acl', acl)
}

// The body names locations, which a service in one place has no use for.
async function checkConfiguration(call: Call): Promise<void> {
  if (call.request.body === null) return
  const text = await readText(call)
  if (text !== '' && readXml(text, 'CreateBucketConfiguration') === undefined) throw malformedXml()
}
