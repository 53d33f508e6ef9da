import type { Timer } from './options.js'

/** Which requests a fault is for; what is left out matches everything. */
export interface FaultMatch {
  readonly operation?: string
  readonly bucket?: string
  readonly key?: string
  /** The part number of an upload. */
  readonly part?: number
}

/** What is to go wrong. */
export type FaultEffect =
  | { readonly kind: 'none' }
  | { readonly kind: 'fail'; readonly code: string; readonly details: FailDetails }
  | { readonly kind: 'drop' }
  | { readonly kind: 'respond'; readonly make: () => Response }
  | { readonly kind: 'truncate'; readonly bytes: number }

/** Changes to what an error code looks like by default. */
export interface FailDetails {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly message?: string
}

/** One fault: data that may be looked at, and that is used up. */
export interface FaultRule {
  readonly match: FaultMatch
  effect: FaultEffect
  /** Milliseconds to wait before anything else. */
  delay: number
  /** How many more requests it is for. */
  times: number
}

/** Says what goes wrong. Each call changes the one rule that `on` has added. */
export interface FaultBuilder {
  /** Answers with an error code of the service. */
  fail(code: string, details?: FailDetails): FaultBuilder
  /** Ends the connection without an answer. */
  drop(): FaultBuilder
  /** Waits first, on the emulator's timer; alone or together with another fault. */
  delay(milliseconds: number): FaultBuilder
  /** Answers with exactly this response. */
  respond(make: () => Response): FaultBuilder
  /** Does what was asked, then ends the connection after so many bytes of the body. */
  truncate(bytes: number): FaultBuilder
  /** Sets for how many requests: 1 unless said otherwise, `Infinity` for all. */
  times(count: number): FaultBuilder
}

/** What tests use to make requests fail. */
export interface Faults {
  readonly rules: readonly FaultRule[]
  /**
   * Adds a rule. The first rule that matches a request and is not used up applies.
   *
   * @example
   * emulator.faults.on({ operation: 'UploadPart', part: 3 }).fail('InternalError').times(2)
   */
  on(match: FaultMatch): FaultBuilder
  clear(): void
}

/** The faults as the emulator uses them. */
export interface FaultRules extends Faults {
  /** Uses up one time of the first rule that matches. */
  take(subject: FaultMatch): FaultRule | undefined
}

/** The connection ended without an answer: what `fetch` reports as a TypeError. */
export class ConnectionDropped extends TypeError {
  override readonly name = 'ConnectionDropped'
}

/** Starts without any fault. */
export function createFaults(): FaultRules {
  const rules: FaultRule[] = []
  return {
    rules,
    on(match) {
      const rule: FaultRule = { match, effect: { kind: 'none' }, delay: 0, times: 1 }
      rules.push(rule)
      return builderOf(rule)
    },
    clear() {
      rules.length = 0
    },
    take(subject) {
      const rule = rules.find(({ match, times }) => times > 0 && matches(match, subject))
      if (rule !== undefined) rule.times -= 1
      return rule
    },
  }
}

/** The timer of every day. */
export const realTimer: Timer = {
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/** Lets the first bytes of a body through, then breaks the stream off. */
export function truncate(response: Response, bytes: number): Response {
  const reader = response.body?.getReader()
  if (reader === undefined) return response
  let left = bytes
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value } = left > 0 ? await reader.read() : { value: undefined }
        if (value === undefined) {
          controller.error(new ConnectionDropped('The connection was closed.'))
          return
        }
        controller.enqueue(value.subarray(0, left))
        left -= value.length
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { status: response.status, headers: response.headers })
}

function builderOf(rule: FaultRule): FaultBuilder {
  const set = (change: Partial<FaultRule>): FaultBuilder => {
    Object.assign(rule, change)
    return builder
  }
  const builder: FaultBuilder = {
    fail: (code, details = {}) => set({ effect: { kind: 'fail', code, details } }),
    drop: () => set({ effect: { kind: 'drop' } }),
    delay: (milliseconds) => set({ delay: milliseconds }),
    respond: (make) => set({ effect: { kind: 'respond', make } }),
    truncate: (bytes) => set({ effect: { kind: 'truncate', bytes } }),
    times: (count) => set({ times: count }),
  }
  return builder
}

// Preflights are sent by browsers and not by the code under test, so a fault is for them only if it
// names them.
function matches(match: FaultMatch, subject: FaultMatch): boolean {
  const isPreflight = subject.operation === 'OptionsObject'
  return (
    (match.operation === undefined ? !isPreflight : match.operation === subject.operation) &&
    (match.bucket === undefined || match.bucket === subject.bucket) &&
    (match.key === undefined || match.key === subject.key) &&
    (match.part === undefined || match.part === subject.part)
  )
}
