import type { OosClient } from './client.js'
import type { AnyCommand, Command } from './command.js'
import { isOosError, OosError } from './errors.js'
import type { WithBody } from './answer/object-body.js'
import type { WithMetadata } from './answer/output.js'
import { sleep } from './failure/sleep.js'

/** Options of {@link waitUntil}. */
export interface WaitOptions {
  /** Ends the wait; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /**
   * Milliseconds after which it is given up, 0 for never.
   *
   * @defaultValue 60000
   */
  readonly timeout?: number | undefined
  /**
   * Milliseconds between the first two requests; each further wait is twice as long, up to ten times this.
   *
   * @defaultValue 1000
   */
  readonly interval?: number | undefined
}

/**
 * Sends a command until what it asks for exists, or until it is gone. `exists` gives the command's output.
 * On OOS an upload in parts can be read before it is complete (OOS developer document V6, 4.3.7): then the
 * output has no `ETag`.
 *
 * @throws {@link OosError} `Timeout` when it takes too long, and any error but that there is no such thing.
 *
 * @example
 * ```ts
 * const { ContentLength } = await waitUntil(
 *   client,
 *   new HeadObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' }),
 *   'exists',
 * )
 * ```
 */
export async function waitUntil<Input extends object, Output extends WithMetadata>(
  client: Pick<OosClient, 'send'>,
  command: Command<Input, Output>,
  state: 'exists',
  options?: WaitOptions,
): Promise<Output>
export async function waitUntil<Input extends object, Output extends WithMetadata>(
  client: Pick<OosClient, 'send'>,
  command: Command<Input, Output>,
  state: 'gone',
  options?: WaitOptions,
): Promise<undefined>
export async function waitUntil<Input extends object, Output extends WithMetadata>(
  client: Pick<OosClient, 'send'>,
  command: Command<Input, Output>,
  state: 'exists' | 'gone',
  { signal, timeout = 60_000, interval = 1000 }: WaitOptions = {},
): Promise<Output | undefined> {
  // No interval would be asking without end, and without a pause.
  if (!(interval > 0)) throw wrong(command, 'interval', 'more than 0')
  if (!(timeout >= 0)) throw wrong(command, 'timeout', '0 or more')
  let waited = 0
  for (let wait = interval; ; wait = Math.min(wait * 2, interval * 10)) {
    const output = await find(client, command, signal)
    if ((output === undefined) === (state === 'gone')) return output
    // A download that nobody reads would hold its connection.
    await (output as Partial<WithBody> | undefined)?.Body?.cancel()
    if (timeout > 0 && waited >= timeout) throw late(command, state, timeout)
    const next = timeout > 0 ? Math.min(wait, timeout - waited) : wait
    await sleep(next, signal)
    waited += next
  }
}

async function find<Input extends object, Output extends WithMetadata>(
  client: Pick<OosClient, 'send'>,
  command: Command<Input, Output>,
  signal: AbortSignal | undefined,
): Promise<Output | undefined> {
  try {
    return await client.send(command, { signal })
  } catch (error) {
    if (isOosError(error) && error.status === 404) return undefined
    throw error
  }
}

function wrong({ operation }: AnyCommand, member: string, rule: string): OosError {
  const message = `${member} must be milliseconds, ${rule}`
  return new OosError({ code: 'InvalidInput', message, operation: operation.name, member })
}

function late({ operation, input }: AnyCommand, state: string, timeout: number): OosError {
  const { Bucket: bucket, Key: key } = input as { Bucket?: string; Key?: string }
  return new OosError({
    code: 'Timeout',
    message: `not ${state === 'gone' ? 'gone' : 'there'} after ${timeout} ms`,
    operation: operation.name,
    bucket,
    key,
  })
}
