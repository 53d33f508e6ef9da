import { onServer } from './on-server.js'
import type { HttpRequest } from '../request/request.js'

/** What may be behind a request without an answer. Browsers do not tell, so nothing is claimed for certain. */
export function networkHint(request: HttpRequest, cause: unknown): string | undefined {
  // What broke off had come through before.
  if (request.url === undefined) return undefined
  const { location } = globalThis as { location?: Location }
  const url = new URL(request.url)
  return location?.origin ? inPage(request, url, location) : onServer(url, cause)
}

function inPage({ method, headers }: HttpRequest, url: URL, { origin }: Location): string {
  const { navigator } = globalThis as { navigator?: { readonly onLine?: boolean } }
  const offline = navigator?.onLine === false
  const other = url.origin !== origin
  const mixed = origin.startsWith('https:') && url.protocol === 'http:'
  const causes = [
    offline && 'offline (the browser says so)',
    mixed && 'mixed-content',
    other && 'cors',
    !offline && 'offline',
    'dns-or-tls',
    'proxy-or-blocker',
  ]
  const parts = [
    `Browsers hide the reason; it may be ${causes.filter(Boolean).join(', ')}.`,
    other && `The page is ${origin}, the request ${method} ${url.origin}.`,
    other && `Headers that AllowedHeader must name: ${unsafe(headers).join(', ') || 'none'}.`,
    other && `If it is cors, the bucket needs this rule: ${corsRule(origin)}`,
  ]
  return parts.filter(Boolean).join(' ')
}

/** Headers for which a browser asks the service's permission first (the Fetch standard, 2.2.2). */
function unsafe(headers: Headers): string[] {
  const simple = /^(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/
  return [...headers]
    .filter(([name, value]) => name !== 'content-type' || !simple.test(value))
    .map(([name]) => name)
    .filter((name) => !/^(accept|accept-language|content-language)$/.test(name))
}

/** A rule under which pages of that origin may do what the SDK does, and see what it looks at. */
function corsRule(origin: string): string {
  const element = (name: string, ...values: string[]): string =>
    values.map((value) => `<${name}>${value}</${name}>`).join('')
  const rule = [
    element('AllowedOrigin', origin),
    element('AllowedMethod', 'GET', 'HEAD', 'PUT', 'POST', 'DELETE'),
    element('AllowedHeader', '*'),
    element('ExposeHeader', 'ETag', 'Date', 'Retry-After'),
    element('ExposeHeader', 'x-amz-request-id', 'x-ctyun-request-id'),
    element('ExposeHeader', 'Content-Range', 'Accept-Ranges'),
    element('MaxAgeSeconds', '3600'),
  ]
  return element('CORSConfiguration', element('CORSRule', rule.join('')))
}
