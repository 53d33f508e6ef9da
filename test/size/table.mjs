// The size table in README.md: written from measurements, and compared with them later.

import { format } from 'prettier'

const start = '<!-- sizes:start -->'
const end = '<!-- sizes:end -->'

/** Two roundings to 0.1 kB of nearly the same size may differ by this much. */
const tolerance = 100

/** `rows` are `{ name, size, budget? }`, in bytes. */
export async function writeTable(readme, rows) {
  const lines = rows.map(({ name, size, budget }) => {
    return `| ${name} | ${kB(size)} | ${budget === undefined ? '' : kB(budget)} |`
  })
  const table = ['| import | kB gzip | budget |', '| --- | ---: | ---: |', ...lines].join('\n')
  const [before, , after] = cut(readme)
  return `${before}${start}\n\n${await format(table, { parser: 'markdown' })}\n${end}${after}`
}

/** What the table says differently from the measurement, one sentence each. */
export function differences(readme, rows) {
  const [, table] = cut(readme)
  const cells = [...table.matchAll(/^\| *(.+?) *\| *([\d.]+) *\| *([\d.]*) *\|/gm)]
  const written = new Map(cells.map(([, name, size, budget]) => [name, { size, budget }]))
  const found = rows.flatMap(({ name, size, budget }) => {
    const row = written.get(name)
    written.delete(name)
    if (row === undefined) return [`no row for "${name}" (${kB(size)} kB)`]
    const allowed = budget === undefined ? '' : kB(budget)
    const isClose = Math.abs(Number(row.size) * 1000 - size) <= tolerance
    if (!isClose) return [`"${name}" measures ${kB(size)} kB, the table says ${row.size}`]
    if (row.budget !== allowed)
      return [`"${name}" may have ${allowed}, the table says ${row.budget}`]
    return []
  })
  return [...found, ...[...written.keys()].map((name) => `"${name}" is not measured`)]
}

export const kB = (bytes) => (bytes / 1000).toFixed(1)

function cut(readme) {
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from < 0 || to < from) throw new Error(`README.md has no ${start} ... ${end}`)
  return [
    readme.slice(0, from),
    readme.slice(from + start.length, to),
    readme.slice(to + end.length),
  ]
}
