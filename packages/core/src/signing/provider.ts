import type { fault } from '../fault.js'
import type { inTime } from '../in-time.js'
import type { Call } from '../middleware.js'
import type { CredentialsSource, Key } from './credentials.js'

/** Milliseconds before their end at which credentials are renewed, so that none expire on the way. */
const margin = 60_000

/**
 * Makes a source of what a provider gives, which is asked at most one question at a time. Loaded when it is
 * needed, and without what the base has already: the last two parameters are {@link inTime} and
 * {@link fault}.
 */
export function ask(
  provider: () => Promise<Key>,
  now: () => number,
  limited: typeof inTime,
  make: typeof fault,
): CredentialsSource {
  let end = NaN
  let last: Key | undefined
  let asked: Promise<Key> | undefined

  const begin = (): Promise<Key> => {
    end = NaN
    last = undefined
    const answer = provider().then((key) => ({
      ...key,
      sign: (text: string, call: Call) => key.sign(text, call).catch(unsigned(call)),
    }))
    answer.then(
      (given) => {
        // One that was given up may answer after all.
        if (asked !== answer) return
        last = given
        end = Number(new Date(given.expiration ?? NaN))
      },
      () => {
        if (asked === answer) asked = undefined
      },
    )
    return answer
  }

  /** What is asked to sign elsewhere may fail like any network; its own errors say more. */
  const unsigned = (call: Call) => (cause: unknown) => {
    call.signal?.throwIfAborted()
    if ((Object(cause) as Partial<Error>).name === 'OosError') throw cause
    throw make(call, { code: 'NetworkError', message: 'nothing was signed', cause })
  }

  return async (call, refused) => {
    // NaN, an end that nobody knows, is never reached.
    if (!asked || (refused && refused === last) || end - margin <= now()) asked = begin()
    const answer = asked
    try {
      return await limited(call, 'firstByte', () => answer)
    } catch (cause) {
      // One caller's abort is not the others' business.
      call.signal?.throwIfAborted()
      if (asked === answer) asked = undefined
      const { name, code } = Object(cause) as Partial<Record<string, string>>
      throw make(call, {
        code: (name === 'OosError' && code) || 'InvalidInput',
        message: 'the provider of credentials gave none',
        member: 'credentials',
        cause,
      })
    }
  }
}
