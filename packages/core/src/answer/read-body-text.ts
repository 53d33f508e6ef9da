import type { Call } from '../middleware.js'
import { longestDocument, readText } from './read-text.js'

/** Reads the whole body as text, for operations with one output member, which it is. */
export async function readBodyText(response: Response, call: Call): Promise<object> {
  const [member = ''] = Object.keys(call.command.operation.output)
  return { [member]: await readText(response, call, longestDocument) }
}
