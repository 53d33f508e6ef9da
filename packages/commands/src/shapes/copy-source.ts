import { checkBucket, checkKey, encodeKey, type HttpRequest, type Refuse } from '@oos-js/core'

/** The object to copy from. */
export interface CopySource {
  /** Its bucket. */
  Bucket: string
  /** Its key, not encoded. */
  Key: string
}

/** Conditions under which an object is copied. */
export interface CopySourceConditions {
  /** Only if the source has this ETag, else `PreconditionFailed`. */
  CopySourceIfMatch?: string | undefined
  /** Only if the source was written after this, else `PreconditionFailed`. */
  CopySourceIfModifiedSince?: Date | undefined
  /** Only if the source has another ETag, else `PreconditionFailed`. */
  CopySourceIfNoneMatch?: string | undefined
  /** Only if the source was not written after this, else `PreconditionFailed`. */
  CopySourceIfUnmodifiedSince?: Date | undefined
}

/** Writes the source as a header, in the encoding of a path. */
export function writeCopySource(
  { Bucket, Key }: CopySource,
  request: HttpRequest,
  refuse: Refuse,
): void {
  const bucket = checkBucket(Bucket, (rule) => refuse(rule, '.Bucket'))
  const key = checkKey(Key, (rule) => refuse(rule, '.Key'))
  request.headers.set('x-amz-copy-source', `/${bucket}/${encodeKey(key)}`)
}
