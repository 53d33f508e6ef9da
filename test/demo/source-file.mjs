import { randomBytes } from 'node:crypto'
import { access, constants, mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const mebibyte = 2 ** 20

/** Bytes of a file that can be read; openAsBlob would take a folder too, and gives no reasons. */
export async function sizeOf(file) {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw new Error(`'${file}' is not a file`)
    await access(file, constants.R_OK)
    return found.size
  } catch (error) {
    throw new Error(`the file cannot be read: ${error.message}`, { cause: error })
  }
}

/** Writes 64 MiB that nobody has seen before; cleaning up removes them. */
export async function writeRandomFile(cleanUp, signal) {
  const folder = await mkdtemp(join(tmpdir(), 'oos-demo-'))
  cleanUp.add(() => rm(folder, { recursive: true }))
  const path = join(folder, '64-MiB.bin')
  const file = await open(path, 'w')
  try {
    for (let written = 0; written < 64; written++) {
      signal.throwIfAborted()
      await file.writeFile(randomBytes(mebibyte))
    }
  } finally {
    await file.close()
  }
  return path
}
