import {
  addAction,
  checkLimits,
  Command,
  iamEndpoint,
  readXml,
  writeField,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'
import type { AccessKeyStatus } from '../shapes/access-key.js'

/** Input of {@link ListAccessKeyCommand}. */
export interface ListAccessKeyInput {
  /**
   * What the service calls the operation: the guide and the developer document name it `ListAccessKey`,
   * the vendor's site today `ListAccessKeys`.
   *
   * @defaultValue 'ListAccessKey'
   */
  Action?: 'ListAccessKey' | 'ListAccessKeys' | undefined
  /**
   * Most keys to return, 1 to 1000.
   *
   * @defaultValue 100
   */
  MaxItems?: number | undefined
  /** Lists what comes after this; the `Marker` of the page before. */
  Marker?: string | undefined
  /** Whose keys to list; accounts without users leave it out. */
  UserName?: string | undefined
}

/** What is known of an access key. */
export interface AccessKeyMetadata {
  /** Whose it is. */
  UserName?: string
  /** Access key id. */
  AccessKeyId: string
  /** Whether it may be used. */
  Status: AccessKeyStatus
  /** Whether it is a primary key. Missing for keys of users. */
  IsPrimary?: boolean
  /** When it was made. */
  CreateDate?: Date
}

/** Output of {@link ListAccessKeyCommand}. */
export interface ListAccessKeyOutput extends WithMetadata {
  /** Whose keys they are. */
  UserName?: string
  /** The keys. */
  AccessKeyMetadata: AccessKeyMetadata[]
  /** More keys follow. */
  IsTruncated: boolean
  /** `Marker` of the next page. */
  Marker?: string
}

const operation: Operation<ListAccessKeyInput, ListAccessKeyOutput> = {
  name: 'ListAccessKey',
  method: 'POST',
  endpoint: iamEndpoint,
  input: {
    Action: { write: writeField, optional: true },
    MaxItems: { write: writeField, optional: true },
    Marker: { write: writeField, optional: true },
    UserName: { write: writeField, optional: true },
  },
  check: checkLimits,
  limits: { Action: ['ListAccessKey', 'ListAccessKeys'], MaxItems: [1, 1000] },
  build: addAction,
  read: readXml,
  root: 'ListAccessKeysResponse/ListAccessKeysResult',
  output: {
    UserName: 'string?',
    AccessKeyMetadata: {
      tag: 'AccessKeyMetadata/member',
      each: {
        UserName: 'string?',
        AccessKeyId: 'id',
        Status: 'string',
        IsPrimary: 'boolean?',
        CreateDate: 'date?',
      },
    },
    IsTruncated: 'boolean',
    Marker: 'string?',
  },
}

/**
 * Lists the access keys of the account, without their secrets (guide 2.4.4). Only a primary key may ask.
 *
 * @example
 * ```ts
 * const { AccessKeyMetadata } = await client.send(new ListAccessKeyCommand())
 * ```
 */
export class ListAccessKeyCommand extends Command<ListAccessKeyInput, ListAccessKeyOutput> {
  /** Makes the command. */
  constructor(input: ListAccessKeyInput = {}) {
    super(operation, input)
  }
}
