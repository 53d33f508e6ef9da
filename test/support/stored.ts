import type { Emulator, StoredObject } from '@oos-js/emulator'

/** An object as an emulator keeps it. */
export function stored({ buckets }: Emulator, bucket: string, key: string): StoredObject {
  const object = buckets.get(bucket)?.objects.get(key)
  if (object === undefined) throw new Error(`There is no ${bucket}/${key}`)
  return object
}

/** Its content. */
export function contentOf(object: Pick<StoredObject, 'content'>): Blob {
  return new Blob(object.content.pieces.filter((piece) => piece instanceof Uint8Array))
}
