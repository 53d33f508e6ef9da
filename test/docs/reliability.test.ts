import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pending, rows } from '../reliability/rows.ts'
import { root } from '../tools/root.ts'
import { missingFor, reliabilityPage, rowTests } from './reliability.ts'
import { titlesOf } from './titles.ts'

const tests = rowTests()

describe('docs/reliability.md', () => {
  it.each(rows.filter(({ id }) => !pending.includes(id)))('has tests of row $id', (row) => {
    expect(missingFor(row, tests)).toEqual([])
  })

  it('leaves out no test of test/reliability', () => {
    const known = rows.map(({ id }) => id)
    const here = tests.filter(({ file }) => file.startsWith('test/reliability/'))
    expect(here.filter((test) => !test.rows.every((id) => known.includes(id)))).toEqual([])
  })

  it('says what the rows and the tests say', async () => {
    const page = readFileSync(join(root, 'docs/reliability.md'), 'utf8')
    expect(page, 'npm run docs:reliability').toBe(await reliabilityPage(page))
  })
})

describe('the tests of a row', () => {
  it('are found by the beginning of their titles', () => {
    const source = `
      describe('F1: a group', () => {
        it('F1: one', () => {})
        it.each([1])('F1, F2: many %s', () => {})
        it(\`F3: of \${1}\`, () => {})
      })`
    expect(titlesOf(source)).toEqual(['F1: one', 'F1, F2: many %s', 'F3: of '])
  })

  it('are told from others by what a row may be called', () => {
    const titles = ['F1: a', 'Req 4a, F24: b', 'Req 17: c', 'HEAD 404: d', 'F1 e', 'Requires 1: f']
    const tests = titles.map((title) => ({ file: '', title, runsIn: ['node'] as const }))
    expect(rowTests(tests).map(({ rows }) => rows)).toEqual([['F1'], ['Req 4a', 'F24'], ['Req 17']])
  })

  it('do not count while they are skipped', () => {
    const source = `it.skip('F1: a', f); it.todo('F1: b'); it.skipIf(x)('F1: c', f); xit('F1: d', f)`
    expect(titlesOf(source)).toEqual([])
  })

  it('must run wherever the row has to be shown', () => {
    const row = { id: 'F1', failure: '', behaviour: '', shownIn: ['node', 'webkit'] } as const
    const test = { file: '', title: 'F1: one', runsIn: ['node'] } as const
    expect(missingFor(row, rowTests([test]))).toEqual(['webkit'])
  })
})
