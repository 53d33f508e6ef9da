import { parseTarget } from './target.js'
import { header, headersWith, type HeaderFields } from './wire-headers.js'

/** What Signature V2 covers of a request. */
export interface SignedParts {
  readonly method: string
  /** Path and query exactly as sent. */
  readonly target: string
  readonly headers: HeaderFields
  /** The bucket, if the Host header names it. */
  readonly bucket?: string | undefined
  /** The Expires parameter of a pre-signed URL. */
  readonly expires?: string | undefined
}

/**
 * Builds the StringToSign of the OOS developer document V6, 3.1.1, one character for each byte.
 *
 * Assumed: header values are signed as the bytes received. The vendor's text only speaks of UTF-8.
 *
 * @internal
 */
export function stringToSign({ method, target, headers, bucket, expires }: SignedParts): string {
  const amz = amzHeaders(headers, target)
  // x-amz-date takes over from Date, whose line is then left empty.
  const date = amz.has('x-amz-date') ? '' : (header(headers, 'date') ?? '')
  const lines = [
    method,
    header(headers, 'content-md5') ?? '',
    header(headers, 'content-type') ?? '',
    expires ?? date,
    ...[...amz].map(([name, value]) => `${name}:${value}`),
    canonicalResource(target, bucket),
  ]
  return lines.join('\n')
}

// Query parameters named x-amz-… are signed as headers and win over a header of the same name, as in
// the vendor's Java SDK.
function amzHeaders(headers: HeaderFields, target: string): Map<string, string> {
  const entries = parseTarget(target)
    .query.map(({ name, bytes }) => [name.toLowerCase(), bytes] as const)
    .filter(([name]) => name.startsWith('x-amz-'))
  const merged = new Map([...headersWith(headers, 'x-amz-'), ...entries])
  return new Map([...merged].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function canonicalResource(target: string, bucket: string | undefined): string {
  const { path, query } = parseTarget(target)
  const parts = query
    .filter(({ name }) => signedParameters.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    // Assumed: `?acl=` is signed like `?acl`.
    .map(({ name, bytes }) => (bytes === '' ? name : `${name}=${bytes}`))
  const resource = (bucket === undefined ? '' : `/${bucket}`) + path
  return parts.length === 0 ? resource : `${resource}?${parts.join('&')}`
}

// OOS developer document V6, 3.1.1, with the names that the vendor's Java SDK adds (tagging, cors,
// restore). `trigger`, `accelerate`, `regions` and `object-lock` are sub-resources but not signed.
const signedParameters = [
  'acl',
  'cors',
  'delete',
  'lifecycle',
  'location',
  'logging',
  'notification',
  'partNumber',
  'policy',
  'requestPayment',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  'restore',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]
