import { HeadBucketCommand } from '@oos-js/commands'
import { defaultAccount, type Account, type RecordedRequest } from '@oos-js/emulator'
import { Bucket, createLab, type Lab } from '../lab.ts'
import { requestAt, type Place } from './cells.ts'

/** A lab in which clocks, keys and networks fail as well. */
export interface Scene {
  readonly lab: Lab
  /** Has something happen in the client when it is about to sign that request, so often. */
  onAttempt(place: Place, times: number, act: () => void): void
  /** Sets the clock of the client ahead by some more milliseconds. */
  skew(milliseconds: number): void
  /** From now on the service refuses the key that the client has; its provider has the next one. */
  expire(): void
  /** From now on the provider has no other key than the one that is refused. */
  keepExpired(): void
  /** Takes the network away, and the browser says so. */
  goOffline(): void
  /** Whether it has. */
  isOffline(): boolean
  /** From now on nothing fails that did not fail for good. */
  calm(): void
}

/** Ids of the keys of one account, each valid after the other. */
const accounts: readonly Account[] = ['first', 'second', 'third', 'fourth'].map((accessKeyId) => ({
  ...defaultAccount,
  accessKeyId,
  secretAccessKey: `${accessKeyId}/secret`,
  id: 'owner',
}))

/** Sets the scene for the rest of the test that calls it. Attempts of a request are three. */
export async function createScene(): Promise<Scene> {
  let ahead = 0
  let valid = 0
  let given = 0
  let isOffline = false
  let isStuck = false
  let acts: { place: Place; times: number; act: () => void }[] = []

  const lab = await createLab({
    xhr: true,
    emulator: { accounts: [{ ...defaultAccount, id: 'owner' }, ...accounts] },
    client: {
      clock: { now: () => Date.now() + ahead },
      credentials: async () => {
        if (!isStuck) given = valid
        return accounts[given]!
      },
    },
  })
  const isOld = ({ headers }: RecordedRequest): boolean => {
    const [, signature = ''] =
      headers.find(([name]) => name.toLowerCase() === 'authorization') ?? []
    return accounts.slice(0, valid).some(({ accessKeyId }) => signature.includes(`${accessKeyId}:`))
  }
  const refuseOldKeys = (): void => {
    lab.emulator.faults.on({ when: isOld }).fail('ExpiredToken', { status: 403 }).times(Infinity)
  }

  // The client has got its key.
  await lab.client.send(new HeadBucketCommand({ Bucket }))
  lab.asked.length = 0

  lab.client.use(
    'scene',
    (call, next) => {
      const { operation, input } = call.command as {
        operation: { name: string }
        input: { PartNumber?: number }
      }
      const here = acts.find(({ place, times }) => {
        const wanted = requestAt[place]
        return times > 0 && wanted.operation === operation.name && wanted.part === input.PartNumber
      })
      if (here) {
        here.times--
        here.act()
      }
      return next(call)
    },
    { step: 'attempt' },
  )

  return {
    lab,
    onAttempt(place, times, act) {
      acts.push({ place, times, act })
    },
    skew(milliseconds) {
      ahead += milliseconds
    },
    expire() {
      if (valid === 0) refuseOldKeys()
      valid++
    },
    keepExpired() {
      isStuck = true
    },
    goOffline() {
      isOffline = true
      lab.online(false)
    },
    isOffline: () => isOffline,
    calm() {
      acts = []
      isOffline = false
      isStuck = false
      lab.forgetTroubles()
      lab.change((_asked, response) => response)
      lab.emulator.faults.clear()
      refuseOldKeys()
      lab.online(true)
    },
  }
}
