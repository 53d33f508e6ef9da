import type { Timer } from './options.js'
import type { RecordedRequest } from './recorded-request.js'

/** Which requests a fault is for; what is left out matches everything. */
export interface FaultMatch {
  readonly operation?: string
  readonly bucket?: string
  readonly key?: string
  /** The part number of an upload. */
  readonly part?: number
  /** Looks at the request itself; its body has not been read yet. */
  readonly when?: (request: RecordedRequest) => boolean
}

/** What a fault is compared with. */
interface FaultSubject {
  readonly operation: string
  readonly bucket: string
  readonly key: string
  readonly part: number | undefined
  readonly request: RecordedRequest
}

/** When a connection ends: see `drop`. */
export type DropMoment = 'before' | 'uploading' | 'after'

/** When an answer comes to a halt: see `stall`. */
export type StallMoment = 'before' | 'after' | number

/** What is to go wrong. */
export type FaultEffect =
  | { readonly kind: 'none' }
  | { readonly kind: 'fail'; readonly code: string; readonly details: FailDetails }
  | { readonly kind: 'drop'; readonly moment: DropMoment }
  | { readonly kind: 'stall'; readonly moment: StallMoment }
  | { readonly kind: 'respond'; readonly make: () => Response }
  | { readonly kind: 'truncate'; readonly bytes: number }
  | { readonly kind: 'pad'; readonly code: string | undefined; readonly details: PadDetails }

/** Changes to what an error code looks like by default. */
export interface FailDetails {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Retry-After: seconds, a date, or any text at all. */
  readonly retryAfter?: number | Date | string
  readonly message?: string
  /** Whether the operation is done before it is said to have failed: `before`, unless said otherwise. */
  readonly when?: 'before' | 'after'
}

/** How white space comes before a result. */
export interface PadDetails {
  /** How many spaces come, one by one: 3 unless said otherwise. */
  readonly spaces?: number
  /** Milliseconds between two spaces, on the emulator's timer: 10 unless said otherwise. */
  readonly every?: number
}

/** One fault: data that may be looked at, and that is used up. */
export interface FaultRule {
  readonly match: FaultMatch
  effect: FaultEffect
  /** Milliseconds to wait before anything else. */
  delay: number
  /** Milliseconds that the service's clock is ahead. */
  skew: number
  /** How likely it is for each request that matches, from 0 to 1. */
  probability: number
  /** How many more requests it is for. */
  times: number
}

/** Says what goes wrong. Each call changes the one rule that `on` has added. */
export interface FaultBuilder {
  /** Answers with an error code of the service. */
  fail(code: string, details?: FailDetails): FaultBuilder
  /**
   * Ends the connection without an answer: `before` the body is read and anything is done (the default),
   * while the body is `uploading`, with a reset after its first bytes, or `after` everything was done, so
   * that only the answer is lost.
   */
  drop(moment?: DropMoment): FaultBuilder
  /** Waits first, on the emulator's timer; alone or together with another fault. */
  delay(milliseconds: number): FaultBuilder
  /**
   * Says nothing more, until the client hangs up: `before` the body is read and anything is done (the
   * default), `after` everything was done, or once the headers and so many bytes of the body have been sent.
   */
  stall(moment?: StallMoment): FaultBuilder
  /** Answers with exactly this response. */
  respond(make: () => Response): FaultBuilder
  /** Answers with a page, as a proxy or a login form in between would: 200 unless said otherwise. */
  garbage(html: string, status?: number): FaultBuilder
  /** Does what was asked, then ends the connection after so many bytes of the body. */
  truncate(bytes: number): FaultBuilder
  /** Takes the request and answers it as if the service's clock were so many milliseconds ahead. */
  skew(milliseconds: number): FaultBuilder
  /**
   * Answers 200 at once and sends spaces, then this error code instead of doing anything; without a code it
   * does what was asked and sends whatever came of it, an error included.
   */
  padThen(code?: string, details?: PadDetails): FaultBuilder
  /** Sets for how many requests: 1 unless said otherwise, `Infinity` for all. */
  times(count: number): FaultBuilder
  /** Is for any request with this probability, from 0 to 1, as often as `times` says from then on: always. */
  sometimes(probability: number): FaultBuilder
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
  take(subject: FaultSubject): FaultRule | undefined
}

/** Starts without any fault; `random` gives numbers from 0 up to 1. */
export function createFaults(random: () => number): FaultRules {
  const rules: FaultRule[] = []
  return {
    rules,
    on(match) {
      const effect = { kind: 'none' } as const
      const rule: FaultRule = { match, effect, delay: 0, skew: 0, probability: 1, times: 1 }
      rules.push(rule)
      return builderOf(rule)
    },
    clear() {
      rules.length = 0
    },
    take(subject) {
      const rule = rules.find(
        ({ match, times, probability }) =>
          times > 0 && matches(match, subject) && (probability >= 1 || random() < probability),
      )
      if (rule !== undefined) rule.times -= 1
      return rule
    },
  }
}

/** The timer of every day. */
export const realTimer: Timer = {
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

function builderOf(rule: FaultRule): FaultBuilder {
  const set = (change: Partial<FaultRule>): FaultBuilder => {
    Object.assign(rule, change)
    return builder
  }
  const builder: FaultBuilder = {
    fail: (code, details = {}) => set({ effect: { kind: 'fail', code, details } }),
    drop: (moment = 'before') => set({ effect: { kind: 'drop', moment } }),
    delay: (milliseconds) => set({ delay: milliseconds }),
    stall: (moment = 'before') => set({ effect: { kind: 'stall', moment } }),
    respond: (make) => set({ effect: { kind: 'respond', make } }),
    garbage: (html, status = 200) => builder.respond(() => page(html, status)),
    truncate: (bytes) => set({ effect: { kind: 'truncate', bytes } }),
    skew: (milliseconds) => set({ skew: milliseconds }),
    padThen: (code, details = {}) => set({ effect: { kind: 'pad', code, details } }),
    times: (count) => set({ times: count }),
    sometimes: (probability) => set({ probability, times: Infinity }),
  }
  return builder
}

function page(html: string, status: number): Response {
  return new Response(html, { status, headers: { 'content-type': 'text/html;charset=UTF-8' } })
}

// Preflights are sent by browsers and not by the code under test, so a fault is for them only if it
// names them.
function matches(match: FaultMatch, subject: FaultSubject): boolean {
  const isPreflight = subject.operation === 'OptionsObject'
  return (
    (match.operation === undefined ? !isPreflight : match.operation === subject.operation) &&
    (match.bucket === undefined || match.bucket === subject.bucket) &&
    (match.key === undefined || match.key === subject.key) &&
    (match.part === undefined || match.part === subject.part) &&
    (match.when === undefined || match.when(subject.request))
  )
}
