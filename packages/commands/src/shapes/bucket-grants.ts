import type { Call } from '@oos-js/core'
import type { BucketACL } from './bucket-acl.js'
import type { Owner } from './owner.js'
import { readAs } from './read-as.js'

/** Who is granted something: a group by its URI, or an account by its ID. */
export interface Grantee {
  /** URI of a group; `http://acs.amazonaws.com/groups/global/AllUsers` is everybody. */
  URI?: string
  /** Id of an account (guide 2.2.2). */
  ID?: string
  /** Name of the account. */
  DisplayName?: string
}

/** One permission on a bucket. */
export interface Grant {
  /** Who has it. */
  Grantee: Grantee
  /** What may be done. */
  Permission: 'READ' | 'WRITE' | 'FULL_CONTROL' | (string & {})
}

interface Sent {
  readonly Owner: Owner
  readonly Grants: readonly { readonly Grantee: SentGrantee; readonly Permission?: string }[]
  readonly Grantees: readonly SentGrantee[]
}

interface SentGrantee extends Grantee {
  readonly Permission?: string
}

/**
 * Reads an ACL in the form that SDKs of the vendor read, and in that of the sample in OOS developer
 * document V6, 4.2.3: there the Permission is inside the Grantee, and that in no Grant.
 */
export async function readGrants(response: Response, call: Call): Promise<object> {
  const grantee = { URI: 'string?', ID: 'string?', DisplayName: 'string?', Permission: 'string?' }
  const grant = { Grantee: grantee, Permission: 'string?' }
  const output = {
    Owner: { ID: 'string', DisplayName: 'string' },
    Grants: { tag: 'AccessControlList/Grant', each: grant },
    Grantees: { tag: 'AccessControlList/Grantee', each: grantee },
  }
  const { Owner, Grants, Grantees } = (await readAs(response, call, { output })) as Sent
  const bare: Sent['Grants'] = Grantees.map((Grantee) => ({ Grantee }))
  const all = [...Grants, ...bare].map(
    ({ Grantee: { Permission: inner, ...Grantee }, Permission = inner }) => ({
      Grantee,
      Permission,
    }),
  )
  // A private bucket may have a grant that says nothing.
  return { Owner, Grants: all.filter(({ Permission }) => Permission) }
}

/**
 * Tells which ACL of {@link CreateBucketCommand} the grants amount to. On OOS `FULL_CONTROL` for everybody
 * is `public-read-write`, `READ` is `public-read`, and no grant is `private`.
 *
 * @example
 * ```ts
 * const ACL = cannedAcl(await client.send(new GetBucketAclCommand({ Bucket: 'photos' })))
 * ```
 */
export function cannedAcl({ Grants }: { readonly Grants: readonly Grant[] }): BucketACL {
  const permissions = Grants.filter(({ Grantee }) => /\/AllUsers?$/.test(Grantee.URI ?? '')).map(
    ({ Permission }) => Permission,
  )
  if (permissions.includes('FULL_CONTROL') || permissions.includes('WRITE')) {
    return 'public-read-write'
  }
  return permissions.includes('READ') ? 'public-read' : 'private'
}
