/** How many checks of a suite passed in a runtime. */
export interface Cell {
  readonly passed: number
  readonly all: number
}

/** Cells by the title of the runtime, then by the suite. */
export type Table = ReadonlyMap<string, Readonly<Record<string, Cell>>>

/** The table, for a terminal. */
export function textOf(
  table: Table,
  runtimes: readonly string[],
  suites: readonly string[],
): string {
  const lines = [
    ['', ...suites],
    ...runtimes.map((runtime) => {
      const cells = suites.map((suite) => table.get(runtime)?.[suite])
      return [runtime, ...cells.map((cell) => (cell ? `${cell.passed}/${cell.all}` : 'MISSING'))]
    }),
  ]
  const widths = ['', ...suites].map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n')
}

/** What keeps the table from being whole and green, a line for each cell. */
export function gapsOf(
  table: Table,
  runtimes: readonly string[],
  suites: readonly string[],
): string[] {
  return runtimes.flatMap((runtime) =>
    suites.flatMap((suite) => {
      const cell = table.get(runtime)?.[suite]
      if (cell === undefined) return `${runtime}, ${suite}: was not run`
      if (cell.all === 0) return `${runtime}, ${suite}: has no checks`
      const failed = cell.all - cell.passed
      return failed > 0 ? `${runtime}, ${suite}: ${failed} of ${cell.all} failed` : []
    }),
  )
}
