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

/** An access key whose secret is in another place. */
export interface SigningKey extends Omit<Credentials, 'secretAccessKey'> {
  /** Gives base64 of the HMAC-SHA1 of a text (Signature V2, OOS developer document V6, 3.1.1). */
  readonly sign: (stringToSign: string) => Promise<string>
}

/** Tells which key signs, and how; asked again before a temporary key ends. */
export type SigningKeyProvider = () => Promise<SigningKey>

/** Fetches credentials when they are needed. */
export type CredentialsProvider = () => Promise<Credentials>

/** Milliseconds before their end at which credentials are renewed, so that none expire on the way. */
const margin = 60_000

/** A key as `sign` uses it: one that has `sign` has no secret. */
export type Key = Credentials & Partial<Pick<SigningKey, 'sign'>>

/**
 * Makes a function that gives the credentials to sign with. A provider is asked once for any number of
 * parallel calls, and again when what it gave is about to end.
 */
export function createCredentials(
  source: Credentials | CredentialsProvider | SigningKeyProvider | undefined,
  clock: Clock,
): () => Promise<Key | undefined> {
  if (typeof source !== 'function') {
    const fixed = source && checked(source)
    return () => Promise.resolve(fixed)
  }
  let end = NaN
  let current: Promise<Key> | undefined
  const ask = async (): Promise<Key> => {
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
function checked(given: Credentials | SigningKey): Key {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, sign } = Object(given) as Key
  const secret = sign ? '-' : secretAccessKey
  // Missing ones join as nothing. What is wrong is not told: it is a secret.
  if (!/^[!-~]+ [!-~]+ [!-~]+$/.test([accessKeyId, secret, sessionToken ?? 0].join(' '))) {
    throw new OosError({
      code: 'InvalidInput',
      message: 'credentials must be text without spaces',
      member: 'credentials',
    })
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration, ...(sign && { sign }) }
}
