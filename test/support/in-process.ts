import type { Transport } from '@oos-js/core'
import type { Emulator } from '@oos-js/emulator'

/** Hands requests to an emulator in the same process: a client's `fetch` in Node and in a page. */
export function inProcess(emulator: Emulator): Transport {
  return (url, init) => emulator.handle(new Request(url, init as RequestInit))
}
