import { isOosError } from '@oos-js/core'

/** What happened, on one line. */
export function describe(error) {
  // Why no answer came is known to `fetch` alone, which hides it deep inside.
  const reason = isOosError(error, 'NetworkError') ? rootOf(error) : undefined
  const text = reason ? `${error.message}: ${reason.message || reason.code}` : error.message
  return text.replace(/\s+/g, ' ').trim()
}

/** The error that all began with. */
export function rootOf(error) {
  return error.cause instanceof Error ? rootOf(error.cause) : error
}
