import { OosError } from './errors.js'

/** An access key of OOS. */
export interface Credentials {
  /** Access key id. */
  readonly accessKeyId: string
  /** Secret key. It never leaves this process. */
  readonly secretAccessKey: string
  /** Token of temporary keys, sent as `x-amz-security-token`. */
  readonly sessionToken?: string | undefined
  /** When temporary keys end; a provider is asked for new ones a minute before. */
  readonly expiration?: Date | undefined
}

/** Fetches credentials when they are needed. */
export type CredentialsProvider = () => Promise<Credentials>

/** Makes a function that gives the credentials to sign with; a provider is asked for every attempt. */
export function createCredentials(
  source: Credentials | CredentialsProvider | undefined,
): () => Promise<Credentials | undefined> {
  const provide = typeof source === 'function' ? source : undefined
  const fixed = source && !provide ? checked(source as Credentials) : undefined
  return async () => (provide ? checked(await provide()) : fixed)
}

/** A copy that later changes of the given object cannot reach. */
function checked(credentials: Credentials): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  if (!/^\S+ \S+$/.test(`${accessKeyId} ${secretAccessKey}`)) {
    throw new OosError({
      code: 'InvalidInput',
      message: 'credentials must be text without spaces',
      member: 'credentials',
    })
  }
  return { accessKeyId, secretAccessKey, sessionToken }
}
