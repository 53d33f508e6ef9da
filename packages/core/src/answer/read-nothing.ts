import { errorOf, loadFailure } from '../fault.js'
import type { Call } from '../middleware.js'
import { readText } from './read-text.js'

/** Reads an answer without content. White space is none: OOS keeps connections alive with it (V6, 4.3.7). */
export async function readNothing(response: Response, call: Call): Promise<object> {
  const hasNone = call.request.method === 'HEAD'
  const text = hasNone ? undefined : (await readText(response, call)).trim()
  if (text !== '') await refuseForeign(response, call, text)
  return {}
}

/**
 * Refuses the page of a portal or a proxy that passes for an answer of the store. What tells them apart is
 * loaded for answers that may be one.
 *
 * @param text - What came where nothing is expected, if that can be seen.
 */
export async function refuseForeign(response: Response, call: Call, text?: string): Promise<void> {
  // Where there is no type, null has no html in it.
  if (!text && !/html/i.test(response.headers.get('content-type') as string)) return
  const loaded = await loadFailure()
  if (!(loaded ? loaded.isForeign(response, text) : text)) return
  throw await errorOf(call, { response }, text ?? (await readText(response, call)))
}
