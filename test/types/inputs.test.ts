import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetSessionTokenCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleCommand,
  PutBucketPolicyCommand,
  PutBucketTriggerCommand,
  PutObjectCommand,
  UpdateAccessKeyCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { expect, it } from 'vitest'
import { createCompiler } from './compiler.ts'

// Each directive needs an error on the next line, and no other line may have one: the compiler is the
// judge. What it must refuse is never called.

const Bucket = 'photos'
const Key = 'cat.jpg'

const refused: Readonly<Record<string, () => unknown>> = {
  // @ts-expect-error: Bucket is required
  'a bucket without a name': () => new CreateBucketCommand({}),
  // @ts-expect-error: Key is required
  'an object without a name': () => new GetObjectCommand({ Bucket }),
  // @ts-expect-error: Body is required
  'an object without content': () => new PutObjectCommand({ Bucket, Key }),
  'a part without its upload': () =>
    // @ts-expect-error: UploadId is required
    new UploadPartCommand({ Bucket, Key, PartNumber: 1, Body: '' }),
  'an upload without parts': () =>
    // @ts-expect-error: MultipartUpload is required
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId: '' }),
  // @ts-expect-error: CopySource is required
  'a copy without a source': () => new CopyObjectCommand({ Bucket, Key }),
  // @ts-expect-error: no input at all
  'a listing without input': () => new ListObjectsCommand(),
  // @ts-expect-error: ListBuckets takes none
  'input where there is none': () => new ListBucketsCommand({ Bucket }),

  // @ts-expect-error: it is ContentType
  'a misspelt member': () => new PutObjectCommand({ Bucket, Key, Body: '', ContentTyp: 'a/b' }),
  // @ts-expect-error: members are spelt as the service does
  'a member in camel case': () => new ListObjectsCommand({ Bucket, prefix: 'a' }),
  'a misspelt member deep inside': () =>
    // @ts-expect-error: it is Quiet
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }], quiet: true } }),

  // @ts-expect-error: private, public-read, public-read-write
  'an ACL that does not exist': () => new CreateBucketCommand({ Bucket, ACL: 'public' }),
  'a directive that does not exist': () =>
    // @ts-expect-error: COPY, REPLACE
    new CopyObjectCommand({ ...copy, MetadataDirective: 'copy' }),
  // @ts-expect-error: OOS groups by / alone
  'a delimiter that OOS does not take': () => new ListObjectsCommand({ Bucket, Delimiter: ',' }),
  'a status that does not exist': () =>
    // @ts-expect-error: Active, Inactive
    new UpdateAccessKeyCommand({ AccessKeyId: '', Status: 'On' }),
  'an effect that does not exist': () =>
    new PutBucketPolicyCommand({
      Bucket,
      // @ts-expect-error: Allow, Deny
      Policy: { Statement: [{ ...statement, Effect: 'allow' }] },
    }),
  'a method that CORS rules do not take': () =>
    new PutBucketCorsCommand({
      Bucket,
      // @ts-expect-error: PATCH is none of them
      CORSConfiguration: { CORSRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['PATCH'] }] },
    }),
  'a rule without a prefix': () =>
    new PutBucketLifecycleCommand({
      Bucket,
      // @ts-expect-error: Prefix, which may be empty
      LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Expiration: { Days: 1 } }] },
    }),
  'the remote endpoint as it should be spelt': () =>
    new PutBucketTriggerCommand({
      Bucket,
      TriggerConfiguration: {
        // @ts-expect-error: RemontEndPoint, as the service spells it
        Triggers: [{ TriggerName: 't', IsDefault: true, RemoteSite: { RemoteEndPoint: '' } }],
      },
    }),

  // @ts-expect-error: it must be a number
  'a text for a number': () => new GetSessionTokenCommand({ DurationSeconds: '900' }),
  // @ts-expect-error: it must be a Date
  'a text for a date': () => new GetObjectCommand({ Bucket, Key, IfModifiedSince: '2024' }),
  'a stream of texts as content': () =>
    // @ts-expect-error: it must be one of bytes
    new PutObjectCommand({ Bucket, Key, Body: new ReadableStream<string>(), ContentLength: 1 }),
  // @ts-expect-error: values are texts
  'a number in metadata': () => new PutObjectCommand({ Bucket, Key, Body: '', Metadata: { n: 1 } }),

  'an output that may be missing, used as if it were there': async () => {
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key, Body: '' }))
    // @ts-expect-error: undefined where CORS hides the header
    return ETag.length
  },
  'a member that another command has': async () => {
    const output = await client.send(new PutObjectCommand({ Bucket, Key, Body: '' }))
    // @ts-expect-error: GetObject has it
    return output.Body
  },
}

const accepted: Readonly<Record<string, () => unknown>> = {
  'undefined for what may be left out': () =>
    new PutObjectCommand({ Bucket, Key, Body: '', ContentType: undefined, Metadata: undefined }),
  'every kind of content': () => [
    new PutObjectCommand({ Bucket, Key, Body: 'text' }),
    new PutObjectCommand({ Bucket, Key, Body: new Blob([]) }),
    new PutObjectCommand({ Bucket, Key, Body: new ArrayBuffer(0) }),
    new PutObjectCommand({ Bucket, Key, Body: new Uint8Array() }),
    new PutObjectCommand({ Bucket, Key, Body: Buffer.from('') }),
    new PutObjectCommand({ Bucket, Key, Body: new ReadableStream(), ContentLength: 1 }),
  ],
  'a storage class that is not listed': () =>
    new PutObjectCommand({ Bucket, Key, Body: '', StorageClass: 'EC_2_1' }),
  'a policy as an object and as text': () => [
    new PutBucketPolicyCommand({ Bucket, Policy: { Statement: [statement] } }),
    new PutBucketPolicyCommand({ Bucket, Policy: '{}' }),
  ],
}

const client = new OosClient({ endpoint: 'http://oos.test' })
const copy = { Bucket, Key, CopySource: { Bucket, Key } }
const statement = {
  Effect: 'Allow' as const,
  Principal: '*' as const,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::photos/*',
}

const file = 'test/types/inputs.test.ts'
const compiler = createCompiler([file])

it('is refused by the compiler where it is wrong, and nowhere else', { timeout: 60_000 }, () => {
  expect(Object.keys(refused)).not.toEqual([])
  expect(compiler.complaints(file)).toEqual([])
})

it.each(Object.entries(accepted))('and accepts %s', (_, make) => {
  expect(make).not.toThrow()
})
