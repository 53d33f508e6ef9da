import { isOosError } from '@oos-js/core'
import { rootOf } from './describe.mjs'

/** Codes of connections that broke, or fell silent, after a request may have arrived. */
const broken = /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/

/** Tells whether a request surely changed nothing: it was refused, or it never reached a server. */
export function wasRefused(error) {
  const oosError = findOosError(error)
  if (oosError === undefined) return false
  const { attempts, code, status = 0 } = oosError
  if (code === 'NetworkError') return !broken.test(rootOf(oosError).code)
  // When it was sent again, the first one may have been obeyed although its answer was lost.
  return attempts === 0 || (attempts === 1 && status >= 300 && status < 500)
}

function findOosError(error) {
  if (!(error instanceof Error) || isOosError(error)) return error
  return findOosError(error.cause)
}
