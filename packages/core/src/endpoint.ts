import { invalid } from './fault.js'
import { OosError } from './errors.js'
import { encodeKey, targetOf, type HttpRequest } from './request.js'

/** How a bucket is named in a URL: in the path, before the host, or as the whole host (CNAME). */
export type Addressing = 'path' | 'virtual' | 'cname'

/** Where a request goes, and what of that the signature needs. */
export interface Destination {
  readonly url: string
  /** Path and query as sent. */
  readonly target: string
  /** Bucket, if the host names it. */
  readonly bucket: string | undefined
}

/** Parses an endpoint, which is a scheme and a host and nothing else. */
export function parseEndpoint(endpoint: string): URL {
  let url: URL | undefined
  try {
    url = new URL(endpoint)
  } catch {
    // Refused below, together with the URLs that are no endpoints.
  }
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new OosError({
      code: 'InvalidInput',
      message:
        'endpoint must be a URL like https://oos-cn.ctyunapi.cn, without path, query or user',
      member: 'endpoint',
    })
  }
  return url
}

/** Finds where a request goes. */
export function locate(
  operation: string,
  request: HttpRequest,
  endpoint: URL,
  addressing: Addressing,
): Destination {
  const { bucket, key = '', query } = request
  const inHost = bucket !== undefined && addressing !== 'path'
  if (addressing === 'cname' && bucket !== endpoint.hostname) {
    throw invalid(
      operation,
      'Bucket',
      `must be ${endpoint.hostname}, the domain that the endpoint names`,
    )
  }
  const host = inHost && addressing === 'virtual' ? `${bucket}.${endpoint.host}` : endpoint.host
  const path =
    bucket === undefined || inHost ? `/${encodeKey(key)}` : `/${bucket}/${encodeKey(key)}`
  const target = targetOf(path, query)
  const url = `${endpoint.protocol}//${host}${target}`
  const parsed = new URL(url)
  // What fetch would rewrite would be another object than the one that was signed for, or another server.
  if (parsed.host !== host || parsed.pathname + parsed.search !== target) {
    throw invalid(operation, 'Key', 'cannot be sent: URL parsers would change it')
  }
  return { url, target, bucket: inHost ? bucket : undefined }
}
