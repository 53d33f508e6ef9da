import { md5 } from 'hash-wasm'
import { existingBucket } from './call.js'
import type { Description, StoredObject } from './state.js'
import type { World } from './world.js'

/** Puts an object into a bucket, or in the place of the one that has its key. */
export function storeObject({ state, commit }: World, bucket: string, object: StoredObject): void {
  commit({ type: 'putObject', bucket: existingBucket(state, bucket).name, object })
}

/** Removes an object, if it is there. */
export function removeObject({ state, commit }: World, bucket: string, key: string): void {
  if (existingBucket(state, bucket).objects.has(key)) commit({ type: 'deleteObject', bucket, key })
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
