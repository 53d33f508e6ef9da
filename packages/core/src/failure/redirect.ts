/** What to do about a redirect. None is followed: whoever got a signature could use it. */
export function redirectWords(
  text: string,
  headers: Headers | undefined,
): { message: string; hint: string } {
  const message = 'the service is elsewhere, and a signed request is not sent on'
  const location = headers?.get('location') ?? /<Endpoint>([^<]*)</.exec(text)?.[1] ?? ''
  const place = /^(?:https?:\/\/)?[\w.:[\]-]+(?=[/?#]|$)/.exec(location)?.[0]
  if (place !== undefined) return { message, hint: `Set endpoint to ${place}.` }
  return {
    message,
    hint: location.startsWith('/')
      ? 'It leads back to the same host: check the endpoint, its scheme, and proxies on the way.'
      : "It does not say where, or the browser hides it: set endpoint to that of the bucket's region.",
  }
}
