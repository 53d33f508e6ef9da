import { wrongOption } from './request/endpoint.js'
import type { SendOptions } from './options.js'

/** How long a call may take and how often it is tried. */
export type Limits = Record<keyof TimeLimits | 'maxAttempts', number>

/** Time limits of a call in milliseconds; 0 is no limit. */
export interface TimeLimits {
  /**
   * For one attempt, from handing it to the transport until status and headers are there. Nobody sees the
   * bytes of an upload go out over `fetch`, so a second is added for every 16 KiB of body. A provider of
   * credentials has as long.
   *
   * @defaultValue 60_000
   */
  readonly firstByte: number
  /**
   * Silence while an answer is read, a download included; any byte that comes starts it anew. Content that
   * nobody begins to read in this time is given up, so that what is forgotten holds no connection; once
   * begun it may be read as slowly as you like.
   *
   * @defaultValue 60_000
   */
  readonly idle: number
  /**
   * For the whole call, with all attempts and the waits between them, until `send` settles. Content of an
   * object that is read later is limited by `idle` and `signal` alone.
   *
   * @defaultValue 0
   */
  readonly total: number
}

/** Milliseconds, about 24 days: a longer timer of the platform would fire at once. */
const longest = 2 ** 31 - 1

/** Completes time limits and the number of attempts by those they stand in for, and refuses what is none. */
export function limitsOf(
  { timeout, maxAttempts }: SendOptions,
  base: Limits = { firstByte: 60_000, idle: 60_000, total: 0, maxAttempts: 3 },
): Limits {
  const limits = { ...base }
  const given = { ...(Object(timeout) === timeout ? timeout : { timeout }), maxAttempts }
  for (const [member, value] of Object.entries(given) as [keyof Limits, unknown][]) {
    if (value === undefined) continue
    // Text such as '1000' would be joined, not added.
    const limit = Number(value)
    if (!(member in base && limit >= Number(member === 'maxAttempts') && limit <= longest)) {
      throw wrongOption(member, `cannot be ${value as number}`)
    }
    limits[member] = limit
  }
  return limits
}
