import { OosError } from '../errors.js'
import type { Clock } from '../options.js'

/** An access key of OOS. */
export interface Credentials {
  /** Access key id. */
  readonly accessKeyId: string
  /** Secret key. It never leaves this process. */
  readonly secretAccessKey: string
  /** Token of temporary keys, sent as `x-amz-security-token`. */
  readonly sessionToken?: string | undefined
  /** When temporary keys end, a text being ISO 8601; a provider is asked for new ones a minute before. */
  readonly expiration?: Date | string | undefined
}

/** Fetches credentials when they are needed. */
export type CredentialsProvider = () => Promise<Credentials>

/** Milliseconds before their end at which credentials are renewed, so that none expire on the way. */
const margin = 60_000

/**
 * Makes a function that gives the credentials to sign with. A provider is asked once for any number of
 * parallel calls, and again when what it gave is about to end.
 */
export function createCredentials(
  source: Credentials | CredentialsProvider | undefined,
  clock: Clock,
): () => Promise<Credentials | undefined> {
  if (typeof source !== 'function') {
    const fixed = source && checked(source)
    return () => Promise.resolve(fixed)
  }
  let end = NaN
  let current: Promise<Credentials> | undefined
  const ask = async (): Promise<Credentials> => {
    const credentials = checked(await source())
    end = Number(new Date(credentials.expiration ?? NaN))
    return credentials
  }
  return () => {
    // NaN, an end that nobody knows, is never reached.
    if (!current || end - margin <= clock.now()) {
      end = NaN
      current = ask()
      current.catch(() => (current = undefined))
    }
    return current
  }
}

/** A copy that later changes of the given object cannot reach. */
function checked(credentials: Credentials): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = Object(
    credentials,
  ) as Credentials
  // Missing ones join as nothing. What is wrong is not told: it is a secret.
  if (!/^[!-~]+ [!-~]+ [!-~]+$/.test([accessKeyId, secretAccessKey, sessionToken ?? 0].join(' '))) {
    throw new OosError({
      code: 'InvalidInput',
      message: 'credentials must be text without spaces',
      member: 'credentials',
    })
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration }
}
