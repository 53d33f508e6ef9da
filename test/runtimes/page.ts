import { format, resolveConfig } from 'prettier'
import type { Report } from './host/host.ts'
import type { Language } from './languages.ts'
import type { Runtime } from './runtimes.ts'
import { topics } from './suite/differences.mjs'
import { suites } from './suite/suites.mjs'

/** The page docs/runtimes.md with its tables made anew; what stands around them stays. */
export async function pageOf(
  page: string,
  language: Language,
  runtimes: readonly Runtime[],
  reports: ReadonlyMap<string, Report>,
): Promise<string> {
  const { say } = language
  const passed = [
    ['runtime', 'version', ...Object.keys(suites)].map(say),
    ...runtimes.map(({ title, version }) => [
      title,
      version || say('that of Debian 12'),
      ...Object.keys(suites).map(() => '✓'),
    ]),
  ]
  const differing = [
    ['what', 'what runtimes do', 'what the SDK does'].map(say),
    ...Object.entries(topics).map(([topic, { sdk }]) => [
      say(topic),
      saidOf(topic, language, runtimes, reports),
      say(sdk),
    ]),
  ]
  const text = fill(fill(page, 'suites', passed), 'differences', differing)
  return format(text, { ...(await resolveConfig(language.page)), parser: 'markdown' })
}

/** README.md with its table of runtimes made anew. */
export async function readmeOf(page: string, runtimes: readonly Runtime[]): Promise<string> {
  const releases = new Map<string, string[]>()
  for (const { title, version } of runtimes) {
    const [name = ''] = title.split(' ')
    releases.set(name, [...(releases.get(name) ?? []), version || 'that of Debian 12'])
  }
  const rows = [...releases].map(([name, versions]) => {
    return [name, versions.join(', '), oldest[name] ?? '']
  })
  const text = fill(page, 'runtimes', [['runtime', 'tested with', 'works from'], ...rows])
  return format(text, { ...(await resolveConfig('README.md')), parser: 'markdown' })
}

/**
 * The oldest releases that have what the packages use. Those of browsers are from MDN's tables, for
 * `structuredClone`, `AbortSignal.throwIfAborted`, `Object.hasOwn` and `TransformStream`.
 */
const oldest: Readonly<Record<string, string>> = {
  Node: '20.19',
  Chromium: 'Chrome and Edge 100 (assumed)',
  Firefox: '102 (assumed)',
  WebKit: 'Safari 15.4 (assumed)',
}

/** What the runtimes do, those that do the same together: the most of them first and without their names. */
function saidOf(
  topic: string,
  { say, semicolon, colon }: Language,
  runtimes: readonly Runtime[],
  reports: ReadonlyMap<string, Report>,
): string {
  const groups = new Map<string, string[]>()
  for (const { title } of runtimes) {
    const said = reports.get(title)?.differences[topic]
    if (said === undefined) throw new Error(`${title} said nothing of: ${topic}`)
    groups.set(said, [...(groups.get(said) ?? []), title])
  }
  const [[usual] = [''], ...others] = [...groups].sort(
    ([, one], [, other]) => other.length - one.length,
  )
  const rest = others.map(([said, titles]) => `${namesOf(titles, runtimes)}${colon}${say(said)}`)
  return [say(usual), ...rest].join(semicolon)
}

/** All releases of Node by its name alone. */
function namesOf(titles: readonly string[], runtimes: readonly Runtime[]): string {
  const isNode = (title: string): boolean => title.startsWith('Node ')
  const nodes = titles.filter(isNode)
  const isAll = nodes.length === runtimes.filter(({ title }) => isNode(title)).length
  const names = titles.map((title) => (isAll && isNode(title) ? 'Node' : title))
  return [...new Set(names)].join(', ')
}

function fill(page: string, mark: string, [head = [], ...rows]: readonly string[][]): string {
  const [start, end] = [`<!-- ${mark}:start -->`, `<!-- ${mark}:end -->`]
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`There is no ${start} ... ${end}`)
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)
  return `${page.slice(0, from)}${start}\n\n${lines.join('\n')}\n\n${page.slice(to)}`
}
