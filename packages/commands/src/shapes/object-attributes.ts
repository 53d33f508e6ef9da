import type { StorageClass } from './storage-class.js'

/**
 * What is known of an object besides its content. Pages see only the headers that the bucket's CORS
 * rule exposes, so all members may be missing there.
 */
export interface ObjectAttributes {
  /** How caches may keep the object. */
  CacheControl?: string
  /** How browsers present the object. */
  ContentDisposition?: string
  /** Encoding that a reader must undo; fetch undoes gzip and brotli by itself. */
  ContentEncoding?: string
  /** Bytes of the answer's content, before a decoding that fetch does by itself. */
  ContentLength?: number
  /** Which bytes of how many came, for example `bytes 0-9/443`. */
  ContentRange?: string
  /** Media type. */
  ContentType?: string
  /**
   * Quoted MD5 of the content, or another tag for objects uploaded in parts. An upload that is not
   * completed can be read already, and has none (OOS developer document V6, 4.3.7).
   */
  ETag?: string
  /** When the lifecycle removes the object, and the rule: `expiry-date="...", rule-id="..."`. */
  Expiration?: string
  /** When caches must ask again, as it was stored. */
  Expires?: string
  /** When the object was written. */
  LastModified?: Date
  /** Names (lower case) and values stored with the object. */
  Metadata: Record<string, string>
  /** How the object is stored. */
  StorageClass?: StorageClass
  /** Where what is known of the object is kept (V6 network). */
  MetadataLocation?: string
  /** Where the content is kept, as `type=...,location=...` (V6 network). */
  DataLocation?: string
}
