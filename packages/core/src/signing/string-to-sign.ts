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
  const [path, search] = target.split(/\?(.*)/s)
  const values = new Map<string, string>()
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    const earlier = values.get(lower)
    values.set(lower, (earlier === undefined ? '' : `${earlier},`) + value.trim())
  }
  const resources: string[] = []
  // Values are signed decoded and sent encoded.
  for (const [name, value] of new URLSearchParams(search)) {
    if (subResource.test(name)) resources.push(value ? `${name}=${value}` : name)
    // The vendor's Java SDK signs these as if they were headers, in whose place they stand.
    if (name.startsWith('x-amz-')) values.set(name, value)
  }
  const amz = [...values.keys()].filter((name) => name.startsWith('x-amz-')).sort()
  return [
    method,
    values.get('content-md5'),
    values.get('content-type'),
    expires ?? (values.has('x-amz-date') ? '' : values.get('date')),
    ...amz.map((name) => `${name}:${values.get(name)}`),
    (bucket ? `/${bucket}` : '') +
      (path || '/') +
      (resources.length ? `?${resources.sort().join('&')}` : ''),
  ].join('\n')
}

// The list of the vendor's Java, Go and PHP SDKs, where response- has six endings. OOS does not sign trigger,
// accelerate, regions and object-lock.
const subResource =
  /^(acl|cors|delete|lifecycle|location|logging|notification|partNumber|policy|requestPayment|restore|tagging|torrent|upload(Id|s)|version(Id|ing|s)|website|response-.+)$/
