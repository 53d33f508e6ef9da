import { Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { ObjectLockRule, ObjectLockStatus } from '../shapes/object-lock.js'

/** Input of {@link GetObjectLockConfigurationCommand}. */
export interface GetObjectLockConfigurationInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link GetObjectLockConfigurationCommand}. */
export interface GetObjectLockConfigurationOutput extends WithMetadata {
  /** Whether objects are kept. */
  ObjectLockEnabled?: ObjectLockStatus
  /** How long. */
  Rule?: ObjectLockRule
}

const operation: Operation<GetObjectLockConfigurationInput, GetObjectLockConfigurationOutput> = {
  name: 'GetObjectLockConfiguration',
  method: 'GET',
  query: 'object-lock',
  input: { Bucket: 'bucket' },
  read: readXml,
  root: 'ObjectLockConfiguration',
  output: {
    ObjectLockEnabled: 'string?',
    Rule: {
      maybe: { DefaultRetention: { Mode: 'string', Days: 'number?', Years: 'number?' } },
    },
  },
}

/**
 * Tells how a bucket keeps its objects from change and deletion (vendor's REST reference, GET Bucket
 * object lock). Rejects with `ObjectLockConfigurationNotFoundError` if it was never set (assumed).
 *
 * @example
 * ```ts
 * const { Rule } = await client.send(
 *   new GetObjectLockConfigurationCommand({ Bucket: 'photos' }),
 * )
 * ```
 */
export class GetObjectLockConfigurationCommand extends Command<
  GetObjectLockConfigurationInput,
  GetObjectLockConfigurationOutput
> {
  /** Makes the command. */
  constructor(input: GetObjectLockConfigurationInput) {
    super(operation, input)
  }
}
