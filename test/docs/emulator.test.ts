import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { assumedSwitches, createEmulator } from '../emulator/src/index.js'
import { scriptOf } from '../support/script.ts'
import { root } from '../tools/root.ts'
import { assumptions, emulatorPage } from './emulator.ts'

const page = readFileSync(join(root, 'docs/emulator.md'), 'utf8')
const source = join(root, 'test/emulator/src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)

describe('docs/emulator.md', () => {
  it('says what the source says', () => {
    expect(page, 'npm run docs:emulator').toBe(emulatorPage(page))
  })

  it.each(Object.keys(assumedSwitches))('names the switch %s', (name) => {
    expect(page).toContain(`\n- \`${name}\`: **`)
  })

  const recipes = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) => code)
  const lines = recipes
    .flatMap((code) => code.split('\n'))
    .filter((one) => one.startsWith('faults'))

  it.each(lines)('shows a fault that exists: %s', (line) => {
    const { faults } = createEmulator()
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own code
    new Function('faults', line)(faults)
    expect(faults.rules).toHaveLength(1)
  })

  it('shows faults at all', () => {
    expect(lines.length).toBeGreaterThan(10)
  })
})

describe('test/emulator/README.md', () => {
  const readme = readFileSync(join(root, 'test/emulator/README.md'), 'utf8')
  const blocks = [...readme.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code = '']) => code)

  it('shows no other code than what runs here', () => {
    expect([blocks.length, readme.match(/^```.+$/gm)]).toEqual([2, ['```ts', '```ts']])
  })

  it.each(blocks)(
    'shows a script that runs: %#',
    async (contents) => {
      const { folder, file } = await scriptOf(contents)
      const { stderr } = await promisify(execFile)(process.execPath, [file], { cwd: folder })
      expect(stderr).toBe('')
      expect(existsSync(join(folder, 'DIR/journal.jsonl'))).toBe(contents.includes('openFolder'))
    },
    30_000,
  )
})

describe('an assumption', () => {
  it('is what a comment says after the word, to the end of its paragraph', () => {
    const text =
      '// A fact.\n// Assumed: one\n// and two.\nconst a = 1\n\n/**\n * Assumed: b.\n *\n * C.\n */'
    expect(assumptions(text, 'f.ts')).toEqual(['- `f.ts`: one and two.', '- `f.ts`: b.'])
  })
})

describe('the emulator', () => {
  it.each(files)(
    'has no module that imports what the SDK is or parses and hashes with: %s',
    (file) => {
      const text = readFileSync(join(source, file), 'utf8')
      const imported =
        /(?:from|import|import\() ?'(?:@oos-js\/|[./]*packages|fast-xml-parser|spark-md5)/
      expect(text).not.toMatch(imported)
    },
  )

  it.each(files)('has no file over 250 lines: %s', (file) => {
    expect(readFileSync(join(source, file), 'utf8').split('\n').length).toBeLessThanOrEqual(251)
  })
})
