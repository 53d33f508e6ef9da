import * as commands from '@oos-js/commands'
import type { Command, WithMetadata } from '@oos-js/core'

type Exports = typeof commands

/** The name of a command, without the word Command at its end. */
export type CommandName = {
  [Export in keyof Exports]: Export extends `${infer Name}Command` ? Name : never
}[keyof Exports]

/** What a command takes. */
export type InputOf<Name extends CommandName> = InstanceType<Exports[`${Name}Command`]>['input']

/** Every command that `@oos-js/commands` exports, in the order of the alphabet. */
export const commandNames: readonly CommandName[] = Object.keys(commands)
  .flatMap((name) => /^(.+)Command$/.exec(name)?.[1] ?? [])
  .sort() as CommandName[]

/** Makes a command by its name; without input it serves to look at its descriptor. */
export function makeCommand(name: CommandName, input: object = {}): Command<object, WithMetadata> {
  const Class = commands[`${name}Command`] as new (input: never) => Command<object, WithMetadata>
  return new Class(input as never)
}
