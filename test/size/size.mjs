// npm run size             fails if something is over its budget, or a table out of date
// npm run size -- --write  writes the tables: the main one into README.md, all into docs/sizes.md
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bundle } from './bundle.mjs'
import { check, measure } from './measure.mjs'
import { integrityOf, writeIntegrity } from './integrity.mjs'
import {
  commandBudget,
  helpers,
  shapesOf,
  shapeWithHelper,
  shapeWithout,
  singleFileBudget,
} from './shapes.mjs'
import { differences, kB, writeTable } from './table.mjs'

const root = join(import.meta.dirname, '../..')
const out = join(root, 'test/.out/size')

const built = await import('@oos-js/commands')
const commands = Object.keys(built).flatMap((name) => /^(.+)Command$/.exec(name)?.[1] ?? [])

const shapes = []
for (const shape of shapesOf(commands)) {
  const { initial, lazy } = await bundle(shape, join(out, shape.id), root)
  shapes.push(check(shape.name, initial, root, shape.budget))
  // Every shape may load the same chunk later; one row is enough.
  for (const { name, files } of lazy) {
    const title = `later, when needed: ${name}`
    if (!shapes.some((known) => known.name === title)) shapes.push(check(title, files, root))
  }
}
const singleFile = 'packages/web/dist/oos.min.js'
shapes.push(check('oos.min.js, everything in one file', [singleFile], root, singleFileBudget))
// Rows of their own, below the ones with a budget.
shapes.sort((a, b) => Number(a.limit === undefined) - Number(b.limit === undefined))

const rests = []
for (const command of commands) {
  const shape = shapeWithout(command, commands)
  const { initial } = await bundle(shape, join(out, shape.id), root)
  rests.push(check(command, initial, root))
}

const beside = []
for (const [from, names] of Object.entries(helpers)) {
  for (const name of beside.length === 0 ? [undefined, ...names] : names) {
    const shape = shapeWithHelper(name, from)
    const { initial } = await bundle(shape, join(out, shape.id), root)
    beside.push(check(shape.name, initial, root))
  }
}

const measured = measure([...shapes, ...rests, ...beside], out, root)
const rows = measured.slice(0, shapes.length)
const whole = rows.find(({ name }) => name === 'client + all commands').size
const [alone, ...withHelpers] = measured.slice(shapes.length + rests.length)
const surcharges = withHelpers.map(({ name, size }) => ({ name, size: size - alone.size }))
const prices = measured
  .slice(shapes.length, shapes.length + rests.length)
  .map(({ name, size }) => ({ name, size: whole - size, budget: commandBudget }))
const [least, most] = [Math.min, Math.max].map((pick) =>
  (pick(...prices.map(({ size }) => size)) / 1000).toFixed(2),
)
const range = `Each further command: ${least} to ${most} kB ([all of them](docs/sizes.md)).`

for (const { name, size, budget } of [...rows, ...prices, ...surcharges]) {
  const verdict = budget === undefined ? '' : `of ${kB(budget)}${size > budget ? '  TOO BIG' : ''}`
  console.log(`${(size / 1000).toFixed(2).padStart(6)} kB ${verdict.padEnd(16)} ${name}`)
}

const problems = [...rows, ...prices]
  .filter(({ size, budget }) => size > budget)
  .map(({ name }) => `${name}: too big`)

const integrity = integrityOf(join(root, singleFile))
const pages = [
  { file: 'docs/browser.md', tables: [], integrity },
  { file: 'docs/zh-CN/browser.md', tables: [], integrity },
  { file: 'README.md', tables: [{ mark: 'sizes', rows, note: range }] },
  {
    file: 'docs/sizes.md',
    tables: [
      { mark: 'sizes', rows },
      { mark: 'commands', rows: prices, digits: 2 },
      { mark: 'helpers', rows: surcharges, digits: 2 },
    ],
  },
]
for (const { file, tables, integrity } of pages) {
  const path = join(root, file)
  let text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const found = []
  try {
    for (const table of tables) {
      found.push(...differences(text, table))
      text = await writeTable(text, table)
    }
    const hashed = writeIntegrity(text, integrity)
    if (hashed !== text) found.push('the hash of oos.min.js is another')
    text = hashed
  } catch (error) {
    problems.push(`${file}: ${error.message}`)
    continue
  }
  if (process.argv.includes('--write')) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } else if (found.length > 0) {
    problems.push(...found.map((line) => `${file}: ${line}`))
    problems.push(`${file} is out of date: npm run size -- --write`)
  }
}

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
