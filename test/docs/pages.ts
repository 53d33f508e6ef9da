// Finds the pages of the documentation, and the code that they show.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../tools/root.ts'

/** A block of code on a page. */
export interface Block {
  /** What stands behind the three backticks. */
  readonly language: string
  /** The heading that it stands under. */
  readonly heading: string
  /** Line of the page that its code begins on. */
  readonly line: number
  readonly code: string
}

/** Every page that users read, from the root of the repository. */
export function pages(): string[] {
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`)
  return ['README.md', ...packages, 'test/emulator/README.md', ...markdownIn('docs')]
}

/** The guides: pages that exist in both languages, without the folder. */
export function guides(): string[] {
  return readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md') && !only(name))
}

/** Pages that exist in both languages: English first, then Chinese. */
export function translations(): [english: string, chinese: string][] {
  const both = guides().map((name): [string, string] => [`docs/${name}`, `docs/zh-CN/${name}`])
  return [['README.md', chineseReadme], ...both]
}

const chineseReadme = 'docs/README.zh-CN.md'

/** What of `docs` is in one language: it is made from sources, or it is the twin of the front page. */
function only(name: string): boolean {
  const made = ['operations.md', 'reliability.md', 'sizes.md', 'emulator.md']
  return made.includes(name) || `docs/${name}` === chineseReadme
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.startsWith('api'))
    .map((name) => `${folder}/${name}`)
    .sort()
}

/** The text of a page. */
export function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}

/** What a page says outside its blocks. */
export function proseOf(page: string): string {
  return textOf(page).replaceAll(/^(`{3,})[^`\n]*\n[^]*?^\1$/gm, '')
}

/** The blocks of a page, in their order. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  let open: { fence: string; language: string; line: number; lines: string[] } | undefined
  for (const [index, text] of textOf(page).split('\n').entries()) {
    const [, fence = '', language] = /^(`{3,})([^`]*)$/.exec(text) ?? []
    if (open?.fence === fence && language === '') {
      const { lines, fence: _, ...rest } = open
      blocks.push({ ...rest, heading, code: `${lines.join('\n')}\n` })
      open = undefined
    } else if (open !== undefined) open.lines.push(text)
    else if (language !== undefined) open = { fence, language, line: index + 2, lines: [] }
    else heading = /^#+ (.*)$/.exec(text)?.[1] ?? heading
  }
  if (open !== undefined) throw new Error(`${page}:${open.line} is never closed`)
  return blocks
}

/** Names that a block takes for granted: the ones given that it does not declare itself. */
export function namesTaken({ code }: Block, given: object): string[] {
  const declared = new Set(
    [
      ...code.matchAll(/\b(?:const|let|class|function)\s+(\w+)/g),
      ...code.matchAll(/\b(?:const|let|import)\s*\{([^}]*)\}/g),
    ].flatMap(([, names = '']) =>
      names.split(',').map((name) =>
        name
          .split(/:|\bas\b/)
          .at(-1)!
          .trim(),
      ),
    ),
  )
  return Object.keys(given).filter(
    (name) => !declared.has(name) && new RegExp(`\\b${name}\\b`).test(code),
  )
}
