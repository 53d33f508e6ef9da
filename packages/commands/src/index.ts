export * from './service/ListBuckets.js'
export * from './service/GetRegions.js'

export * from './bucket/CreateBucket.js'
export * from './bucket/GetBucketAcl.js'
export * from './bucket/ListObjects.js'
export * from './bucket/DeleteBucket.js'
export * from './bucket/PutBucketPolicy.js'
export * from './bucket/GetBucketPolicy.js'
export * from './bucket/DeleteBucketPolicy.js'
export * from './bucket/PutBucketWebsite.js'
export * from './bucket/GetBucketWebsite.js'
export * from './bucket/DeleteBucketWebsite.js'
export * from './bucket/ListMultipartUploads.js'
export * from './bucket/PutBucketLogging.js'
export * from './bucket/GetBucketLogging.js'
export * from './bucket/HeadBucket.js'
export * from './bucket/PutBucketTrigger.js'
export * from './bucket/GetBucketTrigger.js'
export * from './bucket/DeleteBucketTrigger.js'
export * from './bucket/PutBucketLifecycle.js'
export * from './bucket/GetBucketLifecycle.js'
export * from './bucket/DeleteBucketLifecycle.js'
export * from './bucket/PutBucketCors.js'
export * from './bucket/GetBucketCors.js'
export * from './bucket/DeleteBucketCors.js'
export * from './bucket/GetBucketLocation.js'
export * from './bucket/PutBucketAccelerate.js'
export * from './bucket/GetBucketAccelerate.js'
export * from './bucket/PutObjectLockConfiguration.js'
export * from './bucket/GetObjectLockConfiguration.js'
export * from './bucket/DeleteObjectLockConfiguration.js'

export * from './object/PutObject.js'
export * from './object/GetObject.js'
export * from './object/HeadObject.js'
export * from './object/DeleteObject.js'
export * from './object/CopyObject.js'
export * from './object/DeleteObjects.js'

export * from './multipart/CreateMultipartUpload.js'
export * from './multipart/UploadPart.js'
export * from './multipart/CompleteMultipartUpload.js'
export * from './multipart/AbortMultipartUpload.js'
export * from './multipart/ListParts.js'
export * from './multipart/UploadPartCopy.js'

export * from './access-key/CreateAccessKey.js'
export * from './access-key/DeleteAccessKey.js'
export * from './access-key/UpdateAccessKey.js'
export * from './access-key/ListAccessKey.js'
export * from './access-key/GetAccessKeyLastUsed.js'
export * from './access-key/GetSessionToken.js'

export type { AccelerateConfiguration, AccelerateStatus } from './shapes/accelerate.js'
export type { AccessKeyStatus } from './shapes/access-key.js'
export type { BucketACL } from './shapes/bucket-acl.js'
export { cannedAcl } from './shapes/bucket-grants.js'
export type { Grant, Grantee } from './shapes/bucket-grants.js'
export type {
  DataLocationConstraint,
  MetadataLocationConstraint,
  StoredDataLocationConstraint,
} from './shapes/bucket-location.js'
export type {
  RemoteSite,
  StoredTrigger,
  Trigger,
  TriggerConfiguration,
} from './shapes/bucket-trigger.js'
export type { Conditions } from './shapes/conditions.js'
export type { CopySource, CopySourceConditions } from './shapes/copy-source.js'
export type { CORSConfiguration, CORSMethod, CORSRule, StoredCORSRule } from './shapes/cors.js'
export type { DataLocation } from './shapes/data-location.js'
export type {
  LifecycleConfiguration,
  LifecycleExpiration,
  LifecycleRule,
} from './shapes/lifecycle.js'
export type { BucketLoggingStatus, LoggingEnabled } from './shapes/logging.js'
export type { ObjectAttributes } from './shapes/object-attributes.js'
export type { ObjectHeaders } from './shapes/object-headers.js'
export type {
  DefaultRetention,
  ObjectLockConfiguration,
  ObjectLockRule,
  ObjectLockStatus,
} from './shapes/object-lock.js'
export type { Owner } from './shapes/owner.js'
export { parsePolicy } from './shapes/policy.js'
export type { BucketPolicy, PolicyPrincipal, PolicyStatement } from './shapes/policy.js'
export type { ResponseOverrides } from './shapes/response-overrides.js'
export type { StorageClass } from './shapes/storage-class.js'
export type { ErrorDocument, IndexDocument, WebsiteConfiguration } from './shapes/website.js'

// Tasks of several commands.
export { browserCorsRule } from './tasks/browser-cors-rule.js'
export type { BrowserCorsRuleOptions } from './tasks/browser-cors-rule.js'
export { copyLarge } from './tasks/copy-large.js'
export type { CopyLargeOptions, CopyLargeOutput } from './tasks/copy-large.js'
export { credentialsFrom } from './tasks/credentials-from.js'
export { deleteAll } from './tasks/delete-all.js'
export type { DeleteAllInput, DeleteAllOutput, TaskOptions } from './tasks/delete-all.js'
export { emptyAndDeleteBucket } from './tasks/empty-and-delete-bucket.js'
export { doctor } from './tasks/doctor/doctor.js'
export type {
  CheckName,
  CheckState,
  Diagnosis,
  DoctorOptions,
  Finding,
} from './tasks/doctor/doctor.js'
export type { FindingCode, Language } from './tasks/doctor/texts.js'
