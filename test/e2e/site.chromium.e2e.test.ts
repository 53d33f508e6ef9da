import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { preview } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { openPage } from './support/open-page.ts'

const parent = join(root, 'test/.out')
mkdirSync(parent, { recursive: true })
const folder = mkdtempSync(join(parent, 'site-'))
let url = ''

beforeAll(async () => {
  // A warning is an error to it.
  const typedoc = join(root, 'node_modules/typedoc/bin/typedoc')
  const inputs = [typedoc, '--options', 'docs/typedoc.json', '--out', folder]
  await promisify(execFile)(process.execPath, inputs, { cwd: root })
  const server = await preview({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { host: '127.0.0.1', port: 0 },
  })
  url = server.resolvedUrls?.local[0] ?? ''
  return () => server.close()
}, 300_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

it.each([
  ['PutObjectCommand', 'Class PutObjectCommand'],
  ['first page', 'Your first page'],
  ['页面', '第一个页面'],
])('finds %s by the search box of the documentation', async (words, title) => {
  const page = await openPage(url)
  // The site's script is there by then, and listens.
  await page.locator('#tsd-nav-container a').first().waitFor()
  await page.locator('#tsd-search-trigger').click()
  await page.locator('#tsd-search-input').fill(words)
  await page.locator('#tsd-search-results a').first().click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  expect(await page.title()).toContain('OOS for JavaScript')
})

it('names the guides by their titles, those to begin with first', async () => {
  const page = await openPage(url)
  const links = page.locator('#tsd-nav-container a')
  await links.getByText('Quick start').waitFor()
  const names = await links.allInnerTexts()
  expect(names.slice(0, 3)).toEqual(['Documentation', 'Quick start', 'Your first page'])
})
