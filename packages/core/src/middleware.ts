import type { AnyCommand } from './command.js'
import type { Transport, TransportInit } from './transport.js'
import type { Destination } from './request/endpoint.js'
import type { HttpRequest } from './request/request.js'
import type { TimeLimits } from './time-limits.js'

/** Every step of a call, outermost first. `input`, `attempt` and `wire` are yours; all steps take middleware. */
export const order = [
  'input',
  'serialize',
  'build',
  'retry',
  'decode',
  'attempt',
  'sign',
  'wire',
] as const

/** A step of a call. */
export type Step = (typeof order)[number]

/** How one attempt went, in milliseconds of `performance.now()`. */
export interface AttemptTiming {
  /** When it began; before that it waited. */
  start?: number
  /** When it was handed to the transport, signed. */
  sent?: number
  /** When the answer's status and headers were there. */
  firstByte?: number
  /** When its output or its error was there. The content of an object is read later, by the caller. */
  end?: number
  /** What it failed with. */
  error?: unknown
}

/** One call on its way, before there is a request. */
export interface InputCall {
  /** What is sent. */
  readonly command: AnyCommand
  /** Ends the call when it is aborted: by the caller, or because the time of the whole call is over. */
  readonly signal: AbortSignal | undefined
  /** Keeps {@link InputCall.signal} at work when `send` has settled; what it gives ends that. */
  readonly keepSignal: () => () => void
  /** How long the call may take. */
  readonly timeout: TimeLimits
  /** The attempts so far, the one under way last. All steps of a call share this list. */
  readonly timings: AttemptTiming[]
  /** How often the request may be sent. */
  readonly maxAttempts: number
  /** Told of the upload by transports that can see it. */
  readonly onUploadProgress: TransportInit['onUploadProgress']
  /** What carries the request; absent where the global `fetch` does. */
  readonly fetch?: Transport | undefined
  /** Header that names the trigger of an object, if the client was told one. */
  readonly triggerCarrier: string | undefined
  /** The attempt under way: 1, 2, ... */
  readonly attempt: number
}

/** One call on its way. Each step hands on a changed copy. */
export interface Call extends InputCall {
  /** The request as the step sees it: unsigned until `sign`, as it goes out in `wire`. */
  readonly request: HttpRequest
  /** Does what is to be done with a signature instead of sending it in a header; see `presign`. */
  readonly authorize?: Authorize
}

/** What can sign a request: everything about a key but its secret. */
export interface Signer {
  /** Id of the key; the session token of a temporary one is to be sent as well. */
  readonly accessKeyId: string
  /** Token of a temporary key. */
  readonly sessionToken?: string | undefined
  /** Gives base64 of the HMAC-SHA1 of a text. */
  readonly sign: (text: string) => Promise<string>
}

/** Where and when a request is signed for. */
export interface Signing extends Destination {
  /** Milliseconds since 1970, corrected by what was learned of the service's clock. */
  readonly now: number
  /** The key; absent in anonymous clients. */
  readonly signer: Signer | undefined
}

/** Ends the way of a call in place of `sign` and all that follows. */
export type Authorize = (call: Call, signing: Signing) => Promise<Result>

/** What comes back: the answer, and from `decode` outwards the output read from it. */
export interface Result {
  /** The answer; its body may have been read. */
  readonly response: Response
  /** What was signed, if anything: what `SignatureDoesNotMatch` is explained by. */
  readonly stringToSign?: string | undefined
  /** The command's output. */
  readonly output?: object
}

/** The rest of the way. */
export type Next<C extends InputCall = Call> = (call: C) => Promise<Result>

/** One function around the rest of the way: changes the call, the result, or both. */
export type Middleware<C extends InputCall = Call> = (call: C, next: Next<C>) => Promise<Result>

/** Where middleware goes. */
export interface Placement {
  /**
   * Step to join; it runs last within the step.
   *
   * @defaultValue 'build'
   */
  readonly step?: Step
}

/** An ordered list of named middleware. It never changes: each method makes a new one. */
export interface MiddlewareStack {
  /** Names in the order they run. */
  readonly names: readonly string[]
  /**
   * Adds middleware to a step; a namesake is replaced in its own place.
   *
   * @throws RangeError for a step that there is not.
   */
  with(
    name: string,
    run: Middleware<InputCall>,
    placement: { readonly step: 'input' },
  ): MiddlewareStack
  /** Adds middleware to a step; a namesake is replaced in its own place. */
  with(name: string, run: Middleware, placement?: Placement): MiddlewareStack
  /**
   * Leaves one out.
   *
   * @throws RangeError naming what there is, when there is none of that name.
   */
  without(name: string): MiddlewareStack
  /** Makes one function of them all, ended by `last`. */
  compose(last: Next): Next<InputCall>
}

/** Middleware in its place. */
export interface Entry {
  /** Name, unique in a stack. */
  readonly name: string
  /** Step it belongs to. */
  readonly step: Step
  /** The function. */
  readonly run: Middleware
}

/** Makes a stack of entries that are in order. */
export function createStack(entries: readonly Entry[]): MiddlewareStack {
  const names = entries.map(({ name }) => name)

  return {
    names,
    with(name: string, run: unknown, { step = 'build' }: Placement = {}) {
      if (!order.includes(step)) throw new RangeError(`No step ${step}`)
      const old = entries.find((entry) => entry.name === name)
      const added = { name, step: old?.step ?? step, run: run as Middleware }
      const all = old
        ? entries.map((entry) => (entry === old ? added : entry))
        : [...entries, added]
      return createStack(order.flatMap((place) => all.filter((entry) => entry.step === place)))
    },
    without(name) {
      if (names.includes(name)) return createStack(entries.filter((entry) => entry.name !== name))
      throw new RangeError(`No middleware ${name} in ${names.join()}`)
    },
    compose: (last) =>
      entries.reduceRight<Next>(
        (next, { run }) =>
          (call) =>
            run(call, next),
        last,
      ) as Next<InputCall>,
  }
}
