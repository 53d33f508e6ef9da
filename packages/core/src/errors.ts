/** Codes of the SDK's own, for what went wrong on this side of the wire or on the way. */
export type ClientErrorCode =
  | 'InvalidInput'
  | 'NetworkError'
  | 'Timeout'
  | 'InvalidResponse'
  | 'Integrity'
  | 'BodyNotReplayable'
  | 'Redirect'
  | 'ETagHidden'

/** Codes that OOS documents (OOS developer document V6, 5.2, and the operations' pages). */
export type ServiceErrorCode =
  | 'AccessDenied'
  | 'AuthorizationHeaderMalformed'
  | 'BadDigest'
  | 'BucketAlreadyExists'
  | 'BucketNotEmpty'
  | 'EntityTooSmall'
  | 'IncompleteBody'
  | 'InternalError'
  | 'InvalidAccessKeyId'
  | 'InvalidArgument'
  | 'InvalidBucketName'
  | 'InvalidObjectName'
  | 'InvalidPart'
  | 'InvalidPartOrder'
  | 'InvalidRange'
  | 'InvalidRequest'
  | 'InvalidStorageClass'
  | 'InvalidURI'
  | 'MalformedXML'
  | 'MethodNotAllowed'
  | 'MissingContentLength'
  | 'NoSuchBucket'
  | 'NoSuchKey'
  | 'NoSuchUpload'
  | 'NotFound'
  | 'NotModified'
  | 'NotVerify'
  | 'PreconditionFailed'
  | 'PutObjectTooFast'
  | 'RequestTimeTooSkewed'
  | 'SignatureDoesNotMatch'
  | 'SlowDown'
  | 'TooManyBuckets'

/** Every known code. The service may send others: they arrive as they were sent. */
export type OosErrorCode = ClientErrorCode | ServiceErrorCode | (string & {})

/** What an {@link OosError} is made of. */
export interface OosErrorDetails {
  readonly code: OosErrorCode
  /** One sentence; code, operation and request are added to it. */
  readonly message: string
  readonly status?: number | undefined
  readonly requestId?: string | undefined
  readonly operation?: string | undefined
  readonly bucket?: string | undefined
  readonly key?: string | undefined
  readonly attempts?: number | undefined
  readonly member?: string | undefined
  readonly hint?: string | undefined
  readonly retryAfter?: number | undefined
  readonly cause?: unknown
}

/** The one error of this SDK. An abort is not wrapped: it rejects with the signal's reason. */
export class OosError extends Error {
  override readonly name = 'OosError'
  /** What went wrong, to branch on. */
  readonly code: OosErrorCode
  /** HTTP status, if there was an answer. */
  readonly status: number | undefined
  /** Id to quote to the vendor's support, if the answer had one that can be seen. */
  readonly requestId: string | undefined
  /** Name of the operation, for example `GetObject`. */
  readonly operation: string | undefined
  /** Bucket the call was about. */
  readonly bucket: string | undefined
  /** Object key the call was about. */
  readonly key: string | undefined
  /** How often the request was sent; 0 when it never left. */
  readonly attempts: number
  /** Input member that is wrong, with the code `InvalidInput`. */
  readonly member: string | undefined
  /** What to do about it. */
  readonly hint: string | undefined
  /** Milliseconds the service asked to wait before trying again. */
  readonly retryAfter: number | undefined

  /** Made by the SDK; its message names the code, the operation and the request. */
  constructor(details: OosErrorDetails) {
    super(describe(details), { cause: details.cause })
    this.code = details.code
    this.status = details.status
    this.requestId = details.requestId
    this.operation = details.operation
    this.bucket = details.bucket
    this.key = details.key
    this.attempts = details.attempts ?? 0
    this.member = details.member
    this.hint = details.hint
    this.retryAfter = details.retryAfter
  }
}

/**
 * Tells whether a value is an {@link OosError}, and one with that code if a code is given. It looks at
 * what the value is, not at its prototype, so that two copies of the package understand each other.
 *
 * @example
 * ```ts
 * try {
 *   return await client.send(new HeadObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' }))
 * } catch (error) {
 *   if (isOosError(error, 'NotFound')) return undefined
 *   throw error
 * }
 * ```
 */
export function isOosError(value: unknown, code?: OosErrorCode): value is OosError {
  return (
    value instanceof Error &&
    value.name === 'OosError' &&
    (code === undefined || (value as OosError).code === code)
  )
}

function describe(details: OosErrorDetails): string {
  const { code, operation, bucket, key, status, requestId, hint } = details
  const facts = [
    [operation, [bucket, key].filter(Boolean).join('/')].filter(Boolean).join(' '),
    status && `HTTP ${status}`,
    requestId && `request ${requestId}`,
  ].filter(Boolean)
  const text = [
    `${code}: ${details.message || 'no message was sent'}`,
    facts.length > 0 && `(${facts.join(', ')})`,
    hint,
  ]
  // Servers choose part of this text: control characters could forge lines in a log or drive a terminal.
  // eslint-disable-next-line no-control-regex
  return text
    .filter(Boolean)
    .join(' ')
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
}
