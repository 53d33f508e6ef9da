// Runs in Node and is loaded with vitest's configuration.
import { mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright'
import type { BrowserCommand } from 'vitest/node'
import type { WebDriverSession } from '../../browsers/web-driver.ts'

/** What a page may have done to files on the disk of the machine that runs it. */
export interface DiskFiles {
  /** Makes a file and gives it to the input that the selector finds in the top document, as a user would. */
  choose(selector: string, name: string, content: DiskContent): Promise<string>
  /** Writes a chosen file anew; it is later than before. */
  write(id: string, content: DiskContent): Promise<void>
  /** Deletes a chosen file. */
  delete(id: string): Promise<void>
  /** Deletes what is left of it. */
  remove(id: string): Promise<void>
}

/** So many bytes of one value; those of a sparse file are 0 and take no room. */
export interface DiskContent {
  readonly size: number
  readonly byte: number
}

declare module 'vitest/internal/browser' {
  interface BrowserCommands {
    diskFile: <Name extends keyof DiskFiles>(
      name: Name,
      ...args: Parameters<DiskFiles[Name]>
    ) => ReturnType<DiskFiles[Name]>
  }
}

/** The page as its driver has it, of which there are two. */
interface Driven {
  readonly page?: Page
  readonly session?: WebDriverSession
}

/** Vitest's browser command `diskFile`. */
export const diskFile: BrowserCommand<[name: keyof DiskFiles, ...args: unknown[]]> = (
  context,
  name,
  ...args
) => (filesOf(context)[name] as (...given: unknown[]) => unknown)(...args)

function filesOf(context: Driven): DiskFiles {
  return {
    async choose(selector, name, content) {
      const path = join(await mkdtemp(join(tmpdir(), 'oos-file-')), name)
      await writeAnew(path, content)
      await setFile(context, selector, path)
      return path
    },
    write: writeAnew,
    delete: (path) => rm(path),
    remove: (path) => rm(dirname(path), { recursive: true }),
  }
}

/** Milliseconds between two writings, as a file system tells them: more than any of them rounds to. */
const later = 10_000
let time = Date.now() - 86_400_000

async function writeAnew(path: string, { size, byte }: DiskContent): Promise<void> {
  if (byte === 0) {
    await writeFile(path, '')
    await truncate(path, size)
  } else await writeFile(path, new Uint8Array(size).fill(byte))
  time += later
  await utimes(path, time / 1000, time / 1000)
}

/** The input is in the top document: Playwright gives no files to frames of Firefox. */
async function setFile({ page, session }: Driven, selector: string, path: string): Promise<void> {
  await page?.setInputFiles(selector, path)
  await session?.chooseFile(selector, path)
}
