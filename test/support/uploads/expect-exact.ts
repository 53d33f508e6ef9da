import { expect } from 'vitest'
import { stored } from '../stored.ts'
import { etagOf } from './etag-of.ts'
import { Bucket, type Lab } from './lab.ts'

/** Bytes of a part, unless an upload is told otherwise. */
const partSize = 5_242_880

/** ETags of files that were compared before. */
const known = new WeakMap<Blob, string>()

/** Expects that the object is there, byte for byte, and of the parts that uploads make. */
export async function expectExact({ emulator }: Lab, source: Blob): Promise<void> {
  const etag =
    known.get(source) ?? (await etagOf(source, source.size > partSize ? partSize : undefined))
  known.set(source, etag)
  expect(stored(emulator, Bucket, 'film').etag).toBe(etag)
}
