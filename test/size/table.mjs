// Size tables in pages: written from measurements, and compared with them later.

import { format } from 'prettier'

/** How far a table may be off, in bytes: two roundings, and compressors of two versions of Node. */
const tolerance = (digits) => (digits === 1 ? 100 : 20)

/**
 * Puts a table between its marks. `rows` are `{ name, size, budget? }`, in bytes; `note` is a line under
 * the table.
 */
export async function writeTable(page, { mark, rows, digits = 1, note }) {
  const lines = rows.map(({ name, size, budget }) => {
    return `| ${name} | ${kB(size, digits)} | ${budget === undefined ? '' : kB(budget)} |`
  })
  const table = ['| import | kB gzip | budget |', '| --- | ---: | ---: |', ...lines].join('\n')
  const text = await format(note === undefined ? table : `${table}\n\n${note}`, {
    parser: 'markdown',
  })
  const { before, start, end, after } = cut(page, mark)
  return `${before}${start}\n\n${text}\n${end}${after}`
}

/** What a table says differently from the measurement, one sentence each. */
export function differences(page, { mark, rows, digits = 1, note = '' }) {
  const { inner } = cut(page, mark)
  const cells = [...inner.matchAll(/^\| *(.+?) *\| *([\d.]+) *\| *([\d.]*) *\|/gm)]
  const written = new Map(cells.map(([, name, size, budget]) => [name, { size, budget }]))
  const found = rows.flatMap(({ name, size, budget }) => {
    const row = written.get(name)
    written.delete(name)
    if (row === undefined) return [`no row for "${name}" (${kB(size, digits)} kB)`]
    const allowed = budget === undefined ? '' : kB(budget)
    const isClose = Math.abs(Number(row.size) * 1000 - size) <= tolerance(digits)
    if (!isClose) return [`"${name}" measures ${kB(size, digits)} kB, the table says ${row.size}`]
    if (row.budget !== allowed)
      return [`"${name}" may have ${allowed}, the table says ${row.budget}`]
    return []
  })
  if (!isCloseTo(note, inner)) found.push(`under the table it must say: ${note}`)
  return [...found, ...[...written.keys()].map((name) => `"${name}" is not measured`)]
}

export const kB = (bytes, digits = 1) => (bytes / 1000).toFixed(digits)

/** Whether a text has the note, with numbers that are nearly the same. */
function isCloseTo(note, text) {
  const pattern = note
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\d+\\\.\d+/g, '(\\d+\\.\\d+)')
  const found = new RegExp(pattern).exec(text.replace(/\s+/g, ' '))
  const numbers = note.match(/\d+\.\d+/g) ?? []
  return (
    found !== null &&
    numbers.every((number, index) => Math.abs(number - found[index + 1]) <= tolerance(2) / 1000)
  )
}

function cut(page, mark) {
  const start = `<!-- ${mark}:start -->`
  const end = `<!-- ${mark}:end -->`
  const from = page.indexOf(start)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error(`there is no ${start} ... ${end}`)
  return {
    before: page.slice(0, from),
    start,
    inner: page.slice(from + start.length, to),
    end,
    after: page.slice(to + end.length),
  }
}
