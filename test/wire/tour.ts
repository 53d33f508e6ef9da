import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateAccessKeyCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteAccessKeyCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTriggerCommand,
  DeleteBucketWebsiteCommand,
  DeleteObjectCommand,
  DeleteObjectLockConfigurationCommand,
  DeleteObjectsCommand,
  GetAccessKeyLastUsedCommand,
  GetBucketAccelerateCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetBucketTriggerCommand,
  GetBucketWebsiteCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetRegionsCommand,
  GetSessionTokenCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListAccessKeyCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutBucketAccelerateCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutBucketTriggerCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  UpdateAccessKeyCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  parsePolicy,
} from '@oos-js/commands'
import { md5Base64, type OosClient } from '@oos-js/core'
import { expect } from 'vitest'
import { failure } from '../support/failure.ts'
import type { CommandName } from './commands.ts'

/** A server, and on it a bucket of one's own with an object in it. */
export interface Stage {
  readonly client: OosClient
  readonly Bucket: string
  readonly Key: string
}

/** What the object holds. */
const content = 'Hello, 天翼云\n'

/** Makes the bucket and the object. */
export async function setUp(client: OosClient, Bucket: string): Promise<Stage> {
  const Key = 'a/b 中.txt'
  await client.send(new CreateBucketCommand({ Bucket }))
  await client.send(new PutObjectCommand({ Bucket, Key, Body: content }))
  return { client, Bucket, Key }
}

/**
 * For each command a walk that sends it, with what it needs, and looks at what came of it. The compiler
 * refuses a command without one.
 */
export const tour: Readonly<Record<CommandName, (stage: Stage) => Promise<unknown>>> = {
  async ListBuckets({ client, Bucket }) {
    const { Buckets } = await client.send(new ListBucketsCommand())
    expect(Buckets.map(({ Name }) => Name)).toContain(Bucket)
  },
  async GetRegions({ client }) {
    const { MetadataRegions, DataRegions } = await client.send(new GetRegionsCommand())
    expect(MetadataRegions).toContain('ChengDu')
    expect(DataRegions).toContain('ChengDu')
  },

  async CreateBucket({ client, Bucket }) {
    await client.send(new CreateBucketCommand({ Bucket: `${Bucket}-other`, ACL: 'public-read' }))
    const { Buckets } = await client.send(new ListBucketsCommand())
    expect(Buckets.map(({ Name }) => Name)).toContain(`${Bucket}-other`)
  },
  async GetBucketAcl({ client, Bucket }) {
    const { Owner, Grants } = await client.send(new GetBucketAclCommand({ Bucket }))
    expect(Owner.ID).toMatch(/./)
    expect(Grants).toBeInstanceOf(Array)
  },
  async ListObjects({ client, Bucket, Key }) {
    const { Contents } = await client.send(new ListObjectsCommand({ Bucket }))
    expect(Contents.map((object) => object.Key)).toEqual([Key])
  },
  async DeleteBucket({ client, Bucket, Key }) {
    await client.send(new DeleteObjectCommand({ Bucket, Key }))
    await client.send(new DeleteBucketCommand({ Bucket }))
    const gone = await failure(client.send(new HeadBucketCommand({ Bucket })))
    expect(gone.code).toBe('NotFound')
  },
  async HeadBucket({ client, Bucket }) {
    await client.send(new HeadBucketCommand({ Bucket }))
  },

  async PutBucketPolicy({ client, Bucket }) {
    const Policy = policyFor(Bucket)
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }))
    const stored = await client.send(new GetBucketPolicyCommand({ Bucket }))
    expect(parsePolicy(stored.Policy)).toEqual(Policy)
  },
  async GetBucketPolicy({ client, Bucket }) {
    const Policy = JSON.stringify(policyFor(Bucket))
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }))
    const stored = await client.send(new GetBucketPolicyCommand({ Bucket }))
    expect(stored.Policy).toBe(Policy)
  },
  async DeleteBucketPolicy({ client, Bucket }) {
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy: policyFor(Bucket) }))
    await client.send(new DeleteBucketPolicyCommand({ Bucket }))
    const gone = await failure(client.send(new GetBucketPolicyCommand({ Bucket })))
    expect(['NoSuchPolicy', 'NoSuchBucketPolicy']).toContain(gone.code)
  },

  async PutBucketWebsite({ client, Bucket }) {
    const WebsiteConfiguration = website
    await client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }))
    expect(await client.send(new GetBucketWebsiteCommand({ Bucket }))).toMatchObject(website)
  },
  async GetBucketWebsite({ client, Bucket }) {
    const { IndexDocument } = website
    const WebsiteConfiguration = { IndexDocument }
    await client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }))
    const stored = await client.send(new GetBucketWebsiteCommand({ Bucket }))
    expect([stored.IndexDocument, stored.ErrorDocument]).toEqual([IndexDocument, undefined])
  },
  async DeleteBucketWebsite({ client, Bucket }) {
    await client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: website }))
    await client.send(new DeleteBucketWebsiteCommand({ Bucket }))
    const gone = await failure(client.send(new GetBucketWebsiteCommand({ Bucket })))
    expect(gone.status).toBe(404)
  },

  async ListMultipartUploads({ client, Bucket, Key }) {
    const UploadId = await beginUpload({ client, Bucket, Key })
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }))
    expect(Uploads).toMatchObject([{ Key, UploadId }])
  },

  async PutBucketLogging({ client, Bucket }) {
    const LoggingEnabled = { TargetBucket: Bucket, TargetPrefix: 'logs/' }
    const BucketLoggingStatus = { LoggingEnabled }
    await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus }))
    const stored = await client.send(new GetBucketLoggingCommand({ Bucket }))
    expect(stored.LoggingEnabled).toEqual(LoggingEnabled)
    await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }))
    const off = await client.send(new GetBucketLoggingCommand({ Bucket }))
    expect(off.LoggingEnabled).toBeUndefined()
  },
  async GetBucketLogging({ client, Bucket }) {
    const { LoggingEnabled } = await client.send(new GetBucketLoggingCommand({ Bucket }))
    expect(LoggingEnabled).toBeUndefined()
  },

  async PutBucketTrigger({ client, Bucket }) {
    await client.send(new PutBucketTriggerCommand({ Bucket, TriggerConfiguration: triggers }))
    const { Triggers } = await client.send(new GetBucketTriggerCommand({ Bucket }))
    expect(Triggers).toMatchObject([{ TriggerName: 'hangzhou', IsDefault: true }])
    expect(Triggers[0]?.RemoteSite[0]?.RemontEndPoint).toBe('https://oos-hz.ctyunapi.cn')
  },
  async GetBucketTrigger({ client, Bucket }) {
    await client.send(new PutBucketTriggerCommand({ Bucket, TriggerConfiguration: triggers }))
    const { Triggers } = await client.send(new GetBucketTriggerCommand({ Bucket }))
    expect(Triggers).toHaveLength(1)
  },
  async DeleteBucketTrigger({ client, Bucket }) {
    const TriggerName = 'hangzhou'
    await client.send(new PutBucketTriggerCommand({ Bucket, TriggerConfiguration: triggers }))
    await client.send(new DeleteBucketTriggerCommand({ Bucket, TriggerName }))
    const { $metadata } = await client.send(new HeadBucketCommand({ Bucket }))
    expect($metadata.status).toBe(200)
  },

  async PutBucketLifecycle({ client, Bucket }) {
    const LifecycleConfiguration = { Rules: [...lifecycleRules] }
    await client.send(new PutBucketLifecycleCommand({ Bucket, LifecycleConfiguration }))
    const { Rules } = await client.send(new GetBucketLifecycleCommand({ Bucket }))
    expect(byId(Rules)).toEqual(lifecycleRules)
  },
  async GetBucketLifecycle({ client, Bucket }) {
    const LifecycleConfiguration = { Rules: [lifecycleRules[1]] }
    await client.send(new PutBucketLifecycleCommand({ Bucket, LifecycleConfiguration }))
    const { Rules } = await client.send(new GetBucketLifecycleCommand({ Bucket }))
    expect(Rules).toEqual([lifecycleRules[1]])
  },
  async DeleteBucketLifecycle({ client, Bucket }) {
    const LifecycleConfiguration = { Rules: [...lifecycleRules] }
    await client.send(new PutBucketLifecycleCommand({ Bucket, LifecycleConfiguration }))
    await client.send(new DeleteBucketLifecycleCommand({ Bucket }))
    const gone = await failure(client.send(new GetBucketLifecycleCommand({ Bucket })))
    expect(gone.code).toBe('NoSuchLifecycleConfiguration')
  },

  async PutBucketCors({ client, Bucket }) {
    const CORSConfiguration = { CORSRules: [corsRule] }
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }))
    const { CORSRules } = await client.send(new GetBucketCorsCommand({ Bucket }))
    expect(CORSRules).toMatchObject([{ AllowedOrigins: ['https://app.example'] }])
  },
  async GetBucketCors({ client, Bucket }) {
    const CORSConfiguration = { CORSRules: [corsRule] }
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }))
    const { CORSRules } = await client.send(new GetBucketCorsCommand({ Bucket }))
    const [{ AllowedMethods, ...rest }] = CORSRules as [(typeof CORSRules)[number]]
    // A set to RGW, which sends it in an order of its own.
    expect([...AllowedMethods].sort()).toEqual(['GET', 'PUT'])
    expect(rest).toEqual({
      ID: 'r1',
      AllowedOrigins: ['https://app.example'],
      AllowedHeaders: ['*'],
      MaxAgeSeconds: 300,
      ExposeHeaders: ['ETag'],
    })
  },
  async DeleteBucketCors({ client, Bucket }) {
    const CORSConfiguration = { CORSRules: [corsRule] }
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }))
    await client.send(new DeleteBucketCorsCommand({ Bucket }))
    const gone = await failure(client.send(new GetBucketCorsCommand({ Bucket })))
    expect(gone.code).toBe('NoSuchCORSConfiguration')
  },

  async GetBucketLocation({ client, Bucket }) {
    const place = await client.send(new GetBucketLocationCommand({ Bucket }))
    expect(place.DataLocationConstraint?.Type ?? place.LocationConstraint).toMatch(/./)
  },
  async PutBucketAccelerate({ client, Bucket }) {
    const AccelerateConfiguration = { Status: 'Enabled', IPWhiteLists: ['192.0.2.1'] }
    await client.send(new PutBucketAccelerateCommand({ Bucket, AccelerateConfiguration }))
    const stored = await client.send(new GetBucketAccelerateCommand({ Bucket }))
    expect(stored).toMatchObject(AccelerateConfiguration)
  },
  async GetBucketAccelerate({ client, Bucket }) {
    const { Status, IPWhiteLists } = await client.send(new GetBucketAccelerateCommand({ Bucket }))
    expect([Status, IPWhiteLists]).toEqual([undefined, []])
  },
  async PutObjectLockConfiguration({ client, Bucket }) {
    const ObjectLockConfiguration = objectLock
    await client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }))
    const stored = await client.send(new GetObjectLockConfigurationCommand({ Bucket }))
    expect(stored).toMatchObject(objectLock)
  },
  async GetObjectLockConfiguration({ client, Bucket }) {
    const ObjectLockConfiguration = {
      ...objectLock,
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 1 } },
    }
    await client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }))
    const stored = await client.send(new GetObjectLockConfigurationCommand({ Bucket }))
    expect(stored.Rule?.DefaultRetention).toEqual({ Mode: 'COMPLIANCE', Years: 1 })
  },
  async DeleteObjectLockConfiguration({ client, Bucket }) {
    await client.send(new DeleteObjectLockConfigurationCommand({ Bucket }))
  },

  async PutObject({ client, Bucket }) {
    const ContentMD5 = await md5Base64(content)
    await client.send(
      new PutObjectCommand({ Bucket, Key: 'k', Body: content, ContentMD5, Metadata: { n: 'v' } }),
    )
    const { Metadata } = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }))
    expect(Metadata).toEqual({ n: 'v' })
  },
  async GetObject({ client, Bucket, Key }) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    expect(await Body.text()).toBe(content)
  },
  async HeadObject({ client, Bucket, Key }) {
    const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key }))
    expect(ContentLength).toBe(17)
  },
  async DeleteObject({ client, Bucket, Key }) {
    await client.send(new DeleteObjectCommand({ Bucket, Key }))
    const gone = await failure(client.send(new HeadObjectCommand({ Bucket, Key })))
    expect(gone.code).toBe('NotFound')
  },
  async CopyObject({ client, Bucket, Key }) {
    const CopySource = { Bucket, Key }
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }))
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'copy' }))
    expect(await Body.text()).toBe(content)
  },
  async DeleteObjects({ client, Bucket, Key }) {
    const Delete = { Objects: [{ Key }, { Key: 'missing' }] }
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }))
    expect([Deleted.length, Errors.length]).toEqual([2, 0])
  },

  async CreateMultipartUpload(stage) {
    expect(await beginUpload(stage)).toMatch(/./)
  },
  async UploadPart(stage) {
    const { ETag } = await uploadPart(stage, await beginUpload(stage))
    expect(ETag).toMatch(/^"[\da-f]{32}"$/)
  },
  async UploadPartCopy(stage) {
    const { client, ...place } = stage
    const UploadId = await beginUpload(stage)
    const { ETag } = await client.send(
      new UploadPartCopyCommand({ ...place, UploadId, PartNumber: 1, CopySource: place }),
    )
    expect(ETag).toMatch(/[\da-f]{32}/)
  },
  async ListParts(stage) {
    const { client, ...place } = stage
    const UploadId = await beginUpload(stage)
    await uploadPart(stage, UploadId)
    const { Parts } = await client.send(new ListPartsCommand({ ...place, UploadId }))
    expect(Parts).toMatchObject([{ PartNumber: 1, Size: 17 }])
  },
  async CompleteMultipartUpload(stage) {
    const { client, ...place } = stage
    const UploadId = await beginUpload(stage)
    const { ETag = '' } = await uploadPart(stage, UploadId)
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
    await client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload }))
    const head = await client.send(new HeadObjectCommand(place))
    expect(head.ETag).toMatch(/-1"$/)
  },
  async AbortMultipartUpload(stage) {
    const { client, ...place } = stage
    const UploadId = await beginUpload(stage)
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId }))
    const { Uploads } = await client.send(new ListMultipartUploadsCommand(place))
    expect(Uploads).toEqual([])
  },

  async CreateAccessKey({ client }) {
    const { AccessKey } = await client.send(new CreateAccessKeyCommand())
    expect(AccessKey).toMatchObject({ Status: 'Active', IsPrimary: false })
  },
  async ListAccessKey({ client }) {
    const { AccessKeyId } = await createKey(client)
    const { AccessKeyMetadata } = await client.send(new ListAccessKeyCommand())
    expect(AccessKeyMetadata.map((key) => key.AccessKeyId)).toContain(AccessKeyId)
  },
  async UpdateAccessKey({ client }) {
    const { AccessKeyId } = await createKey(client)
    await client.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Inactive' }))
    const { AccessKeyMetadata } = await client.send(new ListAccessKeyCommand())
    expect(AccessKeyMetadata).toContainEqual(
      expect.objectContaining({ AccessKeyId, Status: 'Inactive' }),
    )
  },
  async DeleteAccessKey({ client }) {
    const { AccessKeyId } = await createKey(client)
    await client.send(new DeleteAccessKeyCommand({ AccessKeyId }))
    const { AccessKeyMetadata } = await client.send(new ListAccessKeyCommand())
    expect(AccessKeyMetadata.map((key) => key.AccessKeyId)).not.toContain(AccessKeyId)
  },
  async GetAccessKeyLastUsed({ client }) {
    const { AccessKeyId } = await createKey(client)
    const { AccessKeyLastUsed } = await client.send(
      new GetAccessKeyLastUsedCommand({ AccessKeyId }),
    )
    expect(AccessKeyLastUsed.LastUsedDate).toBeUndefined()
  },
  async GetSessionToken({ client }) {
    const { Credentials } = await client.send(new GetSessionTokenCommand({ DurationSeconds: 900 }))
    expect(Credentials.SessionToken).toMatch(/./)
    expect(Credentials.Expiration).toBeInstanceOf(Date)
  },
}

const website = {
  IndexDocument: { Suffix: 'index.html' },
  ErrorDocument: { Key: 'error.html' },
}

const triggers = {
  Triggers: [
    {
      TriggerName: 'hangzhou',
      IsDefault: true,
      RemoteSite: {
        RemontEndPoint: 'https://oos-hz.ctyunapi.cn',
        RemoteBucketName: 'copies',
        RemoteAK: 'not-a-key',
        RemoteSK: 'not-a-secret',
      },
    },
  ],
}

const lifecycleRules = [
  {
    ID: 'by-date',
    Prefix: 'logs/',
    Status: 'Disabled' as const,
    Expiration: { Date: new Date('2099-10-11T00:00:00Z') },
  },
  {
    ID: 'by-days',
    Prefix: 'thumbnails/',
    Status: 'Enabled' as const,
    Expiration: { Days: 30 },
  },
] as const

const corsRule = {
  ID: 'r1',
  AllowedOrigins: ['https://app.example'],
  AllowedMethods: ['GET' as const, 'PUT' as const],
  AllowedHeaders: ['*'],
  MaxAgeSeconds: 300,
  ExposeHeaders: ['ETag'],
}

const objectLock = {
  ObjectLockEnabled: 'Enabled',
  Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } },
}

function policyFor(Bucket: string) {
  return {
    Version: '2012-10-17',
    Id: 'aaaa-bbbb-cccc-dddd',
    Statement: [
      {
        Effect: 'Allow' as const,
        Sid: '1',
        Principal: { AWS: '*' },
        Action: ['s3:GetObject'],
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    ],
  }
}

function byId<Rule extends { readonly ID?: string | undefined }>(rules: readonly Rule[]): Rule[] {
  return [...rules].sort((a, b) => (a.ID ?? '').localeCompare(b.ID ?? ''))
}

async function beginUpload({ client, ...place }: Stage): Promise<string> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place))
  return UploadId
}

async function uploadPart({ client, ...place }: Stage, UploadId: string) {
  return client.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body: content }))
}

async function createKey(client: OosClient) {
  const { AccessKey } = await client.send(new CreateAccessKeyCommand())
  return AccessKey
}
