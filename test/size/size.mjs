// npm run size             fails if a shape is over its budget, or README.md's table is out of date
// npm run size -- --write  writes the table
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { shapes } from './shapes.mjs'
import { differences, kB, writeTable } from './table.mjs'

const root = join(import.meta.dirname, '../..')
const out = join(root, 'test/.out/size')
const readmeFile = join(root, 'README.md')

const checks = []
for (const shape of shapes) {
  const { initial, lazy } = await bundle(shape, join(out, shape.id), root)
  checks.push(check(shape.name, initial, shape.budget))
  // Every shape may load the same chunk later; one row is enough.
  for (const { name, files } of lazy) {
    const title = `later, when needed: ${name}`
    if (!checks.some((known) => known.name === title)) checks.push(check(title, files))
  }
}
// Rows of their own, below the ones with a budget.
checks.sort((a, b) => Number(a.limit === undefined) - Number(b.limit === undefined))

const rows = measure(checks)
for (const { name, size, budget } of rows) {
  const verdict = budget === undefined ? '' : `of ${kB(budget)}${size > budget ? '  TOO BIG' : ''}`
  console.log(`${(size / 1000).toFixed(2).padStart(6)} kB ${verdict.padEnd(16)} ${name}`)
}

const problems = rows
  .filter(({ size, budget }) => size > budget)
  .map(({ name }) => `${name}: too big`)
const readme = existsSync(readmeFile) ? readFileSync(readmeFile, 'utf8') : ''
if (process.argv.includes('--write')) writeFileSync(readmeFile, await writeTable(readme, rows))
else problems.push(...stale(readme, rows))

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1

function check(name, files, limit) {
  return {
    name,
    path: files.map((file) => join(root, file)),
    gzip: true,
    limit: limit && `${limit} B`,
  }
}

/** size-limit is the judge; this reads its verdict. */
function measure(list) {
  mkdirSync(out, { recursive: true })
  const config = join(out, 'size-limit.json')
  writeFileSync(config, JSON.stringify(list, null, 2))
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/size-limit/bin.js'), '--json', '--config', config],
    { cwd: root, encoding: 'utf8' },
  )
  try {
    return JSON.parse(stdout).map(({ name, size, sizeLimit }) => ({
      name,
      size,
      budget: sizeLimit,
    }))
  } catch {
    throw new Error(`size-limit: ${stdout}${stderr}`)
  }
}

function stale(text, measured) {
  try {
    const found = differences(text, measured)
    return found.length === 0 ? [] : [...found, 'README.md is out of date: npm run size -- --write']
  } catch (error) {
    return [error.message]
  }
}
