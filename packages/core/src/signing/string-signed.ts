import { encodeKey } from '../request/request.js'

/** What a string to sign says about an object-level request. */
export interface SignedRequest {
  /** HTTP method. */
  readonly method: string
  /** Bucket. */
  readonly bucket: string
  /** Object key, decoded. */
  readonly key: string
  /** Sub-resources, for example `uploads`, or `partNumber` with its value. */
  readonly query: ReadonlyMap<string, string>
  /** Headers `x-amz-…`, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  /** When the signature was or will be made, in milliseconds since 1970; absent in a signed link. */
  readonly date: number | undefined
  /** When a signed link ends, in milliseconds since 1970. */
  readonly expires: number | undefined
}

/**
 * Reads a string to sign back into the request that it stands for, so that a server knows what it would
 * sign. It takes only what this SDK itself writes for an object: whatever could be read in two ways gives
 * `undefined`, and so do strings about a bucket or the whole service.
 */
export function parseStringToSign(text: string): SignedRequest | undefined {
  const [method = '', md5 = '', type = '', date = '', ...rest] = text.split('\n')
  const resource = rest.pop() ?? ''
  if (!/^(?:GET|HEAD|PUT|POST|DELETE)$/.test(method)) return undefined
  if (!/^(?:[\w+/]{22}==)?$/.test(md5) || !/^[ -~]*$/.test(type)) return undefined
  const headers = parseHeaders(rest)
  const target = parseResource(resource)
  if (!headers || !target) return undefined
  const times = timesOf(date, headers.get('x-amz-date'))
  return times && { method, headers, ...target, ...times }
}

/** Lines `name:value` in the order of names, each name once. */
function parseHeaders(lines: readonly string[]): Map<string, string> | undefined {
  const headers = new Map<string, string>()
  let before = ''
  for (const line of lines) {
    const [, name = '', value = ''] = /^(x-amz-[a-z\d-]+):([ -~]*)$/.exec(line) ?? []
    if (name <= before) return undefined
    headers.set(name, value)
    before = name
  }
  return headers
}

function parseResource(
  resource: string,
): Pick<SignedRequest, 'bucket' | 'key' | 'query'> | undefined {
  const [, bucket = '', path = '', search = ''] =
    /^\/([a-z\d][a-z\d.-]{1,61}[a-z\d])\/([^?]+)(?:\?([^]+))?$/.exec(resource) ?? []
  const key = decode(path)
  // Only in the one encoding that the SDK writes can no proxy or server read another key.
  if (key === undefined || encodeKey(key) !== path || /(?:^|\/)\.\.?(?:\/|$)|\p{Cc}/u.test(key)) {
    return undefined
  }
  const query = parseQuery(search)
  return query && { bucket, key, query }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path) || undefined
  } catch {
    return undefined
  }
}

/** Values are decoded in what is signed, so one with `&` could be taken for several parameters. */
function parseQuery(search: string): Map<string, string> | undefined {
  const query = new Map<string, string>()
  let before = ''
  for (const parameter of search === '' ? [] : search.split('&')) {
    const [, name = '', value = ''] = /^([\w-]+)(?:=([ -~]+))?$/.exec(parameter) ?? []
    if (name <= before) return undefined
    query.set(name, value)
    before = name
  }
  const overrides = [...query.keys()].filter((name) => name.startsWith('response-'))
  return overrides.length === 0 || overrides.length === query.size ? query : undefined
}

function timesOf(
  line: string,
  amzDate: string | undefined,
): Pick<SignedRequest, 'date' | 'expires'> | undefined {
  if (/^\d{1,12}$/.test(line)) return { date: undefined, expires: Number(line) * 1000 }
  if (amzDate !== undefined && line !== '') return undefined
  const date = Date.parse(amzDate ?? line)
  return Number.isNaN(date) ? undefined : { date, expires: undefined }
}
