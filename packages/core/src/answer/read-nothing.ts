import type { Call } from '../middleware.js'
import { errorOf } from './error-answer.js'
import { longestError, readText } from './read-text.js'

/** Reads an answer without content. White space is none: OOS keeps connections alive with it (V6, 4.3.7). */
export async function readNothing(response: Response, call: Call): Promise<object> {
  const text = (await readText(response, call, longestError)).trim()
  if (text ? isHtml(response) || !isMarked(response) : isForeign(response)) {
    throw await errorOf(text, { response }, call)
  }
  return {}
}

/**
 * Tells the page of a portal or a proxy from an answer of the store. Objects may be pages too; then the
 * answer has a header of the store's, of which CORS never hides Last-Modified.
 */
export function isForeign(response: Response): boolean {
  return isHtml(response) && !isMarked(response)
}

function isHtml({ headers }: Response): boolean {
  return /html/i.test(headers.get('content-type') ?? '')
}

function isMarked({ headers }: Response): boolean {
  return [...headers.keys()].some((name) => /^(x-(amz|ctyun)-|etag|last-mod)/.test(name))
}
