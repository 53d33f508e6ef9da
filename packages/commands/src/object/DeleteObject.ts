import { Command, type Operation, type WithMetadata } from '@oos-js/core'

/** Input of {@link DeleteObjectCommand}. */
export interface DeleteObjectInput {
  /** Bucket of the object. */
  Bucket: string
  /** Name of the object. */
  Key: string
}

/** Output of {@link DeleteObjectCommand}: nothing of its own. */
export interface DeleteObjectOutput extends WithMetadata {}

const operation: Operation<DeleteObjectInput, DeleteObjectOutput> = {
  name: 'DeleteObject',
  method: 'DELETE',
  input: { Bucket: 'bucket', Key: 'key' },
  output: {},
}

/**
 * Deletes an object (guide 2.3.4). To delete one that is not there succeeds as well.
 *
 * @example
 * ```ts
 * await client.send(new DeleteObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' }))
 * ```
 */
export class DeleteObjectCommand extends Command<DeleteObjectInput, DeleteObjectOutput> {
  /** Makes the command. */
  constructor(input: DeleteObjectInput) {
    super(operation, input)
  }
}
