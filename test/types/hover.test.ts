import { expect, it } from 'vitest'
import { commandNames, makeCommand, type CommandName } from '../wire/commands.ts'
import { createCompiler } from './compiler.ts'

// What editors show must be a name that can be looked up, and not what the compiler made of it.

const file = 'test/types/hovered.ts'
const classes = commandNames.map((name) => `${name}Command`)
const variable = (name: string): string => `outputOf${name}`
const text = `
  import { OosClient } from '@oos-js/core'
  import { ${classes.join(', ')} } from '@oos-js/commands'
  declare const input: never
  const client = new OosClient({ endpoint: '' })
  ${commandNames.map((name) => `export const ${variable(name)} = await client.send(new ${name}Command(${argument(name)}))`).join('\n')}
`
const compiler = createCompiler([], { [file]: text })

it('reads well', { timeout: 60_000 }, () => {
  expect(compiler.complaints(file)).toEqual([])
})

it.each(commandNames)('the output of %s has a name', { timeout: 60_000 }, (name) => {
  expect(compiler.hover(file, variable(name))).toBe(`const ${variable(name)}: ${name}Output`)
})

it.each(commandNames)('the input of %s has a name', { timeout: 60_000 }, (name) => {
  const takesNone = Object.keys(makeCommand(name).operation.input).length === 0
  const shown = compiler.hover(file, `(?<=new )${name}Command`)
  expect(shown).toMatch(
    takesNone ? /\(\): / : new RegExp(`\\(input\\??: ${name}Input( \\| undefined)?\\): `),
  )
})

function argument(name: CommandName): string {
  return Object.keys(makeCommand(name).operation.input).length === 0 ? '' : 'input'
}
