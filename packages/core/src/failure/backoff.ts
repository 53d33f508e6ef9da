import type { OosError } from '../errors.js'

/** Milliseconds: the first wait is up to this, and each further one up to twice the one before. */
const base = 100
/** Milliseconds that a wait never passes by itself. */
const ceiling = 20_000
/** Milliseconds for a write that is still under way, after its connection broke, to end. Assumed. */
const ghost = 1000

const passing =
  /^(NetworkError|Timeout|InvalidResponse|InternalError|SlowDown|RequestTimeout|PutObjectTooFast|IncompleteBody)$/

/** Tells whether the same request may succeed when it is sent again. */
export function isRetryable(error: unknown): boolean {
  const { code = '', status = 0 } = Object(error) as Partial<OosError>
  return passing.test(code) || status === 429 || (status >= 500 && status !== 501)
}

/**
 * Milliseconds to wait after a failed attempt: full jitter. The first time, nothing, if the connection was
 * closed as the request came: most often the server had closed one that was kept for reuse.
 */
export function backoff(attempt: number, { code, message }: OosError): number {
  // Node's codes of a closed connection, which the error repeats.
  if (attempt < 2 && /ECONNRESET|EPIPE|UND_ERR_SOCKET/.test(message)) return 0
  const wait = Math.random() * Math.min(ceiling, base * 2 ** (attempt - 1))
  return code === 'PutObjectTooFast' ? wait + ghost : wait
}
