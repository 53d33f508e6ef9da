import type { RecordedRequest } from './recorded-request.js'
import { element, serialise, type Element } from './xml.js'

/** An answer that refuses the request, with one of the service's error codes. */
export class OosFault extends Error {
  readonly code: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly fields: readonly Element[]

  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(message)
    this.name = 'OosFault'
    this.code = code
    this.status = details.status ?? statusOf(code)
    this.headers = { ...defaultHeaders(code), ...details.headers }
    this.fields = details.fields ?? []
  }
}

/** What a fault may carry beside its code and message. */
export interface FaultDetails {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Elements that follow Message in the error document. */
  readonly fields?: readonly Element[]
}

/** Writes the error document of the OOS developer document V6, 5.1. */
export function errorResponse(
  fault: OosFault,
  { rawTarget, requestId }: Pick<RecordedRequest, 'rawTarget' | 'requestId'>,
  fields: readonly Element[] = fault.fields,
): Response {
  const resource = rawTarget.split('?', 1)[0] ?? '/'
  const root = element(
    'Error',
    element('Code', fault.code),
    element('Message', fault.message),
    ...fields,
    element('Resource', resource),
    element('RequestId', requestId),
  )
  const headers = { 'content-type': 'application/xml;charset=UTF-8', ...fault.headers }
  return new Response(serialise(root), { status: fault.status, headers })
}

// OOS developer document V6, 5.2, and the texts of single operations.
const statuses: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BucketAlreadyExists: 409,
  BucketNotEmpty: 409,
  CanNotModifyMetadataLocation: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidLocationConstraint: 400,
  InvalidObjectName: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidPolicyDocument: 400,
  InvalidRequest: 400,
  InvalidStorageClass: 400,
  InvalidURI: 400,
  MalformedXML: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchLifecycleConfiguration: 404,
  NoSuchPolicy: 404,
  NoSuchUpload: 404,
  NotVerify: 403,
  PreconditionFailed: 412,
  PutObjectTooFast: 400,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  TooManyBuckets: 400,
  // Assumed: not in the vendor's list; named as on Amazon S3.
  EntityTooLarge: 400,
  ExpiredToken: 400,
  EntityTooSmall: 400,
  InvalidDigest: 400,
  InvalidRange: 416,
  InvalidTargetBucketForLogging: 400,
  InvalidToken: 400,
  LimitExceeded: 409,
  MalformedPOSTRequest: 400,
  MaxPostPreDataLengthExceeded: 400,
  MetadataTooLarge: 400,
  NoSuchCORSConfiguration: 404,
  NoSuchEntity: 404,
  NoSuchTriggerConfiguration: 404,
  NoSuchWebsiteConfiguration: 404,
  NotImplemented: 501,
  ObjectLockConfigurationNotFoundError: 404,
  RequestHeaderSectionTooLarge: 400,
  RequestTimeout: 400,
}

function statusOf(code: string): number {
  return (Object.hasOwn(statuses, code) ? statuses[code] : undefined) ?? 400
}

// The vendor's sample of a 503 asks for a pause of 90 seconds.
function defaultHeaders(code: string): Record<string, string> {
  return code === 'SlowDown' ? { 'retry-after': '90' } : {}
}
