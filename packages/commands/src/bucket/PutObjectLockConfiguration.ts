import { addContentMD5, Command, writeXml, type Operation, type WithMetadata } from '@oos-js/core'
import { checkObjectLock, type ObjectLockConfiguration } from '../shapes/object-lock.js'

/** Input of {@link PutObjectLockConfigurationCommand}. */
export interface PutObjectLockConfigurationInput {
  /** Name of the bucket. */
  Bucket: string
  /** How it keeps its objects. */
  ObjectLockConfiguration: ObjectLockConfiguration
}

/** Output of {@link PutObjectLockConfigurationCommand}: nothing of its own. */
export interface PutObjectLockConfigurationOutput extends WithMetadata {}

const operation: Operation<PutObjectLockConfigurationInput, PutObjectLockConfigurationOutput> = {
  name: 'PutObjectLockConfiguration',
  method: 'PUT',
  query: 'object-lock',
  input: {
    Bucket: 'bucket',
    ObjectLockConfiguration: {
      write: writeXml,
      root: 'ObjectLockConfiguration',
      shape: {
        ObjectLockEnabled: 'id',
        Rule: { DefaultRetention: { Mode: 'id', Days: 'number?', Years: 'number?' } },
      },
    },
  },
  check: checkObjectLock,
  build: addContentMD5,
  output: {},
}

/**
 * Keeps all objects of a bucket from change and deletion for a time after they were written (vendor's REST
 * reference, PUT Bucket object lock). **With `Enabled` there is no way back**: nobody can switch it off
 * or shorten it. OOS wants the `Content-MD5`, which is added.
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutObjectLockConfigurationCommand({
 *     Bucket: 'photos',
 *     ObjectLockConfiguration: {
 *       ObjectLockEnabled: 'Enabled',
 *       Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } },
 *     },
 *   }),
 * )
 * ```
 */
export class PutObjectLockConfigurationCommand extends Command<
  PutObjectLockConfigurationInput,
  PutObjectLockConfigurationOutput
> {
  /** Makes the command. */
  constructor(input: PutObjectLockConfigurationInput) {
    super(operation, input)
  }
}
