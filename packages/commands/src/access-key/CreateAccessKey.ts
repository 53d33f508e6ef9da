import {
  addAction,
  Command,
  iamEndpoint,
  readXml,
  writeField,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'
import type { AccessKeyStatus } from '../shapes/access-key.js'

/** Input of {@link CreateAccessKeyCommand}. */
export interface CreateAccessKeyInput {
  /** Whose key it shall be; accounts without users leave it out (OOS developer document V6, 4.4). */
  UserName?: string | undefined
}

/** A new access key. */
export interface NewAccessKey {
  /** Whose it is. */
  UserName?: string
  /** Access key id. */
  AccessKeyId: string
  /** Whether it may be used; `Active` at first. */
  Status: AccessKeyStatus
  /** Secret key, shown now and never again. */
  SecretAccessKey: string
  /** Whether it is a primary key; new ones are not. Missing for keys of users. */
  IsPrimary?: boolean
  /** When it was made. */
  CreateDate?: Date
}

/** Output of {@link CreateAccessKeyCommand}. */
export interface CreateAccessKeyOutput extends WithMetadata {
  /** The key. Keep its secret: it cannot be asked for again. */
  AccessKey: NewAccessKey
}

const operation: Operation<CreateAccessKeyInput, CreateAccessKeyOutput> = {
  name: 'CreateAccessKey',
  method: 'POST',
  endpoint: iamEndpoint,
  input: { UserName: { write: writeField, optional: true } },
  build: addAction,
  retry: 'never',
  read: readXml,
  root: 'CreateAccessKeyResponse/CreateAccessKeyResult',
  output: {
    AccessKey: {
      UserName: 'string?',
      AccessKeyId: 'id',
      Status: 'string',
      SecretAccessKey: 'id',
      IsPrimary: 'boolean?',
      CreateDate: 'date?',
    },
  },
}

/**
 * Makes an ordinary access key, 10 at most (guide 2.4.1). Only a primary key may ask. It is sent once and
 * never again, as a second answer would be a second key.
 *
 * @example
 * ```ts
 * const { AccessKey } = await client.send(new CreateAccessKeyCommand())
 * ```
 */
export class CreateAccessKeyCommand extends Command<CreateAccessKeyInput, CreateAccessKeyOutput> {
  /** Makes the command. */
  constructor(input: CreateAccessKeyInput = {}) {
    super(operation, input)
  }
}
