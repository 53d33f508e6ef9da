import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { chromium, missing } from '../projects.ts'
import { installLocked } from '../tools/install-locked.mjs'
import { installPacked } from '../tools/packed.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the tools of package.json, and in `packed` the packages. Projects are made in it. */
    workshop: string
  }
}

/** Installs the tools and the packed packages in a folder outside the repository, once for all tests. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const reason = missing(chromium)
  if (reason !== undefined)
    throw new Error(`Pages run in Chromium, but ${reason}: ${chromium.install}`)

  const workshop = await mkdtemp(join(tmpdir(), 'oos-consumers-'))
  for (const file of ['package.json', 'package-lock.json']) {
    await copyFile(join(import.meta.dirname, file), join(workshop, file))
  }
  installLocked(workshop)
  await mkdir(join(workshop, 'packed'))
  await installPacked(join(workshop, 'packed'))
  provide('workshop', workshop)
  return () => rm(workshop, { recursive: true })
}
