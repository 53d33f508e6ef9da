import type { OosError } from '../errors.js'

/** Milliseconds: the first wait is up to this, and each further one up to twice the one before. */
const base = 100
/** Milliseconds that a wait never passes by itself. */
const ceiling = 20_000
/** Milliseconds that a server's Retry-After may ask for at most; OOS asks for 90 seconds. */
const patience = 120_000

const passing =
  /^(NetworkError|InvalidResponse|InternalError|SlowDown|RequestTimeout|PutObjectTooFast|IncompleteBody)$/

/** Tells whether the same request may succeed when it is sent again. */
export function isRetryable(error: unknown): error is OosError {
  const { code = '', status = 0 } = Object(error) as Partial<OosError>
  return passing.test(code) || status === 429 || (status >= 500 && status !== 501)
}

/** Milliseconds to wait after a failed attempt: full jitter, or as long as the server asked. */
export function backoff(attempt: number, { retryAfter = 0 }: OosError): number {
  const wait = Math.random() * Math.min(ceiling, base * 2 ** (attempt - 1))
  return Math.max(wait, Math.min(retryAfter, patience))
}

/** Milliseconds that a `Retry-After` header asks for, given in seconds or as a date. */
export function parseRetryAfter(header: string | null): number | undefined {
  const wait = Number(header) * 1000 || Date.parse(String(header)) - Date.now()
  return wait > 0 && wait < Infinity ? wait : undefined
}
