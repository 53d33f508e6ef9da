export { OosClient } from './client.js'
export type { ClientOptions, Clock, SendOptions, TimeOptions } from './options.js'
export type { TimeLimits } from './time-limits.js'
export type {
  Credentials,
  CredentialsProvider,
  SigningKey,
  SigningKeyProvider,
} from './signing/credentials.js'
export type { Addressing, Destination } from './request/endpoint.js'
export { isOosError, OosError } from './errors.js'
export type { ClientErrorCode, OosErrorCode, OosErrorDetails, ServiceErrorCode } from './errors.js'
export type { ObjectBody, WithBody } from './answer/object-body.js'
export type { ResponseMetadata, WithMetadata } from './answer/output.js'

// What applications build on top of single calls.
export { items, pages } from './pages.js'
export type { Entry, Listing, ListMember, PagesOptions } from './pages.js'
export { waitUntil } from './wait-until.js'
export type { WaitOptions } from './wait-until.js'
export { pool } from './pool.js'
export { bind } from './bind.js'
export type { Bound, BoundMethod } from './bind.js'

// Middleware and transport.
export { order } from './middleware.js'
export type {
  AttemptTiming,
  Authorize,
  Call,
  InputCall,
  Middleware,
  MiddlewareStack,
  Next,
  Placement,
  Result,
  Signer,
  Signing,
  Step,
} from './middleware.js'
export { logRequests } from './log-requests.js'
export type { Logger } from './log-requests.js'
export { verifyContent } from './verify-content.js'
export { addContentMD5, contentMD5 } from './request/content-md5.js'
export { metadataEncoding } from './request/metadata-encoding.js'
export type { MetadataEncoding } from './request/metadata-encoding.js'
export { contentDisposition } from './request/content-disposition.js'
export type { Disposition } from './request/content-disposition.js'
export type { Ending } from './in-time.js'
export type { Transport, TransportInit, UploadProgressEvent } from './transport.js'

// Signature V2.
export { stringToSign } from './signing/string-to-sign.js'
export type { SignedParts } from './signing/string-to-sign.js'
export { handleSignRequest } from './signing/handle-sign-request.js'
export type { SignRules } from './signing/handle-sign-request.js'
export type { LifeOptions } from './signing/check-life.js'
export { presign } from './signing/presign.js'
export type { PresignedRequest, PresignOptions } from './signing/presign.js'
export { createPostPolicy } from './signing/create-post-policy.js'
export type { PostPolicy, PostPolicyOptions } from './signing/create-post-policy.js'
export { remoteSigner } from './signing/remote-signer.js'
export type { HeadersGiven, RemoteSignerOptions } from './signing/remote-signer.js'

// What operations are made of.
export { Command } from './command.js'
export type { AnyCommand } from './command.js'
export type {
  AnyOperation,
  Binding,
  HeaderOf,
  Method,
  Operation,
  Optional,
  Own,
  Paging,
  Place,
  Reader,
  Source,
  Writer,
  Written,
  XmlWriter,
} from './operation.js'
export type { Leaf, List, Maybe, OptionalShapeOf, Scalar, Shape, ShapeOf } from './shape.js'
export { checkBucket, checkHeader, checkKey } from './request/check.js'
export { checkLimits } from './request/check-limits.js'
export type { Limit } from './request/check-limits.js'
export { errorOf, fault, lost, refuser } from './fault.js'
export type { Refuse } from './fault.js'
export { addAction, iamEndpoint, writeField } from './request/iam.js'
export { encodeKey } from './request/request.js'
export { isReplayable } from './request/body.js'
export type { Body, BodyStream } from './request/body.js'
export type { HttpRequest } from './request/request.js'
export { readBody } from './answer/object-body.js'
export type { Disposal } from './answer/object-body.js'
export { readFlatXml } from './answer/read-flat-xml.js'
export { longestDocument, readText } from './answer/read-text.js'
export { readBodyText } from './answer/read-body-text.js'
export { readJsonText } from './answer/read-json-text.js'
export { readXml } from './answer/read-xml.js'
export { writeMetadata } from './request/write-metadata.js'
export { writeXml } from './request/write-xml.js'
export { loadLibrary } from './xml/load-library.js'
export type { XmlLibrary } from './xml/load-library.js'
export type { XmlElement } from './xml/element.js'
export { escapeXml, isXmlText } from './xml/text.js'
export { md5Base64, startMd5 } from './request/md5.js'
export type { Md5Sum } from './request/md5.js'
