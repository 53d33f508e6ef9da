/** Tells whether the page is served over https and the URL is not: browsers block such requests. */
export function isMixed(url: string): boolean {
  const { location } = globalThis as { location?: Location }
  return location?.protocol === 'https:' && /^http:\/\/(?!localhost\b|127\.|\[::1])/.test(url)
}
