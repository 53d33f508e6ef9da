import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'
import { aliases } from '../tools/aliases.ts'
import { root } from '../tools/root.ts'

/** A script that Node can run, and the folder that it has for itself. */
export interface Script {
  readonly folder: string
  readonly file: string
}

/** Makes one of TypeScript that may import what tests may, for the rest of the test that calls it. */
export async function scriptOf(contents: string): Promise<Script> {
  // Inside the repository, where Node finds what the packages depend on.
  const parent = join(root, 'test/.out')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'script-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const file = join(folder, 'script.mjs')
  await build({
    stdin: { contents, loader: 'ts', resolveDir: root },
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins: [
      {
        name: 'sources',
        setup({ onResolve }) {
          for (const { find, replacement } of aliases) {
            onResolve({ filter: find }, () => ({ path: replacement }))
          }
        },
      },
    ],
  })
  return { folder, file }
}
