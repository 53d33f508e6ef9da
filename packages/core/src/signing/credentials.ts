import { fault, loaded } from '../fault.js'
import { wrongOption } from '../request/endpoint.js'
import { createHmac } from './hmac.js'
import { inTime } from '../in-time.js'
import type { Call } from '../middleware.js'

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

/**
 * Fetches credentials when they are needed: at first, a minute before they end, and when the service says
 * that they are no longer good. It is asked once for any number of calls, and may take as long as
 * {@link TimeLimits.firstByte}.
 */
export type CredentialsProvider = () => Promise<Credentials>

/** Gives a call the credentials to sign with, and others than those that the service has refused. */
export type CredentialsSource = (call: Call, refused?: Key) => Promise<Key | undefined>

/** A key as `sign` uses it. Its secret stays in a closure. */
export interface Key extends Omit<SigningKey, 'sign'> {
  /** Signs for a call, whose limits and signal end what is asked for elsewhere. */
  readonly sign: (stringToSign: string, call: Call) => Promise<string>
}

/** Makes a source of credentials. What asks a provider is loaded only where there is one. */
export function createCredentials(
  given: Credentials | CredentialsProvider | SigningKeyProvider | undefined,
  now: () => number,
): CredentialsSource {
  if (typeof given !== 'function') {
    const fixed = given && checked(given)
    return () => Promise.resolve(fixed)
  }
  let source: CredentialsSource | undefined
  return async (call, refused) => {
    const { ask } = await loaded(call, import('./provider.js'))
    source ??= ask(async () => checked(await given()), now, inTime, fault)
    return source(call, refused)
  }
}

/** A copy that later changes of the given object cannot reach. */
function checked(key: Credentials | SigningKey): Key {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, sign } = Object(
    key,
  ) as Credentials & Partial<SigningKey>
  const secret = sign ? '-' : secretAccessKey
  // Missing ones join as nothing. What is wrong is not told: it is a secret.
  if (!/^[!-~]+ [!-~]+ [!-~]+$/.test([accessKeyId, secret, sessionToken ?? 0].join(' '))) {
    throw wrongOption('credentials', 'must be text without spaces')
  }
  return {
    accessKeyId,
    sessionToken,
    expiration,
    sign: sign
      ? (text, call) => inTime(call, 'firstByte', () => sign(text))
      : createHmac(secretAccessKey),
  }
}
