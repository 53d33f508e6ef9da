/** The parts of a request that Signature V2 covers. */
export interface SignedParts {
  /** HTTP method, upper case. */
  readonly method: string
  /** Path and query exactly as sent, percent-encoding and its letter case included. */
  readonly target: string
  /** Headers as sent; a name may come several times. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Bucket, if the host names it (virtual host or CNAME) and the path does not. */
  readonly bucket?: string | undefined
  /** Unix time in seconds at which a signed link ends; it stands in the place of the date. */
  readonly expires?: number | undefined
}

/**
 * The text that Signature V2 signs (OOS developer document V6, 3.1.1). Pure: what it returns depends on
 * nothing but its argument.
 */
export function stringToSign({ method, target, headers, bucket, expires }: SignedParts): string {
  const [path = '', search = ''] = split(target, '?')
  const parameters = search.split('&').filter(Boolean).map(parseParameter)
  const first = new Map<string, string>()
  const amz = new Map<string, string>()
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    const trimmed = value.trim()
    if (!first.has(lower)) first.set(lower, trimmed)
    if (!lower.startsWith('x-amz-')) continue
    const earlier = amz.get(lower)
    amz.set(lower, earlier === undefined ? trimmed : `${earlier},${trimmed}`)
  }
  // The vendor's Java SDK signs x-amz- query parameters as if they were headers, in whose place they stand.
  for (const [name, value = ''] of parameters) {
    if (name.toLowerCase().startsWith('x-amz-')) amz.set(name.toLowerCase(), value)
  }
  const date = expires ?? (amz.has('x-amz-date') ? '' : (first.get('date') ?? ''))
  const resources = parameters
    .filter(([name]) => subResource.test(name))
    .sort(byName)
    .map(([name, value]) => (value ? `${name}=${value}` : name))
  return [
    method,
    first.get('content-md5') ?? '',
    first.get('content-type') ?? '',
    date,
    ...[...amz].sort(byName).map(([name, value]) => `${name}:${value}`),
    (bucket ? `/${bucket}` : '') +
      (path || '/') +
      (resources.length ? `?${resources.join('&')}` : ''),
  ].join('\n')
}

// The list of the vendor's Java, Go and PHP SDKs. OOS does not sign trigger, accelerate, regions and object-lock.
const subResource =
  /^(?:acl|torrent|logging|location|policy|requestPayment|versioning|versions|versionId|notification|uploadId|uploads|partNumber|website|delete|lifecycle|tagging|cors|restore|response-(?:cache-control|content-(?:disposition|encoding|language|type)|expires))$/

type Parameter = readonly [name: string, value?: string | undefined]

/** Values are signed decoded and sent encoded. */
function parseParameter(parameter: string): Parameter {
  const [name = '', value] = split(parameter, '=')
  return [name, value === undefined ? undefined : decode(value)]
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function split(text: string, separator: string): [string, string?] {
  const index = text.indexOf(separator)
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}

function byName([a]: Parameter, [b]: Parameter): number {
  return a < b ? -1 : 1
}
