// JavaScript for the three packages; `tsc -b` writes the declarations beside it. One file per source
// file, because a bundler can only leave out a command that has a module of its own.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'

// spark-md5 is "WTFPL OR MIT"; this is the MIT text its authors publish. It must go with the code.
const sparkMd5Notice = `/*!
spark-md5 3.0.2 without what hashes strings, https://github.com/satazor/js-spark-md5

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

/** What hashing bytes takes of spark-md5; the rest hashes strings, saves states, or mends old browsers. */
const usedOfSparkMd5 =
  /^(md5cycle|md5blk_array|rhex|hex|hexToBinaryString|concatenateArrayBuffers|SparkMD5(\.prototype\._finish|\.ArrayBuffer(\.prototype\.(append|end|reset|_finish))?)?)$/

/**
 * Makes one ES module, dist/spark-md5.js, of what is used of spark-md5. Bundlers could leave out nothing of
 * it: it is CommonJS, and all in one function.
 */
function inlineSparkMd5(source) {
  const id = join(source, 'spark-md5.js')
  return {
    name: 'inline-spark-md5',
    resolveId: (specifier) => (specifier === 'spark-md5' ? id : null),
    async load(wanted) {
      if (wanted !== id) return null
      const code = await readFile(createRequire(import.meta.url).resolve('spark-md5'), 'utf8')
      const textOf = ({ start, end }) => code.slice(start, end)
      const [{ expression: call }] = this.parse(code).body
      const [{ body: inside }] = call.arguments
      const used = inside.body.filter(({ type, id: name, expression }) => {
        if (type === 'VariableDeclaration') return true
        const declared = name ?? expression?.left
        return declared && usedOfSparkMd5.test(textOf(declared))
      })
      return { code: `${used.map(textOf).join('\n')}\nexport default SparkMD5\n`, map: null }
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

/** Modules that pages have others for, or never reach. */
const otherInPages = {
  'core/src/xml/load-library.ts': 'web/src/single-file/load-library.ts',
  'core/src/request/turn.ts': 'web/src/single-file/never-in-pages.ts',
  'core/src/request/sends-length.ts': 'web/src/single-file/never-in-pages.ts',
  'core/src/request/send-stream.ts': 'web/src/single-file/never-in-pages.ts',
  'core/src/failure/on-server.ts': 'web/src/single-file/never-in-pages.ts',
  'web/src/upload/load-engine.ts': 'web/src/single-file/load-engine.ts',
  'web/src/sleep.ts': 'core/src/failure/sleep.ts',
}

/** Takes the packages' sources, so that what two of them use is there once. */
const fromSources = {
  name: 'from-sources',
  resolveId(specifier, importer = '') {
    const packages = join(import.meta.dirname, 'packages')
    const [, name] = /^@oos-js\/(.+)/.exec(specifier) ?? []
    if (name) return join(packages, name, 'src/index.ts')
    if (!specifier.startsWith('.')) return null
    const file = relative(packages, resolve(importer, '..', specifier)).replace(/js$/, 'ts')
    return file in otherInPages ? join(packages, otherInPages[file]) : null
  },
}

/** In front of the single file, whose budget has no room for the licences: they are written beside it. */
const singleFileNotice = '/*! MIT, with spark-md5: oos.min.js.LICENSE.txt */'

const writeLicences = {
  name: 'write-licences',
  async generateBundle() {
    const ours = await readFile(join(import.meta.dirname, 'LICENSE'), 'utf8')
    const source = `${ours}\n${sparkMd5Notice}\n`
    this.emitFile({ type: 'asset', fileName: 'oos.min.js.LICENSE.txt', source })
  },
}

/** Puts functions behind the commands: gzip looks back no more than 32 KB, and like finds like. */
const functionsLast = {
  name: 'functions-last',
  renderChunk(code) {
    const statements = this.parse(code).body
    const textOf = ({ start, end }) => code.slice(start, end)
    const isFunction = ({ type }) => type === 'FunctionDeclaration'
    const ordered = [
      ...statements.filter((statement) => !isFunction(statement)),
      ...statements.filter(isFunction),
    ]
    return { code: `${singleFileNotice}\n${ordered.map(textOf).join('')}\n`, map: null }
  },
}

// Everything that a page without a bundler needs, in one file.
const singleFile = {
  input: join(web, 'src/single-file/index.ts'),
  plugins: [
    fromSources,
    inlineSparkMd5(web),
    esbuild({ target: 'es2022', tsconfig: join(web, 'tsconfig.json') }),
    terser({
      ecma: 2022,
      module: true,
      compress: { passes: 3, hoist_funs: true, hoist_vars: true, inline: 1, unsafe_arrows: true },
      format: { comments: false },
    }),
    functionsLast,
    writeLicences,
  ],
  treeshake: { moduleSideEffects: false },
  output: {
    dir: join(web, 'dist'),
    entryFileNames: 'oos.min.js',
    format: 'es',
    inlineDynamicImports: true,
    freeze: false,
  },
  onwarn(warning) {
    // A stand-in takes core's errors from the index that leads to it: functions, which do not mind.
    if (warning.code !== 'CIRCULAR_DEPENDENCY') onwarn(warning)
  },
}

export default [...packages, worker, singleFile]
