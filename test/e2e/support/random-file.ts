import { createHash, randomFillSync } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A file on disk, for the rest of the test that asked for it. */
export interface RandomFile {
  readonly path: string
  /** Hexadecimal. */
  readonly md5: string
}

/** Writes so many MiB that nobody has seen before. */
export async function randomFile(name: string, mebibytes: number): Promise<RandomFile> {
  const folder = await mkdtemp(join(tmpdir(), 'oos-e2e-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, name)
  const hash = createHash('md5')
  const chunk = new Uint8Array(2 ** 20)
  const file = await open(path, 'w')
  for (let written = 0; written < mebibytes; written++) {
    randomFillSync(chunk)
    hash.update(chunk)
    await file.writeFile(chunk)
  }
  await file.close()
  return { path, md5: hash.digest('hex') }
}
