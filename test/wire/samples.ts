import type { CommandName, InputOf } from './commands.ts'

/** An input with nothing left out. */
type Complete<Input> = { readonly [Member in keyof Input]-?: NonNullable<Input[Member]> }

/**
 * One input for each command, with every member: the compiler refuses a command or a member that is
 * missing here. They make the files of this folder. OOS would not serve them all as they are: nobody
 * sends all conditions at once.
 */
export const samples: { readonly [Name in CommandName]: Complete<InputOf<Name>> } = {
  ListBuckets: {},
  GetRegions: {},

  CreateBucket: {
    Bucket: 'photos',
    ACL: 'public-read',
    CreateBucketConfiguration: {
      MetadataLocationConstraint: { Location: 'ZhengZhou' },
      DataLocationConstraint: {
        Type: 'Specified',
        LocationList: ['ChengDu', 'ShenYang'],
        ScheduleStrategy: 'NotAllowed',
      },
    },
  },
  GetBucketAcl: { Bucket: 'photos' },
  ListObjects: {
    Bucket: 'photos',
    Delimiter: '/',
    Marker: '2024/a b+c.jpg',
    MaxKeys: 100,
    Prefix: '2024/',
  },
  DeleteBucket: { Bucket: 'photos' },
  ListMultipartUploads: {
    Bucket: 'films',
    Delimiter: '/',
    MaxUploads: 100,
    KeyMarker: 'a.mp4',
    UploadIdMarker: '1543479591653868846',
    Prefix: 'a',
  },
  HeadBucket: { Bucket: 'photos' },
  PutBucketPolicy: {
    Bucket: 'photos',
    Policy: {
      Version: '2012-10-17',
      Id: 'aaaa-bbbb-cccc-dddd',
      Statement: [
        {
          Effect: 'Allow',
          Sid: '1',
          Principal: { AWS: '*' },
          Action: ['s3:*'],
          Resource: 'arn:aws:s3:::photos/*',
        },
      ],
    },
  },
  GetBucketPolicy: { Bucket: 'photos' },
  DeleteBucketPolicy: { Bucket: 'photos' },
  PutBucketWebsite: {
    Bucket: 'photos',
    WebsiteConfiguration: {
      IndexDocument: { Suffix: 'index.html' },
      ErrorDocument: { Key: 'error.html' },
    },
  },
  GetBucketWebsite: { Bucket: 'photos' },
  DeleteBucketWebsite: { Bucket: 'photos' },
  PutBucketLogging: {
    Bucket: 'photos',
    BucketLoggingStatus: {
      LoggingEnabled: {
        TargetBucket: 'photos-logging',
        TargetPrefix: 'photos_log',
        TriggerTargetBucket: 'target-logging',
        TriggerTargetPrefix: 'target_log',
        TriggerSourceBucket: 'source-logging',
        TriggerSourcePrefix: 'source_log',
      },
    },
  },
  GetBucketLogging: { Bucket: 'photos' },
  PutBucketTrigger: {
    Bucket: 'photos',
    TriggerConfiguration: {
      Triggers: [
        {
          TriggerName: 'trigger01',
          IsDefault: true,
          RemoteSite: {
            RemontEndPoint: 'http://oos-hz.ctyunapi.cn',
            ReplicaMode: '',
            RemoteBucketName: 'copies',
            RemoteAK: 'not-a-key',
            RemoteSK: 'not-a-secret',
          },
        },
      ],
    },
  },
  GetBucketTrigger: { Bucket: 'photos' },
  DeleteBucketTrigger: { Bucket: 'photos', TriggerName: 'trigger01' },
  PutBucketLifecycle: {
    Bucket: 'photos',
    LifecycleConfiguration: {
      Rules: [
        { ID: 'lifecycle-123', Prefix: 'test', Status: 'Enabled', Expiration: { Days: 100 } },
        {
          ID: 'by-date',
          Prefix: 'logs/',
          Status: 'Disabled',
          Expiration: { Date: new Date('2030-10-11T00:00:00Z') },
        },
      ],
    },
  },
  GetBucketLifecycle: { Bucket: 'photos' },
  DeleteBucketLifecycle: { Bucket: 'photos' },
  PutBucketCors: {
    Bucket: 'photos',
    CORSConfiguration: {
      CORSRules: [
        {
          ID: 'r1',
          AllowedOrigins: ['https://app.example'],
          AllowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
          AllowedHeaders: ['*'],
          MaxAgeSeconds: 300,
          ExposeHeaders: ['ETag', 'x-amz-request-id'],
        },
      ],
    },
  },
  GetBucketCors: { Bucket: 'photos' },
  DeleteBucketCors: { Bucket: 'photos' },
  GetBucketLocation: { Bucket: 'photos' },
  PutBucketAccelerate: {
    Bucket: 'photos',
    AccelerateConfiguration: { Status: 'Enabled', IPWhiteLists: ['192.0.2.1', '192.0.2.0/24'] },
  },
  GetBucketAccelerate: { Bucket: 'photos' },
  PutObjectLockConfiguration: {
    Bucket: 'photos',
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Disabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } },
    },
  },
  GetObjectLockConfiguration: { Bucket: 'photos' },
  DeleteObjectLockConfiguration: { Bucket: 'photos' },

  PutObject: {
    Bucket: 'photos',
    Key: '中文/a b+c.txt',
    Body: 'Hello, 天翼云',
    ContentLength: 16,
    CacheControl: 'max-age=3600',
    ContentDisposition: 'attachment; filename="a.txt"',
    ContentEncoding: 'identity',
    ContentMD5: 'NmV+kSfAvQk01eOELjh9pA==',
    ContentType: 'text/plain; charset=utf-8',
    Expires: new Date('2030-01-01T00:00:00Z'),
    Metadata: { author: 'a  b' },
    StorageClass: 'STANDARD',
    DataLocation: {
      Type: 'Specified',
      Location: ['ChengDu', 'ShenYang'],
      ScheduleStrategy: 'Allowed',
    },
    Trigger: 'trigger01',
  },
  GetObject: {
    Bucket: 'photos',
    Key: 'cat.jpg',
    IfMatch: '"18b4bee3efc42c2c52a545d00c04298e"',
    IfModifiedSince: new Date('2024-01-01T00:00:00Z'),
    IfNoneMatch: '"d41d8cd98f00b204e9800998ecf8427e"',
    IfUnmodifiedSince: new Date('2025-01-01T00:00:00Z'),
    Range: 'bytes=0-9',
    ResponseCacheControl: 'no-cache',
    ResponseContentDisposition: 'attachment; filename="b.txt"',
    ResponseContentEncoding: 'identity',
    ResponseContentLanguage: 'zh-CN',
    ResponseContentType: 'text/plain',
    ResponseExpires: new Date('2030-01-01T00:00:00Z'),
    LimitRate: 2048,
  },
  HeadObject: {
    Bucket: 'photos',
    Key: 'cat.jpg',
    IfMatch: '"18b4bee3efc42c2c52a545d00c04298e"',
    IfModifiedSince: new Date('2024-01-01T00:00:00Z'),
    IfNoneMatch: '"d41d8cd98f00b204e9800998ecf8427e"',
    IfUnmodifiedSince: new Date('2025-01-01T00:00:00Z'),
    Range: 'bytes=0-9',
    ResponseCacheControl: 'no-cache',
    ResponseContentDisposition: 'attachment; filename="b.txt"',
    ResponseContentEncoding: 'identity',
    ResponseContentLanguage: 'zh-CN',
    ResponseContentType: 'text/plain',
    ResponseExpires: new Date('2030-01-01T00:00:00Z'),
  },
  DeleteObject: { Bucket: 'photos', Key: 'cat.jpg' },
  CopyObject: {
    Bucket: 'photos',
    Key: 'copy.jpg',
    CopySource: { Bucket: 'photos', Key: '中文/a b+c.txt' },
    CacheControl: 'max-age=3600',
    ContentDisposition: 'inline',
    ContentEncoding: 'identity',
    ContentType: 'image/jpeg',
    CopySourceIfMatch: '"18b4bee3efc42c2c52a545d00c04298e"',
    CopySourceIfModifiedSince: new Date('2024-01-01T00:00:00Z'),
    CopySourceIfNoneMatch: '"d41d8cd98f00b204e9800998ecf8427e"',
    CopySourceIfUnmodifiedSince: new Date('2025-01-01T00:00:00Z'),
    Expires: new Date('2030-01-01T00:00:00Z'),
    Metadata: { author: 'c' },
    MetadataDirective: 'REPLACE',
    StorageClass: 'STANDARD',
    DataLocation: { Type: 'Local', ScheduleStrategy: 'NotAllowed' },
  },
  DeleteObjects: {
    Bucket: 'photos',
    Delete: { Quiet: false, Objects: [{ Key: 'a' }, { Key: '<b> & "c"' }] },
  },

  CreateMultipartUpload: {
    Bucket: 'films',
    Key: 'cat.mp4',
    CacheControl: 'max-age=3600',
    ContentDisposition: 'inline',
    ContentEncoding: 'identity',
    ContentType: 'video/mp4',
    Expires: new Date('2030-01-01T00:00:00Z'),
    Metadata: { author: 'a' },
    StorageClass: 'STANDARD',
    DataLocation: { Type: 'Local' },
  },
  UploadPart: {
    Bucket: 'films',
    Key: 'cat.mp4',
    PartNumber: 2,
    UploadId: '1543479591653868846',
    Body: 'the end of the film',
    ContentLength: 19,
    ContentMD5: 'NmozXY/opaU4GCmhw4AQrQ==',
  },
  CompleteMultipartUpload: {
    Bucket: 'films',
    Key: 'cat.mp4',
    UploadId: '1543479591653868846',
    MultipartUpload: {
      Parts: [
        { PartNumber: 1, ETag: '"79b281060d337b9b2b84ccf390adcf74"' },
        { PartNumber: 2, ETag: '"366a335d8fe8a5a5381829a1c38010ad"' },
      ],
    },
  },
  AbortMultipartUpload: { Bucket: 'films', Key: 'cat.mp4', UploadId: '1543479591653868846' },
  ListParts: {
    Bucket: 'films',
    Key: 'cat.mp4',
    UploadId: '1543479591653868846',
    MaxParts: 2,
    PartNumberMarker: 1,
  },
  UploadPartCopy: {
    Bucket: 'films',
    Key: 'cat.mp4',
    PartNumber: 1,
    UploadId: '1543479591653868846',
    CopySource: { Bucket: 'films', Key: 'intro.mp4' },
    CopySourceIfMatch: '"18b4bee3efc42c2c52a545d00c04298e"',
    CopySourceIfModifiedSince: new Date('2024-01-01T00:00:00Z'),
    CopySourceIfNoneMatch: '"d41d8cd98f00b204e9800998ecf8427e"',
    CopySourceIfUnmodifiedSince: new Date('2025-01-01T00:00:00Z'),
    CopySourceRange: 'bytes=0-9',
  },

  CreateAccessKey: { UserName: 'ann' },
  DeleteAccessKey: { AccessKeyId: '10c2758180defd92e034', UserName: 'ann' },
  UpdateAccessKey: {
    AccessKeyId: '10c2758180defd92e034',
    Status: 'Inactive',
    IsPrimary: false,
    UserName: 'ann',
  },
  ListAccessKey: {
    Action: 'ListAccessKeys',
    MaxItems: 10,
    Marker: '10c2758180defd92e034',
    UserName: 'ann',
  },
  GetAccessKeyLastUsed: { AccessKeyId: '10c2758180defd92e034' },
  GetSessionToken: {
    DurationSeconds: 900,
    PolicyDocument: '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject"}]}',
  },
}
