import { checkLimits, Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { CommonPrefix } from './ListObjects.js'
import type { Owner } from '../shapes/owner.js'
import type { StorageClass } from '../shapes/storage-class.js'

/** Input of {@link ListMultipartUploadsCommand}. */
export interface ListMultipartUploadsInput {
  /** Bucket to list. */
  Bucket: string
  /** Groups keys by the part that ends with the first `/` after `Prefix`; OOS takes no other character. */
  Delimiter?: '/' | undefined
  /**
   * Most uploads to return, 1 to 1000.
   *
   * @defaultValue 1000
   */
  MaxUploads?: number | undefined
  /** Lists uploads of keys after this one; with `UploadIdMarker` also those of this key that began later. */
  KeyMarker?: string | undefined
  /** Lists uploads that began after this one. Means nothing without `KeyMarker`. */
  UploadIdMarker?: string | undefined
  /** Lists keys that begin with this. */
  Prefix?: string | undefined
}

/** One upload under way. */
export interface UploadSummary {
  /** Name of the object. */
  Key: string
  /** Id of the upload. */
  UploadId: string
  /** Who began it. */
  Initiator?: Owner
  /** Whose the object will be. */
  Owner?: Owner
  /** How the object will be stored. */
  StorageClass?: StorageClass
  /** When it began. */
  Initiated: Date
}

/** Output of {@link ListMultipartUploadsCommand}. */
export interface ListMultipartUploadsOutput extends WithMetadata {
  /** The bucket. */
  Bucket: string
  /** As asked for. */
  KeyMarker: string
  /** As asked for. */
  UploadIdMarker: string
  /** `KeyMarker` of the next page. */
  NextKeyMarker?: string
  /** `UploadIdMarker` of the next page. */
  NextUploadIdMarker?: string
  /** As asked for. */
  Delimiter?: string
  /** As asked for. */
  Prefix: string
  /** As asked for, or 1000. */
  MaxUploads?: number
  /** More uploads follow. */
  IsTruncated: boolean
  /** The uploads, by key and then by the time they began. */
  Uploads: UploadSummary[]
  /** The groups, with `Delimiter`. */
  CommonPrefixes: CommonPrefix[]
}

const operation: Operation<ListMultipartUploadsInput, ListMultipartUploadsOutput> = {
  name: 'ListMultipartUploads',
  method: 'GET',
  query: 'uploads',
  input: {
    Bucket: 'bucket',
    Delimiter: 'query delimiter?',
    MaxUploads: 'query max-uploads?',
    KeyMarker: 'query key-marker?',
    UploadIdMarker: 'query upload-id-marker?',
    Prefix: 'query prefix?',
  },
  check: checkLimits,
  limits: { MaxUploads: [1, 1000], Delimiter: ['/'] },
  read: readXml,
  root: 'ListMultipartUploadsResult',
  output: {
    Bucket: 'string',
    KeyMarker: 'string',
    UploadIdMarker: 'string',
    NextKeyMarker: 'string?',
    NextUploadIdMarker: 'string?',
    Delimiter: 'string?',
    Prefix: 'string',
    MaxUploads: 'number?',
    IsTruncated: 'boolean',
    Uploads: {
      tag: 'Upload',
      each: {
        Key: 'id',
        UploadId: 'id',
        Initiator: { maybe: { ID: 'string', DisplayName: 'string' } },
        Owner: { maybe: { ID: 'string', DisplayName: 'string' } },
        StorageClass: 'string?',
        Initiated: 'date',
      },
    },
    CommonPrefixes: { each: { Prefix: 'id' } },
  },
}

/**
 * Lists the uploads in parts that are neither completed nor aborted (guide 2.2.11). Their parts take
 * space.
 *
 * @example
 * ```ts
 * const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket: 'films' }))
 * for (const { Key, Initiated } of Uploads) console.log(Key, Initiated)
 * ```
 */
export class ListMultipartUploadsCommand extends Command<
  ListMultipartUploadsInput,
  ListMultipartUploadsOutput
> {
  /** Makes the command. */
  constructor(input: ListMultipartUploadsInput) {
    super(operation, input)
  }
}
