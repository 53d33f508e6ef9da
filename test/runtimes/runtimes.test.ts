import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { startHost, type Host, type Report } from './host/host.ts'
import { languages } from './languages.ts'
import { pageOf, readmeOf } from './page.ts'
import { prepare, type Prepared } from './prepare.ts'
import { runtimes } from './runtimes.ts'
import { suites } from './suite/suites.mjs'
import { gapsOf, textOf, type Cell } from './table.ts'

let folder: string
let prepared: Prepared
let host: Host

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oos-runtimes-'))
  prepared = await prepare(folder)
  host = await startHost(prepared.bundles)
})
afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true })
})

const suiteNames = Object.keys(suites)
const titles = runtimes.map(({ title }) => title)
const table = new Map<string, Record<string, Cell>>()
const reports = new Map<string, Report>()

describe.each(runtimes)('$title $version', ({ title, run, traits }) => {
  beforeAll(async () => {
    try {
      reports.set(title, await run({ ...prepared, host, traits: JSON.stringify(traits) }))
    } finally {
      await host.closeStages()
    }
  })

  it.each(Object.entries(suites))('%s', (suite, checks) => {
    const outcome = Object.keys(checks).map(
      (check) => [check, reports.get(title)?.results[suite]?.[check]] as const,
    )
    // Nothing at all is a check that was not run.
    const problems = outcome.filter(([, problem]) => problem !== null)
    const cell = { passed: outcome.length - problems.length, all: outcome.length }
    table.set(title, { ...table.get(title), [suite]: cell })
    expect(problems.map(([check, problem]) => `${check}: ${problem ?? 'was not run'}`)).toEqual([])
  })
})

describe('the table', () => {
  it('has every cell, and each is green', () => {
    console.log(`\n${textOf(table, titles, suiteNames)}\n`)
    expect(gapsOf(table, titles, suiteNames)).toEqual([])
  })

  describe('as npm run runtimes -- --write writes it', () => {
    // What failed is nothing to write down.
    beforeAll(() => {
      expect(gapsOf(table, titles, suiteNames)).toEqual([])
    })

    it.each(languages)('is that of $page', async (language) => {
      const page = join(root, language.page)
      const text = await pageOf(await readFile(page, 'utf8'), language, runtimes, reports)
      await expect(text).toMatchFileSnapshot(page)
    })

    it('is that of README.md', async () => {
      const page = join(root, 'README.md')
      const text = await readmeOf(await readFile(page, 'utf8'), runtimes)
      await expect(text).toMatchFileSnapshot(page)
    })
  })
})
