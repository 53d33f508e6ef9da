import { OosFault } from './errors.js'
import type { SignedParts } from './string-to-sign.js'
import { parameter, parseTarget, type Target } from './target.js'
import { header } from './wire-headers.js'

/** Who says to have signed a request, and with what. */
export interface Claim {
  readonly accessKeyId: string
  readonly signature: string
  /** Until when a URL is signed, as it was sent: seconds since 1970. */
  readonly expires?: string
}

/**
 * Finds the signature of a request, in its header or in its URL; undefined is an anonymous request.
 *
 * Assumed: the code where there are both, which the OOS developer document V6, 3.1.2, forbids.
 */
export function claimOf({ headers, target }: SignedParts): Claim | undefined {
  const authorization = header(headers, 'authorization')
  const inQuery = claimInQuery(parseTarget(target))
  if (authorization === undefined) return inQuery
  if (inQuery === undefined) return claimInHeader(authorization)
  const message = 'Only one auth mechanism allowed: the Authorization header, or a signed URL.'
  throw new OosFault('InvalidArgument', message)
}

function claimInHeader(authorization: string): Claim {
  const [, accessKeyId, signature] = /^AWS ([^\s:]+):(\S+)$/.exec(authorization) ?? []
  if (accessKeyId === undefined || signature === undefined) {
    const message = 'The Authorization header must read "AWS <AccessKeyId>:<Signature>".'
    throw new OosFault('AuthorizationHeaderMalformed', message)
  }
  return { accessKeyId, signature }
}

// OOS developer document V6, 3.1.2: all three are needed; of one that comes twice the first counts.
// Assumed: one alone makes it a request that is to be signed, and the code.
function claimInQuery(target: Target): Claim | undefined {
  const accessKeyId = parameter(target, 'AWSAccessKeyId')
  const expires = parameter(target, 'Expires')
  const signature = parameter(target, 'Signature')
  if ([accessKeyId, expires, signature].every((value) => value === undefined)) return undefined
  if (!accessKeyId || !expires || !signature) {
    const message = 'A signed URL needs the parameters AWSAccessKeyId, Expires and Signature.'
    throw new OosFault('AccessDenied', message)
  }
  return { accessKeyId, expires, signature }
}
