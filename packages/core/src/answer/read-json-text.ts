import type { Call } from '../middleware.js'
import { errorOf } from '../fault.js'
import { readBodyText } from './read-body-text.js'

/** Reads a body that is JSON, for operations with one output member, which it is: the text, as it came. */
export async function readJsonText(response: Response, call: Call): Promise<object> {
  const output = await readBodyText(response, call)
  const [text = ''] = Object.values(output) as string[]
  try {
    JSON.parse(text)
  } catch {
    // What the parser says may repeat the text, and with it a secret.
    throw await errorOf(call, { response }, text)
  }
  return output
}
