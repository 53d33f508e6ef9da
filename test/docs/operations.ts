import { format, resolveConfig } from 'prettier'
import type { AnyOperation } from '@oos-js/core'
import { commandNames, makeCommand, type CommandName } from '../wire/commands.ts'
import { guide } from '../wire/guide.ts'
import { assumed, beyondGuide, notOnRgw } from '../wire/sources.ts'

/** The mark that separates what is written by hand from what is generated. */
const mark = '<!-- Generated from here: npm run docs:operations -->'

/** The page with its table made anew; what stands above the mark stays. */
export async function operationsPage(page: string): Promise<string> {
  const end = page.indexOf(mark)
  if (end < 0) throw new Error(`docs/operations.md has no ${mark}`)
  const text = `${page.slice(0, end)}${mark}\n\n${table(inOrder())}\n`
  return format(text, { ...(await resolveConfig('docs/operations.md')), parser: 'markdown' })
}

/** The commands that a page has a row for. */
export function rowsOf(page: string): string[] {
  return [...page.slice(page.indexOf(mark)).matchAll(/^\| `?(\w+)`? *\|/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'command')
}

function inOrder(): CommandName[] {
  const rank = (name: string): number => {
    const index = guide.findIndex(({ command }) => command === name)
    return index === -1 ? guide.length : index
  }
  return [...commandNames].sort((a, b) => rank(a) - rank(b))
}

function table(names: readonly CommandName[]): string {
  const rows = names.map((name) => {
    const { operation } = makeCommand(name)
    return [
      `\`${name}\``,
      `\`${operation.method} ${pathOf(operation)}\``,
      subresourceOf(operation),
      sourceOf(name),
      name in notOnRgw ? 'emulator' : 'emulator, RGW',
      assumed[name] ?? '',
    ]
  })
  const head = ['command', 'request', 'sub-resource', 'described in', 'tried on', 'assumed']
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function pathOf({ input, endpoint }: AnyOperation): string {
  const places = Object.values(input) as unknown[]
  if (endpoint !== undefined) return '/'
  if (places.includes('key')) return '/{Bucket}/{Key}'
  return places.includes('bucket') ? '/{Bucket}/' : '/'
}

/** What tells operations on the same path apart: a flag, parameters, a header, or a form. */
function subresourceOf({ name, query, input, endpoint }: AnyOperation): string {
  if (endpoint !== undefined) return `IAM host, form with \`Action=${name}\``
  const required = Object.entries(input as Record<string, unknown>).flatMap(([member, place]) => {
    const [, parameter] = /^query ([^?]+)$/.exec(String(place)) ?? []
    return parameter === undefined ? [] : [`${parameter}={${member}}`]
  })
  const parameters = [...(query === undefined ? [] : [query]), ...required]
  const header = 'CopySource' in input ? 'header `x-amz-copy-source`' : undefined
  return [parameters.length === 0 ? undefined : `\`?${parameters.join('&')}\``, header]
    .filter((text) => text !== undefined)
    .join(', ')
}

function sourceOf(name: CommandName): string {
  const entry = guide.find(({ command }) => command === name)
  if (entry !== undefined) return `guide ${entry.section}`
  const source = beyondGuide[name]
  if (source === undefined)
    throw new Error(`test/wire/sources.ts does not tell where ${name} is from`)
  return source
}
