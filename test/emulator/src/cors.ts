import { emptyAnswer } from './answers.js'
import type { CorsRule } from './cors-rules.js'
import { OosFault } from './errors.js'
import type { RecordedRequest } from './recorded-request.js'
import type { Bucket } from './state.js'
import { header } from './wire-headers.js'
import type { World } from './world.js'

/** How an emulator treats pages of other origins. */
export interface CorsOptions {
  /**
   * Lets every page do everything and read every header, whatever the rules of the buckets say, and even
   * where OOS has no rules: lists of buckets and access keys. For playgrounds; no unless said otherwise.
   */
  readonly open?: boolean
  /**
   * Whether errors carry CORS headers where a rule matches. Where they do not, a page cannot tell a 403 or
   * 503 from a broken connection. Assumed: yes, as on Amazon S3.
   */
  readonly onErrors?: boolean
  /**
   * Names that are never exposed, in lower case, whatever the rules say. Assumed: none, so that a rule can
   * expose `date` and `retry-after` too.
   */
  readonly neverExposed?: readonly string[]
}

/** What of a request CORS has to do with; the bucket is undefined on the path of the service. */
type Asked = Pick<RecordedRequest, 'method' | 'headers'> & { readonly bucket: Bucket | undefined }

/**
 * OPTIONS Object (OOS developer document V6, 4.3.15): 403 unless a rule allows what a page wants to do. It
 * needs no signature.
 *
 * Assumed: the codes; that it holds for buckets as it does for objects; and that neither the bucket's ACL
 * nor whether the object exists matters.
 */
export function preflight(world: World, { headers, bucket }: Asked): Response {
  const origin = header(headers, 'origin')
  const method = header(headers, 'access-control-request-method')
  if (origin === undefined || method === undefined) {
    const message = 'A preflight needs the headers Origin and Access-Control-Request-Method.'
    throw new OosFault('InvalidRequest', message)
  }
  const wanted = listOf(header(headers, 'access-control-request-headers'))
  if (world.cors.open === true) return emptyAnswer(200, openPreflight(method, wanted))
  const rule = matchingRule(bucket, origin, method, wanted)
  if (rule === undefined) {
    const message = 'CORSResponse: no CORS rule of the bucket allows this request.'
    throw new OosFault('AccessDenied', message)
  }
  const allowed = wanted.length === 0 ? {} : { 'access-control-allow-headers': wanted.join(', ') }
  return emptyAnswer(200, { ...ruleHeaders(world, rule, origin), ...allowed })
}

/**
 * The CORS headers of an answer to a page: those of the first rule that allows its origin and method.
 *
 * Assumed: they stand on every answer, not only where an object is concerned.
 */
export function corsHeaders(
  world: World,
  { method, headers, bucket }: Asked,
  answer: Response,
): Record<string, string> {
  const origin = header(headers, 'origin')
  if (origin === undefined || method === 'OPTIONS') return {}
  if (world.cors.open === true) {
    const names = [...answer.headers.keys()].join(', ')
    return { 'access-control-allow-origin': '*', 'access-control-expose-headers': names }
  }
  if (answer.status >= 400 && world.cors.onErrors === false) return {}
  const rule = matchingRule(bucket, origin, method, [])
  return rule === undefined ? {} : ruleHeaders(world, rule, origin)
}

function openPreflight(method: string, wanted: readonly string[]): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': method,
    'access-control-allow-headers': wanted.join(', '),
  }
}

// OOS developer document V6, 4.2.21: the first rule that allows origin, method and every header is used.
function matchingRule(
  bucket: Bucket | undefined,
  origin: string,
  method: string,
  wanted: readonly string[],
): CorsRule | undefined {
  return bucket?.settings.cors?.find(
    ({ origins, methods, headers }) =>
      origins.some((pattern) => matches(pattern, origin)) &&
      methods.includes(method) &&
      wanted.every((name) => headers.some((pattern) => matches(pattern.toLowerCase(), name))),
  )
}

// Assumed: as on Amazon S3, a rule for every origin is told as `*`, any other by the origin itself.
function ruleHeaders(world: World, rule: CorsRule, origin: string): Record<string, string> {
  const hidden = world.cors.neverExposed ?? []
  const exposed = rule.exposed.filter((name) => !hidden.includes(name.toLowerCase()))
  return {
    'access-control-allow-origin': rule.origins.includes('*') ? '*' : origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(exposed.length === 0 ? {} : { 'access-control-expose-headers': exposed.join(', ') }),
    ...(rule.maxAgeSeconds === undefined
      ? {}
      : { 'access-control-max-age': `${rule.maxAgeSeconds}` }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
}

// There is at most one `*` in a pattern, and it stands for any number of characters.
function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*')
  if (end === undefined) return pattern === text
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end)
}

function listOf(text: string | undefined): string[] {
  const names = (text ?? '').toLowerCase().split(',')
  return names.map((name) => name.trim()).filter((name) => name !== '')
}
