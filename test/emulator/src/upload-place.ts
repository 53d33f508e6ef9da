import { compareUtf8 } from './sorted-map.js'
import type { Bucket, Upload } from './state.js'

/**
 * Where an upload stands among those of its bucket: by key, then in the order of their start, as the
 * service keeps them. No key has a NUL in it, so that the uploads of `a` come before those of `a/b`.
 */
export function placeOf({ key, order }: Pick<Upload, 'key' | 'order'>): string {
  return `${key}\0${`${order}`.padStart(16, '0')}`
}

/** The unfinished uploads of a key, in the order of their start. */
export function uploadsOf({ uploads }: Bucket, key: string): Upload[] {
  const start = `${key}\0`
  const found: Upload[] = []
  for (const [place, upload] of uploads.seek((other) => compareUtf8(other, start) < 0)) {
    if (!place.startsWith(start)) break
    found.push(upload)
  }
  return found
}
