import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { root } from '../tools/root.ts'
import { createCompiler } from '../types/compiler.ts'
import { fixtureOf, fixtureFile } from './fixtures.ts'
import { blocksOf, namesTaken, pages, type Block } from './pages.ts'
import { createWorld, type World } from './world.ts'

// Blocks are modules of their own in here, beside the packages that they name.
const folder = 'test/.out/docs'
rmSync(join(root, folder), { recursive: true, force: true })
afterAll(() => {
  vi.unstubAllGlobals()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const isCode = ({ language }: Block) => language === 'ts' || language === 'js'
const withCode = pages()
  .map((page) => ({ page, blocks: blocksOf(page).filter(isCode) }))
  .filter(({ blocks }) => blocks.length > 0)

/** The block as a module; its first line takes what the page takes for granted. */
function moduleOf(page: string, block: Block, given: object): string {
  const names = namesTaken(block, given)
  const taken =
    names.length === 0
      ? 'export {}; '
      : `import { given } from '${join(root, fixtureFile(page))}'; const { ${names.join(', ')} } = given(); `
  return `${block.language === 'js' ? '// @ts-check\n' : ''}${taken}\n${block.code}`
}

const fileOf = (page: string, { line, language }: Block) =>
  `${folder}/${page.replaceAll(/[/.]/g, '-')}-${line}.${language}`

// What the front page shows is run as built, by test/package/readme.test.ts. Pages that make files are followed as
// a whole, by test/e2e/first-page.e2e.test.ts and test/package/adding-a-command.test.ts.
const followed = /^README\.md$|README\.zh-CN\.md$|\/(?:first-page|contributing)\.md$/
const run = withCode.filter(({ page }) => !followed.test(page))

describe.each(run)('$page', ({ page, blocks }) => {
  it('shows code that does what it says', async () => {
    const world: World = await createWorld()
    vi.stubGlobal('fetch', world.fetch)
    vi.spyOn(console, 'log').mockImplementation((...line) => void world.logged.push(line))
    const fixture = await fixtureOf(page)
    await fixture.prepare?.(world)
    for (const block of blocks) {
      const file = join(root, fileOf(page, block))
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, moduleOf(page, block, fixture.given?.() ?? {}))
      const run = import(/* @vite-ignore */ pathToFileURL(file).href)
      await expect(run, `line ${block.line}, ${block.heading}`).resolves.toBeDefined()
    }
    await fixture.check?.(world)
  })
})

it('shows code that the compiler takes', { timeout: 300_000 }, async () => {
  const texts: Record<string, string> = {}
  // What is in Chinese is the same code: languages.test.ts looks after that.
  const english = withCode.filter(({ page }) => !/zh-CN|\/contributing\.md$/.test(page))
  for (const { page, blocks } of english) {
    const { given } = await fixtureOf(page)
    for (const block of blocks) texts[fileOf(page, block)] = moduleOf(page, block, given?.() ?? {})
  }
  const strict = createCompiler([], texts, { noUnusedLocals: false })
  // Pages in JavaScript do not say what they know of their own elements.
  const lenient = createCompiler([], texts, { noUnusedLocals: false, strict: false })
  const complaints = Object.keys(texts).flatMap((file) =>
    (file.endsWith('.ts') ? strict : lenient).complaints(file),
  )
  expect(complaints).toEqual([])
})

const scripts = (): Record<string, string> =>
  (
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
  ).scripts

describe.each(pages())('%s', (page) => {
  it('names only commands that there are', () => {
    const shell = blocksOf(page).filter(({ language }) => language === 'sh')
    const named = shell.flatMap(({ code }) => [...code.matchAll(/\bnpm (?:run )?([\w:-]+)/g)])
    const builtIn = ['ci', 'init', 'install', 'test', 'create', 'pack', 'sbom']
    const unknown = named.map(([, name = '']) => name).filter((name) => !builtIn.includes(name))
    expect(unknown.filter((name) => !(name in scripts()))).toEqual([])
  })

  it('has blocks in languages that are looked after', () => {
    const languages = ['ts', 'js', 'sh', 'html', 'xml', 'json', 'http', 'diff', '']
    expect(blocksOf(page).filter(({ language }) => !languages.includes(language))).toEqual([])
  })
})
