import type { Call } from '../middleware.js'
import { errorOf, isError } from './error-answer.js'
import { readText } from './read-text.js'

/** Reads an answer without content. White space is none: OOS keeps connections alive with it (V6, 4.3.7). */
export async function readNothing(response: Response, call: Call): Promise<object> {
  const text = call.request.method === 'HEAD' ? undefined : (await readText(response, call)).trim()
  if (isForeign(response, text)) throw await errorOf(text ?? '', { response }, call)
  return {}
}

/**
 * Tells the page of a portal or a proxy from an answer of the store, which has a header of the store's. CORS
 * may hide them all, but never the Last-Modified of an object: it may be a page itself.
 *
 * @param text - What came where nothing is expected, if that can be seen.
 */
export function isForeign({ headers }: Response, text?: string): boolean {
  const html = /html/i.test(headers.get('content-type') ?? '')
  const marked = /x-(amz|ctyun)-|etag|last-m/.test([...headers.keys()].join())
  if (text === undefined) return html && !marked
  return text !== '' && (html || !marked || isError(text))
}
