import type { AccessKey } from './access-key.js'
import type { Content } from './content.js'
import { OosFault } from './errors.js'
import type { Resource } from './host.js'
import type { Circumstances } from './policy-conditions.js'
import type { RecordedRequest } from './recorded-request.js'
import type { Bucket, Owner, State } from './state.js'
import type { Target } from './target.js'
import type { HeaderFields } from './wire-headers.js'
import type { World } from './world.js'

/** One authenticated request, as an operation sees it. */
export interface Call {
  readonly world: World
  readonly request: Pick<Request, 'method' | 'url' | 'body' | 'signal'>
  readonly target: Target
  readonly headers: HeaderFields
  /** Whether the headers are those of a real connection, so that none is missing. */
  readonly fromWire: boolean
  readonly host: string
  readonly resource: Resource
  /** Who signed; undefined if nobody did. */
  readonly caller: Owner | undefined
  /** The key it was signed with. */
  readonly key: AccessKey | undefined
  /** What the conditions of policies look at. */
  readonly circumstances: Circumstances
  /** The form of a request to the service itself; empty in every other request. */
  readonly form: URLSearchParams
  readonly now: number
  readonly record: RecordedRequest
  /** The contents that are held until the request is answered. */
  readonly held: Content[]
}

/** Keeps a content until the request is answered, whatever becomes of its object meanwhile. */
export function hold({ world, held }: Call, content: Content): void {
  world.bodies.hold(content)
  held.push(content)
}

/** The bucket a call names; refuses the call if there is none. */
export function bucketOf({ world, resource }: Call): Bucket {
  return existingBucket(world.state, resource.bucket)
}

/** A bucket by name; refuses the call if there is none. */
export function existingBucket(state: State, name: string): Bucket {
  const bucket = state.buckets.get(name)
  if (bucket === undefined) {
    throw new OosFault('NoSuchBucket', 'The specified bucket does not exist.')
  }
  return bucket
}
