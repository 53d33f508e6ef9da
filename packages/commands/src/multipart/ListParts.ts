import { checkLimits, Command, readXml, type Operation, type WithMetadata } from '@oos-js/core'
import type { Owner } from '../shapes/owner.js'
import type { StorageClass } from '../shapes/storage-class.js'

/** Input of {@link ListPartsCommand}. */
export interface ListPartsInput {
  /** Bucket of the upload. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Id of the upload. */
  UploadId: string
  /**
   * Most parts to return, 1 to 1000.
   *
   * @defaultValue 1000
   */
  MaxParts?: number | undefined
  /** Lists parts with a greater number than this. */
  PartNumberMarker?: number | undefined
}

/** A part that the service has. */
export interface PartSummary {
  /** Its number. */
  PartNumber: number
  /** When it was written. */
  LastModified: Date
  /** Quoted MD5 of its content. */
  ETag: string
  /** Bytes. */
  Size: number
}

/** Output of {@link ListPartsCommand}. */
export interface ListPartsOutput extends WithMetadata {
  /** Bucket of the upload. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Id of the upload. */
  UploadId: string
  /** Who began the upload. */
  Initiator?: Owner
  /** Whose the object will be. */
  Owner?: Owner
  /** How the object will be stored. */
  StorageClass?: StorageClass
  /** As asked for, or 0. */
  PartNumberMarker?: number
  /** `PartNumberMarker` of the next page. */
  NextPartNumberMarker?: number
  /** As asked for, or 1000. */
  MaxParts?: number
  /** More parts follow. */
  IsTruncated: boolean
  /** The parts, in the order of their numbers. */
  Parts: PartSummary[]
}

const operation: Operation<ListPartsInput, ListPartsOutput> = {
  name: 'ListParts',
  method: 'GET',
  input: {
    Bucket: 'bucket',
    Key: 'key',
    UploadId: 'query uploadId',
    MaxParts: 'query max-parts?',
    PartNumberMarker: 'query part-number-marker?',
  },
  check: checkLimits,
  limits: { MaxParts: [1, 1000], PartNumberMarker: [0, 10_000] },
  read: readXml,
  root: 'ListPartsResult',
  output: {
    Bucket: 'string',
    Key: 'string',
    UploadId: 'string',
    Initiator: { maybe: { ID: 'string', DisplayName: 'string' } },
    Owner: { maybe: { ID: 'string', DisplayName: 'string' } },
    StorageClass: 'string?',
    PartNumberMarker: 'number?',
    NextPartNumberMarker: 'number?',
    MaxParts: 'number?',
    IsTruncated: 'boolean',
    Parts: {
      tag: 'Part',
      each: { PartNumber: 'number', LastModified: 'date', ETag: 'id', Size: 'number' },
    },
  },
}

/**
 * Lists the parts that the service has of an upload (guide 2.3.10).
 *
 * @example
 * ```ts
 * const { Parts } = await client.send(new ListPartsCommand({ Bucket: 'films', Key: 'cat.mp4', UploadId }))
 * ```
 */
export class ListPartsCommand extends Command<ListPartsInput, ListPartsOutput> {
  /** Makes the command. */
  constructor(input: ListPartsInput) {
    super(operation, input)
  }
}
