import { lost } from '../fault.js'
import type { Call } from '../middleware.js'

/** Reads an answer's body as text. */
export async function readText(response: Response, call: Call): Promise<string> {
  try {
    return await response.text()
  } catch (cause) {
    throw lost(call, cause)
  }
}
