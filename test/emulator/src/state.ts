import type { AccessKey } from './access-key.js'
import type { Content } from './content.js'
import type { DataLocation } from './locations.js'
import type { Settings } from './settings.js'
import { SortedMap, type ReadonlySortedMap } from './sorted-map.js'

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
  readonly acl: Acl
  readonly metadataLocation: string
  readonly dataLocation: DataLocation
  readonly settings: Settings
  readonly objects: ReadonlySortedMap<StoredObject>
  /** The unfinished ones, by `placeOf`. */
  readonly uploads: ReadonlySortedMap<Upload>
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
  /** Uploads are numbered in the order they were started. */
  readonly order: number
  readonly parts: ReadonlyMap<number, Part>
}

export interface Part {
  readonly number: number
  readonly content: Content
  readonly etag: string
  readonly lastModified: number
}

/** Everything the service remembers. It is changed by `commit` and by nothing else. */
export interface State extends Counts {
  readonly buckets: ReadonlySortedMap<Bucket>
  /** The names of buckets, by `ownedPlace`. */
  readonly owned: ReadonlySortedMap<string>
  /** By upload id, in the order they were started. */
  readonly uploads: ReadonlyMap<string, Upload>
  /** By access key id, in the order they were made. */
  readonly keys: ReadonlyMap<string, AccessKey>
  /** The ids of keys that there were once. */
  readonly deletedKeys: ReadonlySet<string>
}

export interface Counts {
  /** How many keys the service has made itself. */
  readonly keysMade: number
  readonly uploadsStarted: number
}

/** The same for the one module that does the changes. */
export interface MutableState extends State {
  readonly buckets: SortedMap<MutableBucket>
  readonly owned: SortedMap<string>
  readonly uploads: Map<string, MutableUpload>
  readonly keys: Map<string, AccessKey>
  readonly deletedKeys: Set<string>
  keysMade: number
  uploadsStarted: number
}

export interface MutableBucket extends Bucket {
  readonly objects: SortedMap<StoredObject>
  readonly uploads: SortedMap<MutableUpload>
}

export interface MutableUpload extends Upload {
  readonly parts: Map<number, Part>
}

/** Where a bucket stands among those of all owners: by owner, then by name. */
export function ownedPlace(owner: Owner, name: string): string {
  return `${owner.id}\0${name}`
}

/** A service without buckets and keys. */
export function emptyState(): MutableState {
  return {
    buckets: new SortedMap(),
    owned: new SortedMap(),
    uploads: new Map(),
    keys: new Map(),
    deletedKeys: new Set(),
    keysMade: 0,
    uploadsStarted: 0,
  }
}
