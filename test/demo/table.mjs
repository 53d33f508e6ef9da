import { formatSize, formatSpeed, formatTime } from './format.mjs'

/** The steps that ran, as a table for a terminal. */
export function formatTable(rows) {
  const lines = [
    ['step', 'size', 'parts', 'time', 'MiB/s'],
    ...rows.map(({ name, size, parts = '', milliseconds }) => [
      name,
      size === undefined ? '' : formatSize(size),
      String(parts),
      formatTime(milliseconds),
      size ? formatSpeed(size, milliseconds) : '',
    ]),
  ]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  // Words to the left, numbers to the right.
  const pad = (cell, column) =>
    column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])
  return lines.map((line) => line.map(pad).join('   ').trimEnd()).join('\n')
}
