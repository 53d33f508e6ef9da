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

/** Milliseconds before their end at which credentials are renewed, so that none expire on the way. */
const margin = 60_000

/**
 * Makes a function that gives valid credentials: a provider is asked once for any number of parallel
 * calls, and again when what it gave is about to end.
 */
export function createCredentials(
  source: Credentials | CredentialsProvider | undefined,
  now: () => number,
): () => Promise<Credentials | undefined> {
  if (!source) return () => Promise.resolve(undefined)
  if (typeof source !== 'function') {
    const credentials = checked(source)
    return () => Promise.resolve(credentials)
  }

  let current: Credentials | undefined
  let pending: Promise<Credentials> | undefined
  return async () => {
    if (current && !(current.expiration && current.expiration.getTime() - margin <= now()))
      return current
    pending ??= source()
      .then((credentials) => (current = checked(credentials)))
      .finally(() => {
        pending = undefined
      })
    return pending
  }
}

/** A copy that later changes of the given object cannot reach. */
function checked(credentials: Credentials): Credentials {
  for (const member of ['accessKeyId', 'secretAccessKey'] as const) {
    const value: unknown = credentials[member]
    if (typeof value !== 'string' || !/^\S+$/.test(value)) {
      throw new OosError({
        code: 'InvalidInput',
        message: `credentials.${member} must be a text without spaces; one was perhaps copied with it`,
        member: `credentials.${member}`,
      })
    }
  }
  return { ...credentials }
}
