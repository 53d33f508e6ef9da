import type { CommandName, InputOf } from './commands.ts'

/** One input for each command, with nothing in it that may be left out. */
export const smallest: { readonly [Name in CommandName]: InputOf<Name> } = {
  ListBuckets: {},
  GetRegions: {},

  CreateBucket: { Bucket: 'photos' },
  GetBucketAcl: { Bucket: 'photos' },
  ListObjects: { Bucket: 'photos' },
  DeleteBucket: { Bucket: 'photos' },
  ListMultipartUploads: { Bucket: 'films' },
  HeadBucket: { Bucket: 'photos' },
  PutBucketPolicy: {
    Bucket: 'photos',
    Policy: {
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::photos/*' },
      ],
    },
  },
  GetBucketPolicy: { Bucket: 'photos' },
  DeleteBucketPolicy: { Bucket: 'photos' },
  PutBucketWebsite: {
    Bucket: 'photos',
    WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } },
  },
  GetBucketWebsite: { Bucket: 'photos' },
  DeleteBucketWebsite: { Bucket: 'photos' },
  PutBucketLogging: { Bucket: 'photos', BucketLoggingStatus: {} },
  GetBucketLogging: { Bucket: 'photos' },
  PutBucketTrigger: {
    Bucket: 'photos',
    TriggerConfiguration: { Triggers: [{ TriggerName: 'trigger01', IsDefault: true }] },
  },
  GetBucketTrigger: { Bucket: 'photos' },
  DeleteBucketTrigger: { Bucket: 'photos', TriggerName: 'trigger01' },
  PutBucketLifecycle: {
    Bucket: 'photos',
    LifecycleConfiguration: {
      Rules: [{ Prefix: '', Status: 'Enabled', Expiration: { Days: 1 } }],
    },
  },
  GetBucketLifecycle: { Bucket: 'photos' },
  DeleteBucketLifecycle: { Bucket: 'photos' },
  PutBucketCors: {
    Bucket: 'photos',
    CORSConfiguration: { CORSRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }] },
  },
  GetBucketCors: { Bucket: 'photos' },
  DeleteBucketCors: { Bucket: 'photos' },
  GetBucketLocation: { Bucket: 'photos' },
  PutBucketAccelerate: { Bucket: 'photos', AccelerateConfiguration: { Status: 'Suspended' } },
  GetBucketAccelerate: { Bucket: 'photos' },
  PutObjectLockConfiguration: {
    Bucket: 'photos',
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Disabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } },
    },
  },
  GetObjectLockConfiguration: { Bucket: 'photos' },
  DeleteObjectLockConfiguration: { Bucket: 'photos' },

  PutObject: { Bucket: 'photos', Key: 'cat.jpg', Body: '' },
  GetObject: { Bucket: 'photos', Key: 'cat.jpg' },
  HeadObject: { Bucket: 'photos', Key: 'cat.jpg' },
  DeleteObject: { Bucket: 'photos', Key: 'cat.jpg' },
  CopyObject: {
    Bucket: 'photos',
    Key: 'copy.jpg',
    CopySource: { Bucket: 'photos', Key: 'cat.jpg' },
  },
  DeleteObjects: { Bucket: 'photos', Delete: { Objects: [{ Key: 'a' }] } },

  CreateMultipartUpload: { Bucket: 'films', Key: 'cat.mp4' },
  UploadPart: { Bucket: 'films', Key: 'cat.mp4', PartNumber: 1, UploadId: '1', Body: '' },
  CompleteMultipartUpload: {
    Bucket: 'films',
    Key: 'cat.mp4',
    UploadId: '1',
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"a"' }] },
  },
  AbortMultipartUpload: { Bucket: 'films', Key: 'cat.mp4', UploadId: '1' },
  ListParts: { Bucket: 'films', Key: 'cat.mp4', UploadId: '1' },
  UploadPartCopy: {
    Bucket: 'films',
    Key: 'cat.mp4',
    PartNumber: 1,
    UploadId: '1',
    CopySource: { Bucket: 'films', Key: 'intro.mp4' },
  },

  CreateAccessKey: {},
  DeleteAccessKey: { AccessKeyId: '10c2758180defd92e034' },
  UpdateAccessKey: { AccessKeyId: '10c2758180defd92e034', Status: 'Active' },
  ListAccessKey: {},
  GetAccessKeyLastUsed: { AccessKeyId: '10c2758180defd92e034' },
  GetSessionToken: {},
}
