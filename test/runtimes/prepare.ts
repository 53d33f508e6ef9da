import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { installPacked } from '../tools/packed.ts'

/** What the runtimes run. */
export interface Prepared {
  /** A project with the suite and the packed packages. */
  readonly app: string
  /** The same in bundles, for runtimes that cannot look modules up. */
  readonly bundles: string
}

const here = import.meta.dirname

/** Makes it in an empty folder. */
export async function prepare(folder: string): Promise<Prepared> {
  const app = join(folder, 'app')
  const bundles = join(folder, 'bundles')
  await installPacked(app)
  await cp(join(here, 'suite'), join(app, 'suite'), { recursive: true })

  const common: BuildOptions = {
    absWorkingDir: app,
    outdir: bundles,
    bundle: true,
    target: 'es2022',
  }
  const entryPoints = ['suite/page.mjs', 'suite/worker.mjs']
  await build({ ...common, entryPoints, format: 'esm', splitting: true })
  await build({ ...common, entryPoints: ['suite/edge.mjs'], format: 'iife' })
  await mkdir(bundles, { recursive: true })
  const page = '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>'
  await writeFile(join(bundles, 'page.html'), page)
  return { app, bundles }
}
