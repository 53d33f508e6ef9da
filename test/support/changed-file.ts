import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A Blob of a file that was written anew since: reading it fails, as that of such a File in a page. */
export async function changedFile(size: number): Promise<Blob> {
  const folder = await mkdtemp(join(tmpdir(), 'oos-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'film.mp4')
  await writeFile(path, new Uint8Array(size))
  const blob = await openAsBlob(path)
  await writeFile(path, new Uint8Array(size + 1))
  return blob
}
