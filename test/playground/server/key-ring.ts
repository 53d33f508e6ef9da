import { credentialsFrom } from '@oos-js/commands'
import type { Credentials, OosClient } from '@oos-js/core'
import type { Emulator } from '@oos-js/emulator'

/** The temporary keys that the server works with and gives away. */
export interface KeyRing {
  /** The ones in force; new ones if these were ended. */
  current(): Promise<Credentials>
  /** The ones that a text to sign was made for. */
  behind(stringToSign: string): Promise<Credentials>
  /** Ends all there are on the service, which nobody is told: as when keys run out under an upload. */
  endAll(): void
}

/**
 * Makes keys through `client`, which has a key of its own. Old ones are remembered: a page that signs with
 * them is to hear from the service that they have ended, and then asks for others.
 */
export function createKeyRing(client: OosClient, emulator: Emulator): KeyRing {
  const make = credentialsFrom(client, { DurationSeconds: 3600 })
  const made: Credentials[] = []
  let inForce: Promise<Credentials> | undefined

  const current = (): Promise<Credentials> => {
    inForce ??= make().then((credentials) => {
      made.push(credentials)
      return credentials
    })
    return inForce
  }

  return {
    current,
    behind: async (text) =>
      made.find(({ sessionToken = '' }) => text.includes(`:${sessionToken}\n`)) ?? current(),
    endAll() {
      inForce = undefined
      for (const { accessKeyId } of made) {
        const key = emulator.keys.get(accessKeyId)
        if (key?.session === undefined) continue
        const session = { ...key.session, expires: 0 }
        emulator.commit({ type: 'putKey', key: { ...key, session } })
      }
    },
  }
}
