import {
  addAction,
  checkLimits,
  Command,
  iamEndpoint,
  writeField,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'
import type { AccessKeyStatus } from '../shapes/access-key.js'

/** Input of {@link UpdateAccessKeyCommand}. */
export interface UpdateAccessKeyInput {
  /** The key to change. */
  AccessKeyId: string
  /** Whether it may be used. */
  Status: AccessKeyStatus
  /** Whether it is a primary key, which may do all; unchanged if left out. */
  IsPrimary?: boolean | undefined
  /** Whose it is; accounts without users leave it out. */
  UserName?: string | undefined
}

/** Output of {@link UpdateAccessKeyCommand}: nothing of its own. */
export interface UpdateAccessKeyOutput extends WithMetadata {}

const operation: Operation<UpdateAccessKeyInput, UpdateAccessKeyOutput> = {
  name: 'UpdateAccessKey',
  method: 'POST',
  endpoint: iamEndpoint,
  input: {
    AccessKeyId: { write: writeField },
    Status: { write: writeField },
    IsPrimary: { write: writeField, optional: true },
    UserName: { write: writeField, optional: true },
  },
  check: checkLimits,
  limits: { Status: ['Active', 'Inactive'] },
  build: addAction,
  output: {},
}

/**
 * Switches an access key on or off, or makes it a primary one or an ordinary one (guide 2.4.3). Only a
 * primary key may ask, and the last primary key stays on. A pool was seen to answer with no document.
 *
 * @example
 * ```ts
 * await client.send(
 *   new UpdateAccessKeyCommand({ AccessKeyId: '10c2758180defd92e034', Status: 'Inactive' }),
 * )
 * ```
 */
export class UpdateAccessKeyCommand extends Command<UpdateAccessKeyInput, UpdateAccessKeyOutput> {
  /** Makes the command. */
  constructor(input: UpdateAccessKeyInput) {
    super(operation, input)
  }
}
