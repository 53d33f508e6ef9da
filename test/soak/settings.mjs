// Settings of buckets: what was set is what is read.
import { isDeepStrictEqual } from 'node:util'
import {
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketWebsiteCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleCommand,
  GetBucketPolicyCommand,
  GetBucketWebsiteCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleCommand,
  PutBucketPolicyCommand,
  PutBucketWebsiteCommand,
} from '@oos-js/commands'
import { absent, Violation } from './model.mjs'

/** What a worker does now and then, with weights. */
export const settingOperations = [
  [2, change],
  [2, read],
  [1, clear],
  [1, headBucket],
  [1, listBuckets],
  [1, listUploads],
]

const settings = {
  cors: {
    make: (text) => [
      {
        AllowedOrigins: [`https://${text}.example`],
        AllowedMethods: ['GET'],
        AllowedHeaders: [],
        ExposeHeaders: ['ETag'],
      },
    ],
    put: (Bucket, CORSRules) =>
      new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }),
    get: (Bucket) => new GetBucketCorsCommand({ Bucket }),
    clear: (Bucket) => new DeleteBucketCorsCommand({ Bucket }),
    value: ({ CORSRules }) => CORSRules,
    code: 'NoSuchCORSConfiguration',
  },
  lifecycle: {
    make: (text) => [
      { ID: text, Prefix: `${text}/`, Status: 'Enabled', Expiration: { Days: 3650 } },
    ],
    put: (Bucket, Rules) =>
      new PutBucketLifecycleCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    get: (Bucket) => new GetBucketLifecycleCommand({ Bucket }),
    clear: (Bucket) => new DeleteBucketLifecycleCommand({ Bucket }),
    value: ({ Rules }) => Rules,
    code: 'NoSuchLifecycleConfiguration',
  },
  policy: {
    make: (text, Bucket) => ({
      Version: '2012-10-17',
      Id: text,
      Statement: [
        {
          Sid: text,
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${Bucket}/*`,
        },
      ],
    }),
    put: (Bucket, Policy) => new PutBucketPolicyCommand({ Bucket, Policy }),
    get: (Bucket) => new GetBucketPolicyCommand({ Bucket }),
    clear: (Bucket) => new DeleteBucketPolicyCommand({ Bucket }),
    value: ({ Policy }) => parsed(Policy),
    code: 'NoSuchPolicy',
  },
  website: {
    make: (text) => ({ Suffix: `${text}.html` }),
    put: (Bucket, IndexDocument) =>
      new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { IndexDocument } }),
    get: (Bucket) => new GetBucketWebsiteCommand({ Bucket }),
    clear: (Bucket) => new DeleteBucketWebsiteCommand({ Bucket }),
    value: ({ IndexDocument }) => IndexDocument,
    code: 'NoSuchWebsiteConfiguration',
  },
}

async function change({ Bucket, setting, call, random, newKey }) {
  const name = random.pick(Object.keys(settings))
  const value = settings[name].make(newKey('setting'), Bucket)
  const { output } = await call(settings[name].put(Bucket, value))
  if (output === undefined) setting(name).mayBe(value)
  else setting(name).is(value)
}

async function read({ Bucket, setting, call, random }) {
  const name = random.pick(Object.keys(settings))
  const { get, value, code } = settings[name]
  const { output, error } = await call(get(Bucket), { codes: [code] })
  if (error?.code === code) setting(name).found((state) => state === absent, `there is no ${name}`)
  if (output === undefined) return
  const found = value(output)
  setting(name).found(
    (state) => state !== absent && isDeepStrictEqual(plain(found), plain(state)),
    `${name} is ${JSON.stringify(found)}`,
  )
}

async function clear({ Bucket, setting, call, random }) {
  const name = random.pick(Object.keys(settings))
  const { output } = await call(settings[name].clear(Bucket))
  if (output === undefined) setting(name).mayBe(absent)
  else setting(name).is(absent)
}

async function headBucket({ Bucket, call }) {
  await call(new HeadBucketCommand({ Bucket }))
}

async function listBuckets({ allBuckets, call }) {
  const { output } = await call(new ListBucketsCommand())
  if (output === undefined) return
  const names = output.Buckets.map(({ Name }) => Name)
  if (!isDeepStrictEqual(names.sort(), allBuckets)) {
    throw new Violation(`ListBuckets lists ${names.join() || 'nothing'}`)
  }
}

async function listUploads({ Bucket, call }) {
  const { output } = await call(new ListMultipartUploadsCommand({ Bucket }))
  const strange = output?.Uploads.find(({ Key }) => !Key.startsWith('upload'))
  if (strange !== undefined) throw new Violation(`${strange.Key} is listed as an upload`)
}

/** Members that are undefined are as good as not there. */
function plain(value) {
  return JSON.parse(JSON.stringify(value))
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
