// Pages that have their reader write files: each block is for the file that the text before it names.
import { blocksOf, textOf, type Block } from './pages.ts'

/** What a page says of one file: all of it, or lines to add. */
export interface FileBlock extends Pick<Block, 'language' | 'code' | 'line'> {
  readonly file: string
}

/** The blocks of a page that belong into files, in their order. */
export function fileBlocksOf(page: string): FileBlock[] {
  const lines = textOf(page).split('\n')
  const blocks = blocksOf(page)
  return blocks.flatMap(({ language, code, line }, index) => {
    const before = blocks[index - 1]
    const start = before === undefined ? 0 : before.line + before.code.split('\n').length
    const prose = lines.slice(start, line - 2).join('\n')
    const [file] = [...prose.matchAll(/(?<=`)[\w./-]*\.\w+(?=`)/g)].at(-1) ?? []
    return file === undefined || language === 'sh' ? [] : [{ language, code, line, file }]
  })
}

/** Adds the lines of a `diff` block to a text, behind the lines that it shows around them. */
export function patched(text: string, { code, file, line }: FileBlock): string {
  const lines = code.trimEnd().split('\n')
  const kept = lines.filter((one) => !one.startsWith('+')).map((one) => `${one.slice(1)}\n`)
  const parts = text.split(kept.join(''))
  if (parts.length !== 2)
    throw new Error(`line ${line}: ${file} has this ${parts.length - 1} times`)
  return parts.join(lines.map((one) => `${one.slice(1)}\n`).join(''))
}
