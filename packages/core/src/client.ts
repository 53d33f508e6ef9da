import type { AnyCommand, Command } from './command.js'
import { createCredentials } from './credentials.js'
import { deadline } from './deadline.js'
import { parseEndpoint } from './endpoint.js'
import { fault } from './fault.js'
import {
  createStack,
  type InputCall,
  type Middleware,
  type MiddlewareStack,
  type Placement,
} from './middleware.js'
import type { ClientOptions, SendOptions } from './options.js'
import type { WithMetadata } from './output.js'
import { attempt } from './steps/attempt.js'
import { build } from './steps/build.js'
import { decode } from './steps/decode.js'
import { retry } from './steps/retry.js'
import { serialize } from './steps/serialize.js'
import { createSign } from './steps/sign.js'
import { transmit } from './steps/wire.js'

/**
 * A client of one OOS endpoint. Its secrets are out of reach: neither the client, nor its errors, nor a
 * JSON text of either has them.
 *
 * @example
 * ```ts
 * const client = new OosClient({
 *   endpoint: 'https://oos-cn.ctyunapi.cn',
 *   credentials: { accessKeyId, secretAccessKey },
 * })
 * const { Buckets } = await client.send(new ListBucketsCommand())
 * ```
 */
export class OosClient {
  private readonly core: Core

  /** Makes a client; nothing is sent yet. */
  constructor(options: ClientOptions) {
    this.core = createCore(options)
  }

  /** The middleware in force, in the order it runs. */
  get middleware(): MiddlewareStack {
    return this.core.stack()
  }

  /**
   * Sends a command and resolves with its output.
   *
   * @throws {@link OosError}, or the reason of `signal` when that is aborted.
   */
  async send<Input extends object, Output extends WithMetadata>(
    command: Command<Input, Output>,
    options: SendOptions = {},
  ): Promise<Output> {
    return (await this.core.send(command, options)) as Output
  }

  /**
   * Adds middleware to this client; a namesake is replaced in its own place.
   *
   * @example
   * ```ts
   * client.use('audit', async (call, next) => {
   *   const result = await next(call)
   *   console.log(call.command.operation.name, result.response.status)
   *   return result
   * }, { step: 'wire' })
   * ```
   */
  use(name: string, run: Middleware<InputCall>, placement: { readonly step: 'input' }): void
  use(name: string, run: Middleware, placement?: Placement): void
  use(name: string, run: Middleware | Middleware<InputCall>, placement?: Placement): void {
    this.core.change((stack) => stack.with(name, run as Middleware, placement))
  }
}

/** A client without its face; what is secret stays in here. */
interface Core {
  stack(): MiddlewareStack
  change(derive: (stack: MiddlewareStack) => MiddlewareStack): void
  send(command: AnyCommand, options: SendOptions): Promise<object>
}

function createCore(options: ClientOptions): Core {
  const endpoint = parseEndpoint(options.endpoint)
  const clock = options.clock ?? { now: () => Date.now() }
  const { addressing = 'path', maxAttempts = 3, timeout } = options
  const credentials = createCredentials(options.credentials, () => clock.now())
  // Called as a bare function and looked up late: a detached or mocked fetch must work.
  const transport = options.fetch ?? ((url, init) => fetch(url, init as RequestInit))
  let stack = createStack([
    { name: 'serialize', step: 'serialize', run: serialize },
    { name: 'build', step: 'build', run: build },
    { name: 'retry', step: 'retry', run: retry },
    { name: 'decode', step: 'decode', run: decode },
    { name: 'attempt', step: 'attempt', run: attempt },
    { name: 'sign', step: 'sign', run: createSign({ endpoint, addressing, clock, credentials }) },
  ])

  return {
    stack: () => stack,
    change: (derive) => {
      stack = derive(stack)
    },
    send: async (command, sending) => {
      const run = (sending.middleware?.(stack) ?? stack).compose((call) =>
        transmit(transport, call),
      )
      const call: InputCall = {
        command,
        signal: sending.signal,
        timeout: { firstByte: 60_000, total: 0, ...timeout, ...sending.timeout },
        maxAttempts: sending.maxAttempts ?? maxAttempts,
        notes: new Map(),
        attempt: 0,
      }
      const { total } = call.timeout
      const { output } = await deadline(
        call.signal,
        total,
        () => fault(call, { code: 'Timeout', message: `not done within ${total} ms` }),
        (signal) => run({ ...call, signal }),
      )
      return output ?? {}
    },
  }
}
