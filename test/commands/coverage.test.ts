import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEmulator, operations } from '@oos-js/emulator'
import { afterAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../docs/operations.ts'
import { clock, createClient } from '../support/client.ts'
import { inProcess } from '../support/in-process.ts'
import { root } from '../tools/root.ts'
import { commandNames, makeCommand } from '../wire/commands.ts'
import { guide } from '../wire/guide.ts'
import { beyondGuide, notOnRgw } from '../wire/sources.ts'
import { setUp, tour } from '../wire/tour.ts'
import { wireFiles } from '../wire/wire-file.ts'

const sorted = (names: Iterable<string>): string[] => [...names].sort()
const commands = sorted(commandNames)
const page = (file: string): string => readFileSync(join(root, file), 'utf8')

/** What the emulator was seen to serve. */
/** Operations that browsers ask for by themselves, or forms. */
const pagesOnly = ['OptionsObject', 'PostObject']
const served = new Set<string>()

describe('there is a command', () => {
  it('for each of the 37 operations of the guide', () => {
    expect(guide).toHaveLength(37)
    expect(new Set(guide.map(({ section }) => section)).size).toBe(37)
    expect(new Set(guide.map(({ method }) => method)).size).toBe(37)
    expect(commands).toEqual(expect.arrayContaining(guide.map(({ command }) => command)))
  })

  it('for nothing else but what is listed with its source', () => {
    const known = [...guide.map(({ command }) => command), ...Object.keys(beyondGuide)]
    expect(commands).toEqual(sorted(known))
  })

  it('for each operation that the emulator serves', () => {
    expect(sorted(operations.filter((name) => !pagesOnly.includes(name)))).toEqual(commands)
  })
})

describe('a command is called like its operation', () => {
  it.each(commandNames)('%s', (name) => {
    expect(makeCommand(name).operation.name).toBe(name)
  })
})

describe('each command', () => {
  it('has a wire file', () => {
    expect(wireFiles()).toEqual(expect.arrayContaining(commands))
  })

  it('has a row in docs/operations.md, and nothing else has', () => {
    expect(sorted(rowsOf(page('docs/operations.md')))).toEqual(commands)
  })

  it('has a row in docs/sizes.md, and nothing else has', () => {
    const [, table = ''] = page('docs/sizes.md').split(/<!-- commands:(?:start|end) -->/)
    const rows = [...table.matchAll(/^\| *(\w+) *\| *[\d.]+ *\|/gm)].map(([, name = '']) => name)
    expect(sorted(rows)).toEqual(commands)
  })

  it.each(commandNames)('%s is served by the emulator', async (name) => {
    const emulator = createEmulator({ clock })
    const fetch = inProcess(emulator)
    const client = createClient({ fetch, iamEndpoint: 'http://oos-cn-iam.test' })
    const stage = await setUp(client, 'coverage')
    const before = emulator.requests.length
    await tour[name](stage)
    const successes = emulator.requests
      .slice(before)
      .filter(({ status }) => status >= 200 && status < 300)
      .map(({ operation }) => operation)
    expect(successes).toContain(name)
    served.add(name)
  })
})

afterAll(() => {
  const files = wireFiles()
  const rows = commandNames.map((command) => {
    const reason = notOnRgw[command]
    return {
      command,
      source: guide.find((entry) => entry.command === command)?.section ?? beyondGuide[command],
      wire: files.includes(command) ? '✓' : '–',
      emulator: served.has(command) ? '✓' : '–',
      RGW: reason === undefined ? '✓' : `– ${reason}`,
    }
  })
  console.table(Object.fromEntries(rows.map(({ command, ...row }) => [command, row])))
})
