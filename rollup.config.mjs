// JavaScript for the three packages; `tsc -b` writes the declarations beside it. One file per source
// file, because a bundler can only leave out a command that has a module of its own.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import commonjs from '@rollup/plugin-commonjs'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'

// spark-md5 is "WTFPL OR MIT"; this is the MIT text its authors publish. It must go with the code.
const sparkMd5Notice = `/*!
spark-md5 3.0.2, https://github.com/satazor/js-spark-md5

Copyright (c) 2015 André Cruz <amdfcruz@gmail.com>

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the 'Software'), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED 'AS IS', WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION
WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
*/`

/**
 * Turns CommonJS spark-md5 into one ES module, dist/spark-md5.js. Left to itself, rollup would mirror
 * node_modules into dist and add files for the CommonJS wrapper.
 */
function inlineSparkMd5(source) {
  const id = join(source, 'spark-md5.js')
  return {
    name: 'inline-spark-md5',
    resolveId: (specifier) => (specifier === 'spark-md5' ? id : null),
    async load(wanted) {
      if (wanted !== id) return null
      const bundle = await rollup({ input: 'spark-md5', plugins: [nodeResolve(), commonjs()] })
      const { output } = await bundle.generate({ format: 'es', exports: 'default' })
      await bundle.close()
      return { code: output[0].code, map: null }
    },
  }
}

/** Modules of core that stay one however often they are reached: its index has all that is taken from them. */
const sharedByCore = [
  'answer/read-text',
  'command',
  'errors',
  'fault',
  'request/content-md5',
  'xml/load-library',
]

/**
 * Gives web's uploads commands of their own, with what reads their answers, in dist/upload/commands.js.
 * Uploads are loaded when there is one. Bundlers put what such code takes from the index of a package into
 * what loads at once, as soon as the application takes anything else from there.
 */
function copyCommands(source) {
  const id = join(source, 'upload/commands.ts')
  const packages = join(source, '../..')
  const isShared = (file) =>
    sharedByCore.some((name) => file === join(packages, `core/src/${name}.js`))
  const toSources = {
    name: 'to-sources',
    resolveId(specifier, importer = '') {
      const [, name] = /^@oos-js\/(.+)/.exec(specifier) ?? []
      if (name) return join(packages, name, 'src/index.ts')
      const file = resolve(importer, '..', specifier)
      return isShared(file) ? { id: '@oos-js/core', external: true } : null
    },
  }
  return {
    name: 'copy-commands',
    async load(wanted) {
      if (wanted !== id) return null
      const plugins = [toSources, esbuild({ target: 'es2022' })]
      const treeshake = { moduleSideEffects: false }
      const bundle = await rollup({
        input: id,
        plugins,
        treeshake,
        external: ['spark-md5', 'fast-xml-parser'],
      })
      const { output } = await bundle.generate({ format: 'es', sourcemap: true })
      await bundle.close()
      const [{ code, map }, ...more] = output.filter(({ type }) => type === 'chunk')
      if (more.length > 0) throw new Error(`commands.js would load ${more[0].fileName}`)
      return { code, map }
    },
  }
}

/** Deletes what earlier builds left of sources that are gone, or it would be published. */
function removeStale(source, dist) {
  return {
    name: 'remove-stale',
    writeBundle(_options, bundle) {
      for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
        const [, module, kind] = /^(.*?)\.(js|d\.ts)(?:\.map)?$/.exec(file) ?? []
        const isStale =
          (kind === 'js' && !(`${module}.js` in bundle)) ||
          (kind === 'd.ts' && !existsSync(join(source, `${module}.ts`)))
        if (isStale) rmSync(join(dist, file))
      }
    },
  }
}

// An unresolved import or a circular one is a mistake here, never a remark.
function onwarn(warning) {
  throw new Error(warning.message)
}

const packages = ['core', 'commands', 'web'].map((name) => {
  const source = join(import.meta.dirname, 'packages', name, 'src')
  const dist = join(import.meta.dirname, 'packages', name, 'dist')
  return {
    input: [join(source, 'index.ts'), ...(name === 'core' ? [join(source, 'node/index.ts')] : [])],
    external: [/^@oos-js\//, /^node:/, 'fast-xml-parser'],
    plugins: [
      inlineSparkMd5(source),
      copyCommands(source),
      esbuild({ target: 'es2022', tsconfig: join(source, '../tsconfig.json') }),
      removeStale(source, dist),
    ],
    output: {
      dir: dist,
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: source,
      sourcemap: true,
      banner: (chunk) => (chunk.name === 'spark-md5' ? sparkMd5Notice : ''),
    },
    onwarn,
  }
})

// The script of a worker is one file without imports, made of what is built by then: pages without a
// bundler can serve it as it is.
const web = join(import.meta.dirname, 'packages/web')
const worker = {
  input: join(web, 'src/md5-worker.ts'),
  plugins: [nodeResolve(), esbuild({ target: 'es2022', tsconfig: join(web, 'tsconfig.json') })],
  output: {
    file: join(web, 'dist/md5-worker.js'),
    format: 'es',
    inlineDynamicImports: true,
    sourcemap: true,
    // What says that it is a module, which no import or export does.
    footer: 'export {}',
  },
  onwarn,
}

export default [...packages, worker]
