let warned = false

/** Tells whether the page is served over https and the URL is not: browsers block such requests. */
export function isMixed(url: string): boolean {
  const { location } = globalThis as { location?: Location }
  return location?.protocol === 'https:' && /^http:\/\/(?!localhost\b|127\.|\[::1])/.test(url)
}

/** Warns of an endpoint that the page cannot reach, once for the page. */
export function warnOfMixed(endpoint: string): void {
  if (warned || !isMixed(endpoint)) return
  warned = true
  console.warn('OosClient: this page is served over https, so browsers block its http endpoint')
}
