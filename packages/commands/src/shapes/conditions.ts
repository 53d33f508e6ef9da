/** Conditions under which an object is sent. */
export interface Conditions {
  /** Only if the object has this ETag, else `PreconditionFailed`. */
  IfMatch?: string | undefined
  /** Only if it was written after this, else `NotModified`. */
  IfModifiedSince?: Date | undefined
  /** Only if the object has another ETag, else `NotModified`. */
  IfNoneMatch?: string | undefined
  /** Only if it was not written after this, else `PreconditionFailed`. */
  IfUnmodifiedSince?: Date | undefined
}
