import { md5 } from 'hash-wasm'
import { existingBucket } from './call.js'
import { refuseRetained } from './retention.js'
import type { Description, StoredObject } from './state.js'
import type { World } from './world.js'

/** Puts an object into a bucket, or in the place of the one that has its key, unless that is retained. */
export function storeObject(world: World, name: string, object: StoredObject): void {
  const bucket = existingBucket(world.state, name)
  refuseRetained(bucket, object.key, world.clock.now())
  world.commit({ type: 'putObject', bucket: name, object })
}

/** Removes an object, if it is there and not retained. */
export function removeObject(world: World, name: string, key: string): void {
  const bucket = existingBucket(world.state, name)
  refuseRetained(bucket, key, world.clock.now())
  if (bucket.objects.has(key)) world.commit({ type: 'deleteObject', bucket: name, key })
}

/** Stores an object that the service itself writes, such as an access log. */
export async function writeObject(
  world: World,
  bucket: string,
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
  description: Description,
): Promise<void> {
  const etag = `"${await md5(bytes)}"`
  const content = await world.bodies.receive(once(bytes))
  try {
    const lastModified = world.clock.now()
    storeObject(world, bucket, { ...description, key, content, etag, lastModified })
  } finally {
    world.bodies.release(content)
  }
}

async function* once(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield bytes
}
