// npm run docs:operations             writes the table in docs/operations.md
// npm run docs:operations -- --check  fails if it is out of date
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runnerImport } from 'vite'

const root = join(import.meta.dirname, '../..')
const file = join(root, 'docs/operations.md')

// The sources, as tests import them: no build is needed.
const { module: tools } = await runnerImport(join(root, 'test/tools/aliases.ts'))
const { module: docs } = await runnerImport(join(root, 'test/docs/operations.ts'), {
  root,
  configFile: false,
  resolve: { alias: tools.aliases },
})

const page = readFileSync(file, 'utf8')
const expected = await docs.operationsPage(page)
if (!process.argv.includes('--check')) writeFileSync(file, expected)
else if (page !== expected) {
  console.error('docs/operations.md is out of date: npm run docs:operations')
  process.exitCode = 1
}
