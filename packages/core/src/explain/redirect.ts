/** What to do about a redirect. None is followed: whoever got a signature could use it. */
export function redirectWords(location: string): { message: string; hint: string } {
  const message = 'the service is elsewhere, and a signed request is not sent on'
  const place = /^(?:https?:\/\/)?[\w.:[\]-]+(?=[/?#]|$)/.exec(location)?.[0]
  if (place !== undefined) return { message, hint: `Set endpoint to ${place}.` }
  return {
    message,
    hint: location.startsWith('/')
      ? 'It leads back to the same host: check the endpoint, its scheme, and proxies on the way.'
      : 'It does not say where, or the browser hides it: set endpoint to the one of the region of the bucket.',
  }
}
