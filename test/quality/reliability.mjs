// npm run docs:reliability             writes the table in docs/reliability.md
// npm run docs:reliability -- --check  fails if it is out of date
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runnerImport } from 'vite'

const root = join(import.meta.dirname, '../..')
const file = join(root, 'docs/reliability.md')

const { module: docs } = await runnerImport(join(root, 'test/docs/reliability.ts'), {
  root,
  configFile: false,
})

const page = readFileSync(file, 'utf8')
const expected = await docs.reliabilityPage(page)
if (!process.argv.includes('--check')) writeFileSync(file, expected)
else if (page !== expected) {
  console.error('docs/reliability.md is out of date: npm run docs:reliability')
  process.exitCode = 1
}
