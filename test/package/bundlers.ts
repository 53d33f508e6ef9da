import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup, type OutputChunk } from 'rollup'
import webpack from 'webpack'
import { bundle as bundleWithEsbuild } from '../size/bundle.mjs'
import { root } from '../tools/root.ts'

/** Bundles an application's source; returns the code that loads at once, chunk by chunk. */
export type Bundler = (folder: string, source: string) => Promise<string[]>

export const bundlers: Record<'esbuild' | 'rollup' | 'webpack', Bundler> = {
  async esbuild(folder, source) {
    const { initial } = await bundleWithEsbuild({ source }, folder, root)
    return initial.map((file) => readFileSync(join(root, file), 'utf8'))
  },

  async rollup(folder, source) {
    const bundle = await rollup({
      input: writeEntry(folder, source),
      external: /^data:/,
      plugins: [nodeResolve()],
    })
    const { output } = await bundle.generate({ format: 'es' })
    await bundle.close()
    const chunks = new Map(
      output.flatMap((chunk) => (chunk.type === 'chunk' ? [[chunk.fileName, chunk]] : [])),
    )
    const initial = new Set<OutputChunk>([output[0]])
    for (const chunk of initial) {
      for (const name of chunk.imports) {
        const next = chunks.get(name)
        if (next !== undefined) initial.add(next)
      }
    }
    return [...initial].map(({ code }) => code)
  },

  async webpack(folder, source) {
    const compiler = webpack({
      mode: 'production',
      target: 'web',
      context: root,
      entry: writeEntry(folder, source),
      output: { path: join(folder, 'out'), filename: 'entry.js' },
    })
    await new Promise<void>((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error !== null) reject(error)
        else if (stats?.hasErrors() === true) reject(new Error(stats.toString('errors-only')))
        else resolve()
      })
    })
    await new Promise((resolve) => {
      compiler.close(resolve)
    })
    return [readFileSync(join(folder, 'out/entry.js'), 'utf8')]
  },
}

function writeEntry(folder: string, source: string): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const entry = join(folder, 'entry.js')
  writeFileSync(entry, source)
  return entry
}
