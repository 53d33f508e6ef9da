import { OosClient, type ClientOptions } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'

/** The endpoint of every emulator in these tests. The domain is reserved for tests: it leads nowhere. */
export const endpoint = 'http://oos.test'

/** The time on both sides of the wire, so that dates can be compared. Whole seconds, as in headers. */
export const now: number = Date.UTC(2024, 1, 29, 12, 34, 56)

/** A clock that stands still. */
export const clock = { now: (): number => now }

/** A client of the emulator that gives up after the first attempt. */
export function createClient(options: Partial<ClientOptions> = {}): OosClient {
  return new OosClient({ endpoint, credentials: defaultAccount, clock, maxAttempts: 1, ...options })
}
