import type { DataLocation } from './data-location.js'
import type { StorageClass } from './storage-class.js'

/** What is stored with an object and sent along when it is fetched. Headers come to 8 KB at most. */
export interface ObjectHeaders {
  /** How caches may keep the object, for example `max-age=3600`. */
  CacheControl?: string | undefined
  /** How browsers present the object, for example `attachment; filename="a.txt"`: see `contentDisposition`. */
  ContentDisposition?: string | undefined
  /** Encoding that a reader must undo, for example `gzip`. */
  ContentEncoding?: string | undefined
  /**
   * Media type.
   *
   * @defaultValue the type of a `Blob` or `File`, else `application/octet-stream`
   */
  ContentType?: string | undefined
  /** When caches must ask again. */
  Expires?: Date | string | undefined
  /**
   * Names and values of your own, 2 KB in all: printable ASCII, or any text with `metadataEncoding`. Names
   * are not case-sensitive; spaces around values are not kept.
   */
  Metadata?: Record<string, string> | undefined
  /**
   * How the object is stored.
   *
   * @defaultValue the service's choice
   */
  StorageClass?: StorageClass | undefined
  /**
   * Where the content is kept (V6 network).
   *
   * @defaultValue the bucket's choice
   */
  DataLocation?: DataLocation | undefined
}
