import { checkLimits, Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { Owner } from '../shapes/owner.js'
import type { StorageClass } from '../shapes/storage-class.js'

/** Input of {@link ListObjectsCommand}. */
export interface ListObjectsInput {
  /** Bucket to list. */
  Bucket: string
  /** Groups keys by the part that ends with the first `/` after `Prefix`; OOS takes no other character. */
  Delimiter?: '/' | undefined
  /** Lists what comes after this key. */
  Marker?: string | undefined
  /**
   * Most entries to return, 1 to 1000.
   *
   * @defaultValue 1000
   */
  MaxKeys?: number | undefined
  /** Lists keys that begin with this. */
  Prefix?: string | undefined
}

/** One object in a listing. */
export interface ObjectSummary {
  /** Name of the object. */
  Key: string
  /** When it was written. */
  LastModified: Date
  /** Quoted MD5 of the content, or another tag for objects uploaded in parts. */
  ETag?: string
  /** Bytes. */
  Size: number
  /** How it is stored. */
  StorageClass?: StorageClass
  /** Whose it is. */
  Owner?: Owner
}

/** Keys that share a prefix, in a listing with `Delimiter`. */
export interface CommonPrefix {
  /** The prefix, up to and with the delimiter. */
  Prefix: string
}

/** Output of {@link ListObjectsCommand}. */
export interface ListObjectsOutput extends WithMetadata {
  /** The bucket. */
  Name: string
  /** As asked for. */
  Prefix: string
  /** As asked for. */
  Marker: string
  /** As asked for, or 1000. */
  MaxKeys?: number
  /** As asked for. */
  Delimiter?: string
  /** More entries follow. */
  IsTruncated: boolean
  /**
   * `Marker` of the next page. OOS may leave it out: the greater one of the last key and the last prefix
   * serves as well.
   */
  NextMarker?: string
  /** The objects, in the order of their keys' UTF-8 bytes. */
  Contents: ObjectSummary[]
  /** The groups, with `Delimiter`. */
  CommonPrefixes: CommonPrefix[]
}

const operation: Operation<ListObjectsInput, ListObjectsOutput> = {
  name: 'ListObjects',
  method: 'GET',
  input: {
    Bucket: 'bucket',
    Delimiter: 'query delimiter?',
    Marker: 'query marker?',
    MaxKeys: 'query max-keys?',
    Prefix: 'query prefix?',
  },
  check: checkLimits,
  limits: { MaxKeys: [1, 1000], Delimiter: ['/'] },
  read: readXml,
  root: 'ListBucketResult',
  output: {
    Name: 'string',
    Prefix: 'string',
    Marker: 'string',
    MaxKeys: 'number?',
    Delimiter: 'string?',
    IsTruncated: 'boolean',
    NextMarker: 'string?',
    Contents: {
      each: {
        Key: 'id',
        LastModified: 'date',
        ETag: 'string?',
        Size: 'number',
        StorageClass: 'string?',
        Owner: { maybe: { ID: 'string', DisplayName: 'string' } },
      },
    },
    CommonPrefixes: { each: { Prefix: 'id' } },
  },
}

/**
 * Lists up to 1000 objects of a bucket, in key order (guide 2.2.3).
 *
 * @example
 * ```ts
 * const { Contents } = await client.send(new ListObjectsCommand({ Bucket: 'photos', Prefix: '2024/' }))
 * for (const { Key, Size } of Contents) console.log(Key, Size)
 * ```
 */
export class ListObjectsCommand extends Command<ListObjectsInput, ListObjectsOutput> {
  /** Makes the command. */
  constructor(input: ListObjectsInput) {
    super(operation, input)
  }
}
