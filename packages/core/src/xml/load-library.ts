import { loaded } from '../fault.js'
import type { Call } from '../middleware.js'

/** Loads what reads documents that the own readers leave to it. */
export function loadLibrary(call: Call): Promise<typeof import('./library.js')> {
  return loaded(call, import('./library.js'))
}
