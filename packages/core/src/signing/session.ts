import type { ClientOptions, Clock } from '../options.js'
import { createCredentials, type CredentialsSource, type Key } from './credentials.js'

/** What an attempt was signed with. */
interface Signed {
  readonly key: Key | undefined
  readonly offset: number
}

/** What the calls of one client learn for each other about their signatures. */
export interface Session {
  readonly clock: Clock
  /** Milliseconds, at most, that an answer may correct the clock by. */
  readonly maxClockOffset: number
  /** Milliseconds that the clock is behind the service's. */
  offset: number
  readonly credentials: CredentialsSource
  /** When requests may leave again, on `performance.now()`, which no change of the system's clock moves. */
  opens?: number
  /** Holds requests back until then; absent until the service has asked for it. */
  gate?: (signal: AbortSignal | undefined) => Promise<void>
  /** What is left for retries: each takes 5, and gives them back when it succeeds; any other success gives 1. */
  tokens: number
  /** What the last attempt of each call was signed with. The key is the list of the call's timings. */
  readonly signed: WeakMap<object, Signed>
}

/** Begins with the clock as it is. */
export function createSession({
  clock = Date,
  credentials,
  sign,
  maxClockOffset = 86_400_000,
}: ClientOptions): Session {
  const session: Session = {
    clock,
    maxClockOffset,
    offset: 0,
    tokens: 500,
    credentials: createCredentials(sign ?? credentials, () => clock.now() + session.offset),
    signed: new WeakMap(),
  }
  return session
}
