import {
  addAction,
  Command,
  iamEndpoint,
  writeField,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'

/** Input of {@link DeleteAccessKeyCommand}. */
export interface DeleteAccessKeyInput {
  /** The key to delete. */
  AccessKeyId: string
  /** Whose it is; accounts without users leave it out. */
  UserName?: string | undefined
}

/** Output of {@link DeleteAccessKeyCommand}: nothing of its own. */
export interface DeleteAccessKeyOutput extends WithMetadata {}

const operation: Operation<DeleteAccessKeyInput, DeleteAccessKeyOutput> = {
  name: 'DeleteAccessKey',
  method: 'POST',
  endpoint: iamEndpoint,
  input: { AccessKeyId: { write: writeField }, UserName: { write: writeField, optional: true } },
  build: addAction,
  output: {},
}

/**
 * Deletes an access key (guide 2.4.2). Only a primary key may ask, and the last primary key stays.
 *
 * @example
 * ```ts
 * await client.send(new DeleteAccessKeyCommand({ AccessKeyId: '10c2758180defd92e034' }))
 * ```
 */
export class DeleteAccessKeyCommand extends Command<DeleteAccessKeyInput, DeleteAccessKeyOutput> {
  /** Makes the command. */
  constructor(input: DeleteAccessKeyInput) {
    super(operation, input)
  }
}
