import { authorise } from './access.js'
import { invalidArgument } from './arguments.js'
import { existingBucket, hold, type Call } from './call.js'
import { evaluate } from './conditions.js'
import { OosFault } from './errors.js'
import type { StoredObject } from './state.js'
import { sweepWhenDue } from './sweep.js'
import { decodePath } from './target.js'
import { header } from './wire-headers.js'

/** The object that a copy is made from, held; refuses the call if its conditions do not hold. */
export function copySource(call: Call): StoredObject {
  const { headers, world } = call
  const { bucketName, key } = parseSource(header(headers, 'x-amz-copy-source') ?? '')
  sweepWhenDue(world, bucketName)
  const bucket = existingBucket(world.state, bucketName)
  authorise(call, { access: 's3:GetObject', bucket, name: key })
  const source = bucket.objects.get(key)
  if (source === undefined) throw new OosFault('NoSuchKey', 'The specified key does not exist.')
  // Also where a GET would answer 304.
  if (evaluate(headers, source, 'x-amz-copy-source-') !== 'proceed') {
    const message = 'At least one of the preconditions you specified did not hold.'
    throw new OosFault('PreconditionFailed', message)
  }
  hold(call, source.content)
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
