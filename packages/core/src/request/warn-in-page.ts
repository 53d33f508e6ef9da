import type { ClientOptions } from '../options.js'

let told = false

/**
 * Tells the author of a page, once, of what visitors could read: a secret key, or everything on its way.
 * Pages of this machine are exempt, and runtimes other than browsers have no page.
 */
export function warnInPage({ credentials }: ClientOptions, { protocol }: URL): void {
  const { hostname } = (globalThis as { location?: Partial<Location> }).location ?? {}
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
