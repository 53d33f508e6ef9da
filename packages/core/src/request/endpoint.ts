import { OosError } from '../errors.js'
import { refuser } from '../fault.js'
import type { Call } from '../middleware.js'
import { encode, encodeKey, targetOf } from './request.js'

/** How a bucket is named in a URL: in the path, before the host, or as the whole host (CNAME). */
export type Addressing = 'path' | 'virtual' | 'cname'

/** Where a request goes, and what of that the signature needs. */
export interface Destination {
  /** Where the request goes. */
  readonly url: string
  /** Path and query as sent. */
  readonly target: string
  /** Bucket, if the host names it. */
  readonly bucket: string | undefined
}

/** Parses an endpoint, which is a scheme and a host and nothing else. */
export function parseEndpoint(endpoint: string, member = 'endpoint'): URL {
  const url = parse(endpoint)
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url
  // It may hold a password: the message does not repeat it.
  throw wrongOption(member, 'must be http(s)://host only')
}

/** The error of an option that no client can be made with. */
export function wrongOption(member: string, rule: string, hint?: string): OosError {
  return new OosError({ code: 'InvalidInput', message: `${member} ${rule}`, member, hint })
}

/** Finds where a request goes. */
export function locate(call: Call, endpoint: URL, addressing: Addressing): Destination {
  const { bucket, key = '', query } = call.request
  const inHost = bucket && /^(virtual|cname)$/.test(addressing)
  if (addressing === 'cname' && bucket !== endpoint.hostname) {
    throw refuser(call, 'Bucket')('cname')
  }
  const host = (inHost && addressing === 'virtual' ? `${bucket}.` : '') + endpoint.host
  const path = (!bucket || inHost ? '/' : `/${encode(bucket)}/`) + encodeKey(key)
  const target = targetOf(path, query)
  const url = `${endpoint.protocol}//${host}${target}`
  // What a URL parser rewrites would go elsewhere than was signed. Parsing takes long: in an encoded path it
  // finds nothing but dots.
  if (inHost ? parse(url)?.href !== url : /(?:^|\/)\.\.?(?:\/|$)/.test(path)) {
    throw refuser(call, 'Bucket')('url')
  }
  return { url, target, bucket: inHost ? bucket : undefined }
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}
