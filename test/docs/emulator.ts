// What docs/emulator.md takes from the emulator's source, so that it cannot go stale.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assumedSwitches, oosLimits } from '../emulator/src/index.js'
import { exceptions, outcome, steps } from '../emulator/test/rgw-replay/steps.js'
import { root } from '../tools/root.ts'

const source = join(root, 'test/emulator/src')

/** Writes every generated part of the page anew. */
export function emulatorPage(page: string): string {
  return Object.entries(parts).reduce((text, [name, make]) => {
    const begin = `<!-- ${name} -->\n`
    const end = `<!-- end of ${name} -->`
    const [before, rest] = text.split(begin)
    const [, after] = (rest ?? '').split(end)
    if (before === undefined || after === undefined) throw new Error(`No ${name} in the page.`)
    return `${before}${begin}\n${make()}\n\n${end}${after}`
  }, page)
}

const parts: Readonly<Record<string, () => string>> = {
  switches: () => table('switches.ts', assumedSwitches),
  limits: () => table('limits.ts', oosLimits),
  assumptions: () =>
    sourceFiles()
      .flatMap((file) => assumptions(readFileSync(join(source, file), 'utf8'), file))
      .join('\n'),
  exceptions: () => exceptionsFromRgw().join('\n'),
}

// One row for each step that the emulator answers otherwise than RGW did.
function exceptionsFromRgw(): string[] {
  const rows = exceptions.map((exception) => {
    const step = steps.find((one) => one.step === exception.step)
    if (step === undefined) throw new Error(`No step is named ${exception.step}.`)
    const { source, why } = exception
    return `| \`${step.step}\` | ${outcome(step)} | ${outcome(exception)} | ${source} | ${why} |`
  })
  return [
    '<!-- prettier-ignore-start -->',
    '',
    '| Step | RGW | Emulator | Source | Why |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '<!-- prettier-ignore-end -->',
  ]
}

/** The sentences after each `Assumed:` of a file, to the end of the comment or its paragraph. */
export function assumptions(text: string, file: string): string[] {
  const paragraphs = text
    .split(/\n/)
    .map((line) => /^\s*(?:\/\/|\/?\*\*?(?!\/))\s?(.*?)(?:\s*\*\/)?$/.exec(line)?.[1] ?? '')
    .join('\n')
    .split(/\n\s*\n/)
  return paragraphs.flatMap((paragraph) => {
    const [, said] = /Assumed: ([^]*)/.exec(paragraph) ?? []
    return said === undefined ? [] : [`- \`${file}\`: ${said.replace(/\s+/g, ' ').trim()}`]
  })
}

function sourceFiles(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  return files.filter((name) => name.endsWith('.ts')).sort()
}

// One row for each member of the interface that a file declares.
function table(file: string, defaults: object): string {
  const text = readFileSync(join(source, file), 'utf8')
  const members = text.matchAll(/\/\*\* (.*?) \*\/\n {2}readonly (\w+): (.+)/g)
  const rows = [...members].map(([, meaning, name = '', type = '']) => {
    const value = String((defaults as Record<string, unknown>)[name])
    const others = type.split(' | ').map((one) => one.replaceAll("'", ''))
    const rest = others.filter((one) => one !== value).join(', ')
    return `- \`${name}\`: **${value}**${rest === 'number' ? '' : `, or ${rest}`}. ${meaning ?? ''}`
  })
  return rows.join('\n')
}
