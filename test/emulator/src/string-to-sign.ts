import { assumedSwitches, type Switches } from './switches.js'
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
  /** By default those assumed of the service. */
  readonly switches?: Pick<Switches, 'limitRate' | 'newSubresources' | 'serverTime'>
}

/** A StringToSign in its parts, one character for each byte. */
export interface SignedLines {
  readonly method: string
  readonly contentMd5: string
  readonly contentType: string
  readonly date: string
  readonly amz: readonly (readonly [name: string, value: string])[]
  readonly path: string
  /** Sub-resources as `name` or `name=value`. */
  readonly parameters: readonly string[]
}

/**
 * Builds the StringToSign of the OOS developer document V6, 3.1.1, one character for each byte.
 *
 * @internal
 */
export function stringToSign(parts: SignedParts): string {
  return joinLines(linesToSign(parts))
}

/**
 * What is signed of a request.
 *
 * Assumed: header values are signed as the bytes received. The vendor's text only speaks of UTF-8.
 */
export function linesToSign(parts: SignedParts): SignedLines {
  const { method, target, headers, bucket, expires, switches = assumedSwitches } = parts
  const amz = amzHeaders(headers, target, switches)
  // x-amz-date takes over from Date, whose line is then left empty.
  const date = amz.some(([name]) => name === 'x-amz-date') ? '' : (header(headers, 'date') ?? '')
  const { path, query } = parseTarget(target)
  const signed =
    switches.newSubresources === 'signed'
      ? [...signedParameters, ...newParameters]
      : signedParameters
  const parameters = query
    .filter(({ name }) => signed.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    // Assumed: `?acl=` is signed like `?acl`.
    .map(({ name, bytes }) => (bytes === '' ? name : `${name}=${bytes}`))
  return {
    method,
    contentMd5: header(headers, 'content-md5') ?? '',
    contentType: header(headers, 'content-type') ?? '',
    date: expires ?? date,
    amz,
    path: (bucket === undefined ? '' : `/${bucket}`) + path,
    parameters,
  }
}

/** Writes the parts as the text that is signed. */
export function joinLines(lines: SignedLines): string {
  const { method, contentMd5, contentType, date, amz, path, parameters } = lines
  const resource = parameters.length === 0 ? path : `${path}?${parameters.join('&')}`
  const amzLines = amz.map(([name, value]) => `${name}:${value}`)
  return [method, contentMd5, contentType, date, ...amzLines, resource].join('\n')
}

// Query parameters named x-amz-… are signed as headers and win over a header of the same name, as in
// the vendor's Java SDK. Assumed: of one that comes twice the first counts, as with those of a signed URL.
function amzHeaders(
  headers: HeaderFields,
  target: string,
  { limitRate }: Pick<Switches, 'limitRate'>,
): [name: string, value: string][] {
  const entries = parseTarget(target)
    .query.map(({ name, bytes }) => [name.toLowerCase(), bytes] as const)
    .filter(([name]) => name.startsWith('x-amz-'))
    .filter(([name]) => name !== 'x-amz-limitrate' || limitRate === 'signed')
    .reverse()
  const merged = new Map([...headersWith(headers, 'x-amz-'), ...entries])
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1))
}

// OOS developer document V6, 3.1.1, with the names that the vendor's Java SDK adds (tagging, cors,
// restore).
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

// Assumed: sub-resources too, but not signed, since none of the lists has them.
const newParameters = ['trigger', 'accelerate', 'regions', 'object-lock']
