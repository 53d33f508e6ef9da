import { inMebibytes } from './measure.mjs'

/** Prints what was sent, what went wrong on the way, and what the client's process held. */
export function printTables({ rows, counts, requests, first, last, early, limit, seconds }) {
  const columns = ['sent', 'succeeded', 'retried', 'failed', 'aborted']
  const names = Object.keys(rows).sort()
  const total = columns.map((column) => names.reduce((sum, name) => sum + rows[name][column], 0))
  printTable([
    ['operation', ...columns],
    ...names.map((name) => [name, ...columns.map((column) => rows[name][column])]),
    ['all', ...total],
  ])
  const faults = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b))
  printTable([
    ['fault', 'times'],
    ...faults,
    ['all', faults.reduce((sum, [, count]) => sum + count, 0)],
    ['of requests', requests],
  ])
  printTable([
    ['after', 'memory', 'open sockets'],
    [early, inMebibytes(first.memory), first.sockets],
    [limit, inMebibytes(last.memory), last.sockets],
  ])
  console.log(`\n${seconds.toFixed(1)} s, ${(limit / seconds).toFixed(0)} operations a second`)
}

function printTable(lines) {
  const texts = lines.map((line) => line.map(String))
  const widths = texts[0].map((_, column) => Math.max(...texts.map((line) => line[column].length)))
  const pad = (cell, column) =>
    column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])
  console.log(`\n${texts.map((line) => line.map(pad).join('   ').trimEnd()).join('\n')}`)
}
