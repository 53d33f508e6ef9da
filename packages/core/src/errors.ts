import { kindOf } from './kind-of.js'

/** Codes of the SDK's own, for what went wrong on this side of the wire or on the way. */
export type ClientErrorCode =
  | 'BodyNotReplayable'
  | 'CheckpointMismatch'
  | 'ETagHidden'
  | 'Integrity'
  | 'InvalidInput'
  | 'InvalidResponse'
  | 'MixedContent'
  | 'NetworkError'
  | 'Redirect'
  | 'SourceChanged'
  | 'Timeout'
  | 'UnknownOutcome'
  | 'UploadBusy'

/**
 * Codes that OOS documents (OOS developer document V6, 5.2, and the operations' pages), and those of Amazon
 * S3 that stores alike are known to send.
 */
export type ServiceErrorCode =
  | 'AccessDenied'
  | 'AuthorizationHeaderMalformed'
  | 'AuthorizationQueryParametersError'
  | 'BadDigest'
  | 'BucketAlreadyExists'
  | 'BucketNotEmpty'
  | 'CanNotModifyMetadataLocation'
  | 'EntityTooLarge'
  | 'EntityTooSmall'
  | 'ExpiredToken'
  | 'IncompleteBody'
  | 'InternalError'
  | 'InvalidAccessKeyId'
  | 'InvalidArgument'
  | 'InvalidBucketName'
  | 'InvalidDigest'
  | 'InvalidLocationConstraint'
  | 'InvalidObjectName'
  | 'InvalidPart'
  | 'InvalidPartOrder'
  | 'InvalidPolicyDocument'
  | 'InvalidRange'
  | 'InvalidRequest'
  | 'InvalidStorageClass'
  | 'InvalidToken'
  | 'InvalidURI'
  | 'MalformedXML'
  | 'MethodNotAllowed'
  | 'MissingContentLength'
  | 'NoSuchBucket'
  | 'NoSuchBucketPolicy'
  | 'NoSuchCORSConfiguration'
  | 'NoSuchKey'
  | 'NoSuchLifecycleConfiguration'
  | 'NoSuchPolicy'
  | 'NoSuchUpload'
  | 'NoSuchWebsiteConfiguration'
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

/** What an {@link OosError} is made of; its properties say more. */
export interface OosErrorDetails {
  /** See {@link OosError.code}. */
  readonly code: OosErrorCode
  /** One sentence; code, operation and request are added to it. */
  readonly message: string
  /** See {@link OosError.status}. */
  readonly status?: number | undefined
  /** See {@link OosError.requestId}. */
  readonly requestId?: string | undefined
  /** See {@link OosError.operation}. */
  readonly operation?: string | undefined
  /** See {@link OosError.bucket}. */
  readonly bucket?: string | undefined
  /** See {@link OosError.key}. */
  readonly key?: string | undefined
  /** See {@link OosError.attempts}; 0 unless given. */
  readonly attempts?: number | undefined
  /** See {@link OosError.earlier}. */
  readonly earlier?: readonly unknown[] | undefined
  /** See {@link OosError.member}. */
  readonly member?: string | undefined
  /** See {@link OosError.hint}. */
  readonly hint?: string | undefined
  /** See {@link OosError.retryAfter}. */
  readonly retryAfter?: number | undefined
  /** See {@link OosError.date}. */
  readonly date?: string | undefined
  /** What led to it. */
  readonly cause?: unknown
}

/** The one error of this SDK. An abort is not wrapped: it rejects with the signal's reason. */
export class OosError extends Error {
  /** What tells an error of this SDK from others. */
  declare readonly name: 'OosError'
  /** What went wrong, to branch on. */
  declare readonly code: OosErrorCode
  /** HTTP status, if there was an answer. */
  declare readonly status: number | undefined
  /** Id to quote to the vendor's support, if the answer had one that can be seen. */
  declare readonly requestId: string | undefined
  /** Name of the operation, for example `GetObject`. */
  declare readonly operation: string | undefined
  /** Bucket the call was about. */
  declare readonly bucket: string | undefined
  /** Object key the call was about. */
  declare readonly key: string | undefined
  /** How often the request was sent; 0 when it never left. */
  declare readonly attempts: number
  /** What the attempts before the last one failed with, in order. */
  declare readonly earlier: readonly unknown[]
  /** Input member that is wrong, with the code `InvalidInput`. */
  declare readonly member: string | undefined
  /** What to do about it. */
  declare readonly hint: string | undefined
  /** Milliseconds the service asked to wait before trying again. */
  declare readonly retryAfter: number | undefined
  /** When the service answered, by its own clock, where the answer shows it. */
  declare readonly date: string | undefined

  /** Made by the SDK; its message names the code, the operation and the request. */
  constructor({ message, cause, ...facts }: OosErrorDetails) {
    super(describe(message, facts), { cause })
    Object.assign(this, { name: 'OosError', attempts: 0, earlier: [] }, facts)
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
  if (kindOf(value) !== 'Error') return false
  const { name, code: own } = value as Partial<Record<string, unknown>>
  return name === 'OosError' && (code === undefined || own === code)
}

type Facts = Omit<OosErrorDetails, 'message' | 'cause'>

function describe(message: string, facts: Facts): string {
  const { code, operation, bucket, key, status, requestId, hint } = facts
  const where = [operation, bucket, key, status && `HTTP ${status}`, requestId].filter(Boolean)
  const text = [`${code}: ${message || 'no message'}`, where.length && `(${where.join(' ')})`, hint]
  return printable(text.filter(Boolean).join(' '))
}

/**
 * Text that others have chosen, fit for a log: control characters could forge lines or drive a terminal,
 * and those that turn the direction of writing could make it look like another text.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}
