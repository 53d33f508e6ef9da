import type { Account } from './options.js'
import type { Owner } from './state.js'

/** A pair of keys, and what the service knows about it. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly owner: Owner
  readonly created: number
  readonly status: 'Active' | 'Inactive'
  /** Primary keys look after the account's keys; ordinary keys are for objects only. */
  readonly isPrimary: boolean
  readonly lastUsed?: LastUse
  /** What makes a key a temporary one. */
  readonly session?: Session
}

export interface LastUse {
  readonly date: number
  readonly service: string
}

export interface Session {
  readonly token: string
  readonly expires: number
  /** The JSON as it came; it takes rights away. */
  readonly policy: string | undefined
  /** The key that asked for it, whose rights it has. */
  readonly issuer: Pick<AccessKey, 'accessKeyId' | 'isPrimary'>
}

/** The key that an account begins with. */
export function accountKey(account: Account, now: number): AccessKey {
  const { accessKeyId, secretAccessKey, id, displayName, isPrimary } = account
  const fallback = `${accessKeyId.toLowerCase()}@oos.example`
  return {
    accessKeyId,
    secretAccessKey,
    owner: { id: id ?? fallback, displayName: displayName ?? '' },
    created: now,
    status: 'Active',
    isPrimary: isPrimary ?? true,
  }
}
