import type { Command } from './command.js'
import {
  createStack,
  type InputCall,
  type Middleware,
  type MiddlewareStack,
  type Placement,
  type Step,
} from './middleware.js'
import type { ClientOptions, SendOptions } from './options.js'
import type { WithMetadata } from './answer/output.js'
import { build } from './steps/build.js'
import { decode } from './steps/decode.js'
import { createRetry } from './steps/retry.js'
import { serialize } from './steps/serialize.js'
import { createSign } from './steps/sign.js'
import { createSession } from './signing/session.js'
import { transmit } from './steps/wire.js'
import type { Transport } from './transport.js'
import { limitsOf, type Limits } from './time-limits.js'
import { inTime } from './in-time.js'

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
  /** The middleware in force, in the order it runs; change it with {@link OosClient.use}. */
  declare middleware: MiddlewareStack
  /** Scheme and host of the service, as the client was told. */
  declare readonly endpoint: string
  declare private readonly limits: Limits
  declare private readonly fetch: Transport | undefined
  declare private readonly triggerCarrier: string | undefined

  /** Makes a client; nothing is sent yet. */
  constructor(options: ClientOptions) {
    this.endpoint = options.endpoint
    // What is secret stays in the closures of the steps.
    const session = createSession(options)
    const retry = createRetry(session)
    const steps = { serialize, build, retry, decode, sign: createSign(options, session) }
    const entries = Object.entries(steps) as [Step, Middleware][]
    this.middleware = createStack(entries.map(([name, run]) => ({ name, step: name, run })))
    this.limits = limitsOf(options)
    this.fetch = options.fetch
    this.triggerCarrier = options.triggerCarrier
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
    const run = (options.middleware?.(this.middleware) ?? this.middleware).compose(transmit)
    const timeout = limitsOf(options, this.limits)
    // With all members that steps set on the way: engines take long to add one to a copy, and none to change one.
    const call = {
      command,
      timeout,
      signal: options.signal,
      onUploadProgress: options.onUploadProgress,
      maxAttempts: timeout.maxAttempts,
      fetch: this.fetch ?? options.fetch,
      triggerCarrier: this.triggerCarrier,
      keepSignal: undefined,
      request: undefined,
      attempt: 0,
      timings: [],
    }
    const { output } = await inTime(call, 'total', (ending, keepSignal) =>
      run({ ...call, signal: ending.signal, keepSignal }),
    )
    return output as Output
  }

  /**
   * Adds middleware to a step of this client; a namesake is replaced in its own place.
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
    this.middleware = this.middleware.with(name, run as Middleware, placement)
  }
}
