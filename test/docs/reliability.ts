import { format, resolveConfig } from 'prettier'
import { browsers, type Place } from '../places.ts'
import { rows, type Row } from '../reliability/rows.ts'
import { titledTests, type TitledTest } from './titles.ts'

/** The mark that separates what is written by hand from what is generated. */
const mark = '<!-- Generated from here: npm run docs:reliability -->'

/** A test whose title begins with rows: `F14: waits`, or `F14, Req 5b: waits`. */
export interface RowTest extends Omit<TitledTest, 'title'> {
  readonly rows: readonly string[]
  /** What stands behind the rows. */
  readonly says: string
}

/** Rows are called F14, or Req 4a where they are what users ask for. */
const titled = /^((?:[A-Z]|Req )\d+[a-z]?(?:, (?:[A-Z]|Req )\d+[a-z]?)*): ([^]+)$/

/** The page with its table made anew; what stands above the mark stays. */
export async function reliabilityPage(page: string): Promise<string> {
  const end = page.indexOf(mark)
  if (end < 0) throw new Error(`docs/reliability.md has no ${mark}`)
  const text = `${page.slice(0, end)}${mark}\n\n${table(rowTests())}\n`
  return format(text, { ...(await resolveConfig('docs/reliability.md')), parser: 'markdown' })
}

/** The tests that belong to rows. */
export function rowTests(tests: readonly TitledTest[] = titledTests()): RowTest[] {
  return tests.flatMap(({ title, ...test }) => {
    const [, ids = '', says = ''] = titled.exec(title) ?? []
    return ids === '' ? [] : [{ ...test, rows: ids.split(', '), says }]
  })
}

/** Where the tests leave a row to be shown. */
export function missingFor({ id, shownIn }: Row, tests: readonly RowTest[]): Place[] {
  const shown = tests.filter((test) => test.rows.includes(id)).flatMap(({ runsIn }) => runsIn)
  return shownIn.filter((place) => !shown.includes(place))
}

function table(tests: readonly RowTest[]): string {
  const lines = rows.map(({ id, failure, behaviour }) => [
    id,
    failure,
    behaviour,
    tests
      .filter((test) => test.rows.includes(id))
      .map(link)
      .join('<br>'),
  ])
  const head = ['row', 'what goes wrong', 'what the SDK does', 'shown by']
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function link({ file, says, runsIn }: RowTest): string {
  const text = says.replace(/[\\`*_[\]<>|#]/g, '\\$&')
  return `[${text}](../${file})${placesAfter(runsIn)}`
}

const titles = { node: 'Node', chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' }

/** The places of a test in words; none where that is Node alone. */
function placesAfter(runsIn: readonly Place[]): string {
  if (runsIn.join() === 'node') return ''
  const all = browsers.every((browser) => runsIn.includes(browser))
  const named = runsIn.filter((place) => place === 'node' || !all).map((place) => titles[place])
  return ` (${[...named, ...(all ? ['browsers'] : [])].join(', ')})`
}
