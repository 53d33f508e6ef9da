import type { AccessKey } from './access-key.js'
import type { Content } from './content.js'
import type { DataLocation } from './locations.js'
import type { Settings } from './settings.js'
import { SortedMap } from './sorted-map.js'

/** Who owns a bucket or started an upload. */
export interface Owner {
  readonly id: string
  readonly displayName: string
}

/** The three canned ACLs of OOS; there are none on objects. */
export type Acl = 'private' | 'public-read' | 'public-read-write'

export interface Bucket {
  readonly name: string
  readonly owner: Owner
  readonly created: number
  acl: Acl
  readonly metadataLocation: string
  dataLocation: DataLocation
  readonly settings: Settings
  readonly objects: SortedMap<StoredObject>
}

/** What a PUT or a Create Multipart Upload says about the object to be. */
export interface Description {
  /** Content-Type and the like, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  /** Headers `x-amz-meta-*`, by full lower-case name. */
  readonly metadata: ReadonlyMap<string, string>
  readonly storageClass: string
  /** What x-ctyun-data-location asked for. */
  readonly dataLocation?: DataLocation | undefined
}

export interface StoredObject extends Description {
  readonly key: string
  readonly content: Content
  /** In quotes; missing while a multipart upload is not complete. */
  readonly etag: string | undefined
  readonly lastModified: number
  /** The trigger that a PUT asked for by name. */
  readonly trigger?: string | undefined
}

export interface Upload extends Description {
  readonly uploadId: string
  readonly bucket: string
  readonly key: string
  readonly owner: Owner
  readonly initiated: number
  readonly parts: Map<number, Part>
}

export interface Part {
  readonly number: number
  readonly content: Content
  readonly etag: string
  readonly lastModified: number
}

/** Everything the service remembers. */
export interface State {
  readonly buckets: SortedMap<Bucket>
  /** By upload id, in the order they were started. */
  readonly uploads: Map<string, Upload>
  /** By access key id, in the order they were made. */
  readonly keys: Map<string, AccessKey>
  /** How many keys the service has made itself. */
  keysMade: number
}

/** A service without buckets and keys. */
export function emptyState(): State {
  return { buckets: new SortedMap(), uploads: new Map(), keys: new Map(), keysMade: 0 }
}
