import { createWriteStream } from 'node:fs'
import { Writable } from 'node:stream'
import { compileFunction } from 'node:vm'
import * as commands from '@oos-js/commands'
import * as core from '@oos-js/core'
import { nodeTransport } from '@oos-js/core/node'
import { createEmulator, defaultAccount, type Account } from '@oos-js/emulator'
import * as web from '@oos-js/web'
import { transform } from 'esbuild'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { helpers } from '../size/shapes.mjs'
import { inProcess } from '../support/in-process.ts'
import { commandNames } from '../wire/commands.ts'
import { examples, type Example } from './examples.ts'

const { OosClient } = core
type Client = core.OosClient

const endpoint = 'https://oos-cn.ctyunapi.cn'
const owner: Account = { ...defaultAccount, id: 'owner@example.com' }
const otherKey: Account = { ...owner, accessKeyId: '10c2758180defd92e034' }

const photos = { Bucket: 'photos' }
const film = { Bucket: 'films', Key: 'cat.mp4' }
const rules: commands.LifecycleConfiguration = {
  Rules: [{ Prefix: '', Status: 'Enabled', Expiration: { Days: 1 } }],
}
const corsRules: commands.CORSConfiguration = {
  CORSRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }],
}
const statement: commands.PolicyStatement = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::photos/*',
}
const site: commands.RemoteSite = {
  RemontEndPoint: 'https://oos-hz.ctyunapi.cn',
  RemoteBucketName: 'copies',
  RemoteAK: 'not-a-key',
  RemoteSK: 'not-a-secret',
}

const putPolicy = (client: Client) =>
  client.send(
    new commands.PutBucketPolicyCommand({ ...photos, Policy: { Statement: [statement] } }),
  )
const putTrigger = (client: Client) => {
  const Triggers = [{ TriggerName: 'hangzhou', IsDefault: true, RemoteSite: site }]
  return client.send(
    new commands.PutBucketTriggerCommand({ ...photos, TriggerConfiguration: { Triggers } }),
  )
}
const putLock = (client: Client) => {
  const Rule = { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } }
  const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule }
  return client.send(
    new commands.PutObjectLockConfigurationCommand({ ...photos, ObjectLockConfiguration }),
  )
}
const beginUpload = async (client: Client) => {
  const { UploadId } = await client.send(new commands.CreateMultipartUploadCommand(film))
  const part = new commands.UploadPartCommand({ ...film, UploadId, PartNumber: 1, Body: 'a' })
  const { ETag } = await client.send(part)
  return { UploadId, ETag }
}

/** What an example takes for granted, by what it is about: done before, and named in its code. */
const preparations: Readonly<Record<string, (client: Client) => Promise<object>>> = {
  DeleteBucketCommand: (client) =>
    client.send(
      new commands.DeleteObjectsCommand({
        ...photos,
        Delete: { Objects: ['cat.jpg', 'a', 'b'].map((Key) => ({ Key })) },
      }),
    ),
  GetBucketPolicyCommand: putPolicy,
  parsePolicy: putPolicy,
  GetBucketWebsiteCommand: (client) => {
    const WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' } }
    return client.send(new commands.PutBucketWebsiteCommand({ ...photos, WebsiteConfiguration }))
  },
  GetBucketLifecycleCommand: (client) =>
    client.send(
      new commands.PutBucketLifecycleCommand({ ...photos, LifecycleConfiguration: rules }),
    ),
  GetBucketCorsCommand: (client) =>
    client.send(new commands.PutBucketCorsCommand({ ...photos, CORSConfiguration: corsRules })),
  GetBucketTriggerCommand: putTrigger,
  DeleteBucketTriggerCommand: putTrigger,
  GetObjectLockConfigurationCommand: putLock,
  postForm: async (client) => {
    const options = { bucket: 'photos', keyPrefix: 'inbox/', maxBytes: 1000 }
    return { policy: await core.createPostPolicy(client, options) }
  },
  Download: async (client) => {
    const film = { Bucket: 'films', Key: 'holiday.mp4' }
    const { ETag: etag } = await client.send(
      new commands.PutObjectCommand({ ...film, Body: 'a whole film' }),
    )
    const handle = {
      createWritable: async () => {
        const done = async (): Promise<void> => undefined
        return Object.assign(new WritableStream(), { write: done, seek: done, truncate: done })
      },
      getFile: async () => new File(['a whole'], 'holiday.mp4'),
    }
    return {
      ...film,
      etag,
      handle,
      showSaveFilePicker: async () => handle,
      video: {},
      createWriteStream: () => createWriteStream('/dev/null'),
      Writable,
    }
  },
  uploadAll: async () => ({ input: { files: [new File(['1'], 'one.txt')] }, label: {} }),
  droppedFiles: async () => {
    const item = { kind: 'file', getAsFile: () => new File(['1'], 'one.txt') }
    return { event: { preventDefault: () => undefined, dataTransfer: { items: [item] } } }
  },
  nodeTransport: async () => ({ nodeTransport, credentials: owner }),
  UploadPartCommand: beginUpload,
  UploadPartCopyCommand: beginUpload,
  ListPartsCommand: beginUpload,
  CompleteMultipartUploadCommand: beginUpload,
  AbortMultipartUploadCommand: beginUpload,
}

afterEach(() => {
  vi.unstubAllGlobals()
})

async function run({ about, code }: Example): Promise<void> {
  const emulator = createEmulator({ accounts: [owner, otherKey] })
  const fetch = inProcess(emulator)
  vi.stubGlobal('fetch', fetch)
  const { accessKeyId, secretAccessKey } = owner
  const client = new OosClient({ endpoint, credentials: owner, maxAttempts: 1 })
  for (const Bucket of ['photos', 'films']) {
    await client.send(new commands.CreateBucketCommand({ Bucket }))
  }
  for (const Key of ['cat.jpg', 'a', 'b']) {
    await client.send(new commands.PutObjectCommand({ ...photos, Key, Body: 'a' }))
  }
  await client.send(new commands.PutObjectCommand({ Bucket: 'films', Key: 'intro.mp4', Body: 'a' }))
  const prepared = await preparations[about]?.(client)

  const context = {
    ...core,
    ...commands,
    ...web,
    client,
    accessKeyId,
    secretAccessKey,
    file: new File(['a film'], 'cat.mp4', { type: 'video/mp4' }),
    bytes: new Uint8Array([1, 2, 3]),
    bar: { value: 0 },
    console: { log: () => undefined, info: () => undefined, warn: () => undefined },
    ...prepared,
  }
  // What is imported is given.
  const body = code.replaceAll(/^import .*$/gm, '')
  const { code: script } = await transform(`async function example() {\n${body}\n}`, {
    loader: 'ts',
  })
  const before = emulator.requests.length
  const example = compileFunction(`${script}\nreturn example()`, Object.keys(context))
  await (example(...Object.values(context)) as Promise<unknown>)
  // An example of middleware sends nothing by itself.
  if (emulator.requests.length === before) {
    await client.send(new commands.PutObjectCommand({ ...photos, Key: 'c', Body: 'a' }))
  }
  const statuses = emulator.requests.slice(before).map(({ status }) => status)
  expect(statuses).not.toEqual([])
  expect(statuses.filter((status) => status >= 300)).toEqual([])
}

const all = examples()

describe('examples in the comments of the packages', () => {
  it('are there for every command', () => {
    const classes = commandNames.map((name) => `${name}Command`)
    expect(all.map(({ about }) => about)).toEqual(expect.arrayContaining(classes))
    expect(all.map(({ about }) => about)).toEqual(
      expect.arrayContaining(['OosClient', 'use', 'isOosError', 'Upload']),
    )
  })

  it('are there for every helper', () => {
    const documented = all.map(({ about }) => about)
    const names = Object.values(helpers).flat()
    expect(names.filter((name) => !documented.includes(name))).toEqual([])
  })

  it.each(all)('run: $about in $file', async (example) => {
    await run(example)
  })
})
