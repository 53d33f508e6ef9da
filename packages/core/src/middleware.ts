import type { AnyCommand } from './command.js'
import type { HttpRequest } from './request.js'
import type { Timeouts } from './options.js'

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

/** One call on its way, before there is a request. */
export interface InputCall {
  /** What is sent. */
  readonly command: AnyCommand
  /** Ends the call when it is aborted. */
  readonly signal: AbortSignal | undefined
  /** Limits in force for this call. */
  readonly timeout: Timeouts
  /** How often the request may be sent. */
  readonly maxAttempts: number
  /** Room for middleware to leave itself notes, once per call. */
  readonly notes: Map<unknown, unknown>
  /** The attempt under way: 1, 2, ... */
  readonly attempt: number
}

/** One call on its way. Each step hands on a changed copy. */
export interface Call extends InputCall {
  /** The request as the step sees it: unsigned until `sign`, as it goes out in `wire`. */
  readonly request: HttpRequest
}

/** What comes back: the answer, and from `decode` outwards the output read from it. */
export interface Result {
  /** The answer; its body may have been read. */
  readonly response: Response
  /** The command's output. */
  readonly output?: object
}

/** The rest of the way. */
export type Next<C extends InputCall = Call> = (call: C) => Promise<Result>

/** One function around the rest of the way: changes the call, the result, or both. */
export type Middleware<C extends InputCall = Call> = (call: C, next: Next<C>) => Promise<Result>

/** Where middleware goes: into a step (`build` unless said otherwise), or right before another one. */
export interface Placement {
  /** Step to join; it runs last within the step. */
  readonly step?: Step
  /** Name of the middleware to stand before. */
  readonly before?: string
}

/** An ordered list of named middleware. It never changes: each method makes a new one. */
export interface MiddlewareStack {
  /** Names in the order they run. */
  readonly names: readonly string[]
  /**
   * Adds middleware; a namesake is replaced in its own place.
   *
   * @throws RangeError naming what there is, when `before` names nothing.
   */
  with(
    name: string,
    run: Middleware<InputCall>,
    placement: { readonly step: 'input' },
  ): MiddlewareStack
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
  readonly name: string
  readonly step: Step
  readonly run: Middleware
}

/** Makes a stack of entries that are in order. */
export function createStack(entries: readonly Entry[]): MiddlewareStack {
  const names = entries.map((entry) => entry.name)

  const find = (name: string): number => {
    const index = names.indexOf(name)
    if (index < 0) throw new RangeError(`No middleware "${name}"; there is ${names.join(', ')}`)
    return index
  }

  const insert = (index: number, removed: number, ...added: Entry[]): MiddlewareStack =>
    createStack([...entries.slice(0, index), ...added, ...entries.slice(index + removed)])

  return {
    names,
    with(
      name: string,
      middleware: Middleware | Middleware<InputCall>,
      { step, before }: Placement = {},
    ) {
      const run = middleware as Middleware
      const index = names.indexOf(name)
      if (index >= 0) {
        const own = entries[index] as Entry
        if (!step && before === undefined) return insert(index, 1, { ...own, run })
        return this.without(name).with(name, run, {
          ...(step && { step }),
          ...(before && { before }),
        })
      }
      if (before !== undefined) {
        const next = find(before)
        return insert(next, 0, { name, run, step: (entries[next] as Entry).step })
      }
      const place = step ?? 'build'
      const later = entries.findIndex((entry) => order.indexOf(entry.step) > order.indexOf(place))
      return insert(later < 0 ? entries.length : later, 0, { name, run, step: place })
    },
    without: (name) => insert(find(name), 1),
    compose: (last) =>
      entries.reduceRight<Next>(
        (next, { run }) =>
          (call) =>
            run(call, next),
        last,
      ) as Next<InputCall>,
  }
}
