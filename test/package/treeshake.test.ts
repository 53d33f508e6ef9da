import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { bundlers } from './bundlers.ts'
import { marksOf } from './marks.ts'
import { commandFiles, withImports } from './modules.ts'

// Nothing is listed by hand: the commands are those dist exports, and a command is betrayed by any
// mark of its module that the imported command, the client and the bundler's own code do not have.
const imported = 'PutObject'
const core = join(root, 'packages/core/dist')
const sparkMd5 = join(core, 'spark-md5.js')
const commands = commandFiles(join(root, 'packages/commands/dist/index.js'))

const others = [...commands].filter(([name]) => name !== imported)
const libraries = [
  ['spark-md5', sparkMd5],
  ['fast-xml-parser', createRequire(join(core, 'index.js')).resolve('fast-xml-parser')],
] as const

const shapes = {
  'a command': `import { ${imported}Command } from '@oos-js/commands'
    globalThis.x = ${imported}Command`,
  'a client and a command': `import { OosClient } from '@oos-js/core'
    import { ${imported}Command } from '@oos-js/commands'
    globalThis.x = [OosClient, ${imported}Command]`,
}

/** Leaves the bundler's own code, which it adds to load a chunk later. */
const nothing = `globalThis.x = () => import('data:text/javascript,export default 1')`

const out = join(root, 'test/.out/treeshake')
mkdirSync(out, { recursive: true })

const marksOfFile = (file: string): Set<string> => marksOf(readFileSync(file, 'utf8'))
const union = (sets: Iterable<Set<string>>): Set<string> =>
  new Set([...sets].flatMap((s) => [...s]))

describe.each(Object.entries(bundlers))('%s', (_name, bundle) => {
  describe.each(Object.entries(shapes))('importing %s', (_shape, source) => {
    let present: Set<string>
    let innocent: Set<string>

    beforeAll(async () => {
      const folder = mkdtempSync(join(out, 'bundle-'))
      present = union((await bundle(folder, source)).map(marksOf))
      const coreFiles = readdirSync(core, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.js'))
        .map((file) => join(core, file))
        .filter((file) => file !== sparkMd5)
      const own = withImports(commands.get(imported) ?? '')
      const bundlersOwn = (await bundle(folder, nothing)).map(marksOf)
      innocent = union([...[...coreFiles, ...own].map(marksOfFile), ...bundlersOwn])
    })

    it('contains the command', () => {
      expect(present).toContain(imported)
    })

    it.each([...others, ...libraries])('brings nothing of %s', (_other, file) => {
      const telling = [...marksOfFile(file)].filter((mark) => !innocent.has(mark))
      expect(telling, 'nothing would betray it').not.toEqual([])
      expect(telling.filter((mark) => present.has(mark))).toEqual([])
    })
  })
})
