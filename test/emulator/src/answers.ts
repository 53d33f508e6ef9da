import { namespace, serialise, type Element } from './xml.js'

/** An answer with an XML body; `null` for one without a namespace. */
export function xmlAnswer(root: Element, xmlns: string | null = namespace): Response {
  const body = new TextEncoder().encode(serialise(root, xmlns ?? undefined))
  const headers = {
    'content-type': 'application/xml;charset=UTF-8',
    'content-length': `${body.length}`,
  }
  return new Response(body, { headers })
}

/** An answer without a body. */
export function emptyAnswer(
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const length = status === 204 || status === 304 ? {} : { 'content-length': '0' }
  return new Response(null, { status, headers: { ...length, ...headers } })
}
