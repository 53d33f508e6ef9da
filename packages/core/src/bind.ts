import type { OosClient } from './client.js'
import type { Command } from './command.js'
import type { SendOptions } from './options.js'
import type { WithMetadata } from './answer/output.js'

/** A command class, whatever its input and output. */
// The compiler infers inputs and outputs from here, so the arguments cannot be more precise.
type CommandClass = new (...input: never[]) => Command<object, WithMetadata>

/** A method for each command class, named like it: `putObject` for `PutObjectCommand`. */
export type Bound<Commands> = {
  readonly [
    Name in keyof Commands as Name extends `${infer Operation}Command`
      ? Uncapitalize<Operation>
      : never
  ]: Commands[Name] extends new (...input: never[]) => Command<infer Input, infer Output>
    ? BoundMethod<Input, Output>
    : never
}

/** Sends a command; its input may be left out if all members may. */
export type BoundMethod<Input, Output> = object extends Input
  ? (input?: Input, options?: SendOptions) => Promise<Output>
  : (input: Input, options?: SendOptions) => Promise<Output>

/**
 * Gives a client's commands the form of methods. A page loads the commands that are named, so
 * `import * as commands` is for scripts.
 *
 * @example
 * ```ts
 * const oos = bind(client, { PutObjectCommand, GetObjectCommand })
 * await oos.putObject({ Bucket: 'photos', Key: 'hello.txt', Body: 'Hello' })
 * const { Body } = await oos.getObject({ Bucket: 'photos', Key: 'hello.txt' })
 * ```
 */
export function bind<Commands extends object>(
  client: Pick<OosClient, 'send'>,
  commands: Commands,
): Bound<Commands> {
  const methods = Object.entries(commands)
    .filter(([name]) => name.endsWith('Command'))
    .map(([name, Class]: [string, CommandClass]) => [
      name.charAt(0).toLowerCase() + name.slice(1, -'Command'.length),
      (input: never, options?: SendOptions) => client.send(new Class(input), options),
    ])
  return Object.fromEntries(methods) as Bound<Commands>
}
