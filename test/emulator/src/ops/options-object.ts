import type { Call } from '../call.js'
import { preflight } from '../cors.js'

/**
 * OPTIONS Object (OOS developer document V6, 4.3.15): a page asks whether it may send a request.
 *
 * Assumed: the service itself, with its lists of buckets and access keys, has no rules and refuses; so
 * does a bucket that does not exist.
 */
export function optionsObject({ world, resource, request, headers }: Call): Response {
  const bucket = world.state.buckets.get(resource.bucket)
  return preflight(world, { method: request.method, headers, bucket })
}
