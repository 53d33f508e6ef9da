import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

/** Chunks are called after the library they carry, if they carry one of these. */
const libraries = ['fast-xml-parser', 'spark-md5']

/**
 * Bundles one shape from the built packages into `folder`. Returns the files an application loads at
 * once, and one list per dynamic import with the files only that import loads.
 */
export async function bundle(shape, folder, root) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'entry.js'), shape.source)
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { entry: join(folder, 'entry.js') },
    outdir: join(folder, 'out'),
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    chunkNames: '[name]-[hash]',
    legalComments: 'inline',
    // Without this esbuild would find test/tsconfig.json, whose paths lead to the sources.
    tsconfigRaw: {},
    metafile: true,
    logLevel: 'warning',
  })

  const { outputs } = metafile
  const entry = Object.keys(outputs).find((file) => basename(file) === 'entry.js')
  const initial = reachable(outputs, entry)
  const lazy = Object.keys(outputs)
    .filter((file) => outputs[file].entryPoint !== undefined && file !== entry)
    .map((file) => ({
      name: nameOf(outputs[file]),
      files: reachable(outputs, file).filter((other) => !initial.includes(other)),
    }))
  return { initial, lazy }
}

/** The output and everything it imports statically: what one request for it brings along. */
function reachable(outputs, file, seen = new Set()) {
  if (seen.has(file)) return []
  seen.add(file)
  const imported = outputs[file].imports.filter(
    ({ kind, external }) => kind === 'import-statement' && !external,
  )
  return [file, ...imported.flatMap(({ path }) => reachable(outputs, path, seen))]
}

function nameOf({ entryPoint, inputs }) {
  const library = libraries.find((name) => Object.keys(inputs).some((path) => path.includes(name)))
  return library ?? basename(entryPoint).replace(/\.\w+$/, '')
}
