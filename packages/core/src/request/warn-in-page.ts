import type { OosErrorDetails } from '../errors.js'
import type { ClientOptions } from '../options.js'

let told = false

/**
 * Tells the author of a page, once, of what visitors could read: a secret key, or everything on its way.
 * Pages of this machine are exempt, and runtimes other than browsers have no page.
 *
 * @returns why no request can leave, if none can.
 */
export function warnInPage(options: ClientOptions, endpoint: URL): OosErrorDetails | undefined {
  const page = (globalThis as { location?: Partial<Location> }).location ?? {}
  warn(options, endpoint, page)
  // Browsers block such requests without a word; a transport of the caller's own may have another way.
  const isMixed = page.protocol === 'https:' && endpoint.protocol === 'http:'
  if (!isMixed || options.fetch || isLoopback(endpoint.hostname)) return undefined
  const message = 'the page is served over https, so set an https endpoint'
  return { code: 'MixedContent', message, attempts: 0 }
}

function warn({ credentials }: ClientOptions, { protocol }: URL, page: Partial<Location>): void {
  const { hostname } = page
  const isSecret = typeof credentials === 'object'
  if (told || !hostname || isLoopback(hostname) || !(isSecret || protocol === 'http:')) return
  told = true
  const risk = isSecret
    ? 'all visitors can read the secret key'
    : 'http can be read on its way, and pages served over https cannot use it'
  // eslint-disable-next-line no-console -- Nothing else reaches the author before it is too late.
  console.warn(`OOS: ${risk}`)
}

function isLoopback(hostname: string): boolean {
  return /^(.*\.?localhost|127\..*|\[::1\])$/.test(hostname)
}
