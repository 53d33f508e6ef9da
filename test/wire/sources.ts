import type { CommandName } from './commands.ts'

/** Where operations are described that the guide does not have. */
export const beyondGuide: Readonly<Record<string, string>> = {
  GetRegions: 'OOS developer document V6, GET Regions',
  GetBucketLocation: 'OOS developer document V6, GET Bucket location',
  PutBucketAccelerate: 'OOS developer document V6, 4.2.19',
  GetBucketAccelerate: 'OOS developer document V6, 4.2.20',
  PutBucketCors: 'OOS developer document V6, 4.2.21',
  GetBucketCors: 'OOS developer document V6, 4.2.22',
  DeleteBucketCors: 'OOS developer document V6, 4.2.23',
  PutObjectLockConfiguration: 'REST reference, PUT Bucket object lock',
  GetObjectLockConfiguration: 'REST reference, GET Bucket object lock',
  DeleteObjectLockConfiguration: 'REST reference, DELETE Bucket object lock',
  GetAccessKeyLastUsed: "the vendor's Go SDK 1.9.2",
  GetSessionToken: "the vendor's site, page 10027434",
}

/** What no document says, and what is taken for granted all the same. */
export const assumed: Readonly<Partial<Record<CommandName, string>>> = {
  PutBucketTrigger: 'the status of the answer',
  GetBucketTrigger: 'a bucket without triggers may be answered with 404',
  DeleteBucketTrigger: 'the status of the answer',
  GetBucketWebsite: '`NoSuchWebsiteConfiguration` if the bucket is none',
  GetBucketCors: '`NoSuchCORSConfiguration` if there are no rules',
  PutBucketLifecycle: 'the service names rules that have no `ID`',
  GetObjectLockConfiguration: 'the error if it was never set, that of Amazon S3',
  DeleteObjectLockConfiguration: 'it is refused once the retention is enabled',
  PutObject: '`Trigger` travels as the query parameter `trigger`',
  CreateAccessKey: 'the host of access keys is `oos-xx-iam` for `oos-xx`',
  DeleteAccessKey: 'the host, as for CreateAccessKey',
  UpdateAccessKey: 'the host, as for CreateAccessKey',
  ListAccessKey: 'the host, as for CreateAccessKey',
  GetAccessKeyLastUsed: 'the host, as for CreateAccessKey; other pools than V6 lack it',
  GetSessionToken: 'the host, as for CreateAccessKey; other pools than V6 lack it',
}

/** Why Ceph's gateway is not asked for an operation. */
export const notOnRgw: Readonly<Partial<Record<CommandName, string>>> = {
  GetRegions: 'not an operation of RGW',
  PutBucketLogging: '405 MethodNotAllowed',
  PutBucketTrigger: 'to RGW it is CreateBucket',
  GetBucketTrigger: 'to RGW it is ListObjects',
  DeleteBucketTrigger: 'to RGW it is DeleteBucket',
  PutBucketAccelerate: 'not an operation of RGW',
  GetBucketAccelerate: 'not an operation of RGW',
  PutObjectLockConfiguration: 'only for buckets that were made for it',
  GetObjectLockConfiguration: 'only for buckets that were made for it',
  DeleteObjectLockConfiguration: 'not an operation of RGW',
  CreateAccessKey: '405 MethodNotAllowed',
  DeleteAccessKey: '405 MethodNotAllowed',
  UpdateAccessKey: '405 MethodNotAllowed',
  ListAccessKey: '405 MethodNotAllowed',
  GetAccessKeyLastUsed: '405 MethodNotAllowed',
  GetSessionToken: '405 MethodNotAllowed',
}
