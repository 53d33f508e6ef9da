import type { OosError } from './errors.js'

/** Milliseconds: the first wait is up to this, and each further one up to twice the one before. */
const base = 100
/** Milliseconds that a wait never passes by itself. */
const ceiling = 20_000
/** Milliseconds that a server's Retry-After may ask for at most; OOS asks for 90 seconds. */
const patience = 120_000

const passing =
  /^(?:NetworkError|Timeout|InvalidResponse|InternalError|SlowDown|ServiceUnavailable|RequestTimeout|PutObjectTooFast|IncompleteBody)$/

/** Tells whether the same request may succeed when it is sent again. */
export function isRetryable(error: unknown): error is OosError {
  const { code = '', status = 0, name } = error as Partial<OosError>
  if (name !== 'OosError') return false
  return passing.test(code) || status === 429 || (status >= 500 && status !== 501)
}

/** Milliseconds to wait after a failed attempt: full jitter, or as long as the server asked. */
export function backoff(attempt: number, error: OosError): number {
  const wait = Math.random() * Math.min(ceiling, base * 2 ** (attempt - 1))
  return Math.max(wait, Math.min(error.retryAfter ?? 0, patience))
}

/** Milliseconds that a `Retry-After` header asks for, given in seconds or as a date. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return wait > 0 ? wait : undefined
}
