import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link DeleteObjectLockConfigurationCommand}. */
export interface DeleteObjectLockConfigurationInput {
  /** Name of the bucket. */
  Bucket: string
}

/** Output of {@link DeleteObjectLockConfigurationCommand}: nothing of its own. */
export interface DeleteObjectLockConfigurationOutput extends WithMetadata {}

const operation: Operation<
  DeleteObjectLockConfigurationInput,
  DeleteObjectLockConfigurationOutput
> = {
  name: 'DeleteObjectLockConfiguration',
  method: 'DELETE',
  query: 'object-lock',
  input: { Bucket: 'bucket' },
  output: {},
}

/**
 * Removes the retention of a bucket (vendor's REST reference, DELETE Bucket object lock). That it is
 * refused once the retention is enabled is assumed.
 *
 * @example
 * ```ts
 * await client.send(new DeleteObjectLockConfigurationCommand({ Bucket: 'photos' }))
 * ```
 */
export class DeleteObjectLockConfigurationCommand extends Command<
  DeleteObjectLockConfigurationInput,
  DeleteObjectLockConfigurationOutput
> {
  /** Makes the command. */
  constructor(input: DeleteObjectLockConfigurationInput) {
    super(operation, input)
  }
}
