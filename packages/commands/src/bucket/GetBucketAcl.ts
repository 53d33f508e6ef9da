import { Command, type Operation, type WithMetadata } from '@oos-js/core'
import { readGrants, type Grant } from '../shapes/bucket-grants.js'
import type { Owner } from '../shapes/owner.js'

/** Input of {@link GetBucketAclCommand}. */
export interface GetBucketAclInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetBucketAclCommand}. */
export interface GetBucketAclOutput extends WithMetadata {
  /** Whose the bucket is. */
  Owner: Owner
  /** What others may do; {@link cannedAcl} puts it into one word. */
  Grants: Grant[]
}

const operation: Operation<GetBucketAclInput, GetBucketAclOutput> = {
  name: 'GetBucketAcl',
  method: 'GET',
  query: 'acl',
  input: { Bucket: 'bucket' },
  read: readGrants,
  root: 'AccessControlPolicy',
  output: {
    Owner: { ID: 'string', DisplayName: 'string' },
    Grants: {
      tag: 'AccessControlList/Grant',
      each: {
        Grantee: { URI: 'string?', ID: 'string?', DisplayName: 'string?' },
        Permission: 'string',
      },
    },
  },
}

/**
 * Tells who may use a bucket besides its owner (guide 2.2.2). To change it, send
 * {@link CreateBucketCommand} again.
 *
 * @example
 * ```ts
 * const { Owner, Grants } = await client.send(new GetBucketAclCommand({ Bucket: 'photos' }))
 * ```
 */
export class GetBucketAclCommand extends Command<GetBucketAclInput, GetBucketAclOutput> {
  /** Makes the command. */
  constructor(input: GetBucketAclInput) {
    super(operation, input)
  }
}
