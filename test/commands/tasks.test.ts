import {
  browserCorsRule,
  copyLarge,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  credentialsFrom,
  deleteAll,
  emptyAndDeleteBucket,
  GetBucketCorsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { items, OosClient, type ClientOptions } from '@oos-js/core'
import { createEmulator, type EmulatorOptions } from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { clock, createClient, endpoint, now } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { inProcess } from '../support/in-process.ts'

const Bucket = 'bucket'

async function setStage(options: EmulatorOptions = {}, clientOptions: Partial<ClientOptions> = {}) {
  const emulator = createEmulator({ clock, ...options })
  const client = createClient({ fetch: inProcess(emulator), ...clientOptions })
  await client.send(new CreateBucketCommand({ Bucket }))
  const put = (Key: string, Body: BodyInit = '') =>
    client.send(new PutObjectCommand({ Bucket, Key, Body: Body as string }))
  const sent = (operation: string) =>
    emulator.requests.filter((request) => request.operation === operation).length
  return { emulator, client, put, sent }
}

async function keysIn(client: OosClient): Promise<string[]> {
  const keys: string[] = []
  for await (const { Key } of items(client, new ListObjectsCommand({ Bucket }), 'Contents')) {
    keys.push(Key)
  }
  return keys
}

describe('deleteAll', () => {
  it('deletes what begins with the prefix, 1000 in a request, and nothing else', async () => {
    const { client, put, sent } = await setStage()
    await Promise.all(Array.from({ length: 1001 }, (_, index) => put(`a/${index}`)))
    await put('b')
    const output = await deleteAll(client, { Bucket, Prefix: 'a/' })
    expect(output).toEqual({ deleted: 1001, failures: [] })
    expect(await keysIn(client)).toEqual(['b'])
    expect(sent('DeleteObjects')).toBe(2)
  }, 30_000)

  it('tells what is still there, and deletes the rest', async () => {
    const { emulator, client, put } = await setStage()
    for (const key of ['a', 'b', 'c']) await put(key)
    emulator.faults.on({ operation: 'DeleteObjects', key: 'b' }).fail('AccessDenied')
    const { deleted, failures } = await deleteAll(client, { Bucket, Prefix: '' })
    expect([deleted, failures.map(({ Key, Code }) => [Key, Code])]).toEqual([
      2,
      [['b', 'AccessDenied']],
    ])
    expect(await keysIn(client)).toEqual(['b'])
  })

  it('deletes keys that XML cannot carry one by one', async () => {
    const { client, sent } = await setStage()
    const listed =
      '<Contents><Key>a&#x1;b</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified>'
    client.use(
      'listing',
      async (call, next) => {
        if (call.command.operation.name !== 'ListObjects') return next(call)
        return {
          response: new Response(
            '<ListBucketResult><Name>b</Name><Prefix/><Marker/><IsTruncated>false</IsTruncated>' +
              `${listed}<Size>1</Size></Contents></ListBucketResult>`,
          ),
        }
      },
      { step: 'wire' },
    )
    const output = await deleteAll(client, { Bucket, Prefix: '' })
    expect(output).toEqual({ deleted: 1, failures: [] })
    expect([sent('DeleteObject'), sent('DeleteObjects')]).toEqual([1, 0])
  })

  it('does nothing without a prefix, which might have been forgotten', async () => {
    const { client, put } = await setStage()
    await put('a')
    // @ts-expect-error Prefix is missing
    await expect(deleteAll(client, { Bucket })).rejects.toThrow('Prefix is required')
    expect(await keysIn(client)).toEqual(['a'])
  })
})

describe('emptyAndDeleteBucket', () => {
  it('deletes objects, uploads under way and the bucket', async () => {
    const { emulator, client, put } = await setStage()
    await put('a')
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'film' }))
    await emptyAndDeleteBucket(client, { Bucket })
    expect([emulator.buckets.size, emulator.uploads.size]).toEqual([0, 0])
  })

  it('leaves the bucket when an object cannot be deleted, and names one', async () => {
    const { emulator, client, put } = await setStage()
    await put('a')
    emulator.faults.on({ operation: 'DeleteObjects', key: 'a' }).fail('AccessDenied')
    const error = await failure(emptyAndDeleteBucket(client, { Bucket }))
    expect([error.code, error.bucket, error.key]).toEqual(['BucketNotEmpty', Bucket, 'a'])
    await client.send(new HeadBucketCommand({ Bucket }))
  })
})

describe('copyLarge', () => {
  const CopySource = { Bucket, Key: 'source' }
  const mebibyte = 1_048_576
  const gibibyte = 1024 * mebibyte

  async function withSource(size: number) {
    const stage = await setStage({ partOfCopyAbove: 0 })
    const bytes = new Uint8Array(size).map((_, index) => (index * 31 + (index >> 8)) & 255)
    await stage.client.send(
      new PutObjectCommand({
        ...CopySource,
        Body: bytes,
        ContentType: 'video/mp4',
        CacheControl: 'no-cache',
        Metadata: { author: 'me' },
      }),
    )
    const copyOf = async () => {
      const copy = await stage.client.send(new GetObjectCommand({ Bucket, Key: 'copy' }))
      const copied = new Uint8Array(await copy.Body.arrayBuffer())
      return { ...copy, isSame: Buffer.compare(copied, bytes) === 0 }
    }
    return { ...stage, copyOf }
  }

  it('copies a source that is not too large in one request', async () => {
    const { client, copyOf, sent } = await withSource(1000)
    expect((await copyLarge(client, { Bucket, Key: 'copy', CopySource })).parts).toBe(1)
    expect([(await copyOf()).isSame, sent('CopyObject')]).toEqual([true, 1])
  })

  it('copies a larger one in parts, with its headers and metadata', async () => {
    const { client, copyOf, sent } = await withSource(11 * mebibyte)
    const options = { partsAbove: 0, partSize: 5 * mebibyte }
    const output = await copyLarge(client, { Bucket, Key: 'copy', CopySource }, options)
    expect([output.parts, sent('UploadPartCopy'), sent('CopyObject')]).toEqual([3, 3, 0])
    expect(await copyOf()).toMatchObject({
      isSame: true,
      ContentType: 'video/mp4',
      CacheControl: 'no-cache',
      Metadata: { author: 'me' },
    })
  })

  it('gives the copy headers of its own when they are to be replaced', async () => {
    const { client, copyOf } = await withSource(6 * mebibyte)
    const options = { partsAbove: 0, partSize: 5 * mebibyte }
    const headers = { MetadataDirective: 'REPLACE', ContentType: 'image/png' } as const
    await copyLarge(client, { Bucket, Key: 'copy', CopySource, ...headers }, options)
    expect(await copyOf()).toMatchObject({ ContentType: 'image/png', Metadata: {} })
  })

  it('has larger parts where there would be too many', async () => {
    const requested: string[] = []
    const size = 60_000 * gibibyte
    const client = createClient({
      fetch: (url, { method, headers }) => {
        const range = headers.get('x-amz-copy-source-range')
        if (range !== null) requested.push(range)
        if (method === 'HEAD') {
          return Promise.resolve(new Response(null, { headers: { 'content-length': `${size}` } }))
        }
        // Enough is seen.
        return Promise.resolve(
          url.includes('uploads')
            ? new Response(
                '<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>7</UploadId></InitiateMultipartUploadResult>',
              )
            : new Response(null, { status: 403 }),
        )
      },
    })
    const options = { partSize: 5 * mebibyte, concurrency: 1 }
    await failure(copyLarge(client, { Bucket, Key: 'copy', CopySource }, options))
    expect(requested).toEqual([`bytes=0-${6 * gibibyte - 1}`])
  })

  it.each([
    ['partsAbove', { partsAbove: -1 }],
    ['partSize', { partSize: 5 * mebibyte - 1 }],
    ['partSize', { partSize: 5 * gibibyte + 1 }],
    ['partSize', { partSize: NaN }],
    ['concurrency', { concurrency: 0 }],
    ['concurrency', { concurrency: 1.5 }],
  ])('needs a sound %s: %o', async (member, options) => {
    const { client, sent } = await withSource(10)
    const before = sent('HeadObject')
    const error = await failure(copyLarge(client, { Bucket, Key: 'copy', CopySource }, options))
    expect([error.code, error.member, sent('HeadObject')]).toEqual(['InvalidInput', member, before])
  })

  it('ends with the reason of the signal, and leaves nothing behind', async () => {
    const { emulator, client } = await withSource(11 * mebibyte)
    const controller = new AbortController()
    const reason = new Error('enough')
    client.use(
      'stop',
      (call, next) => {
        if (call.command.operation.name === 'UploadPartCopy') controller.abort(reason)
        return next(call)
      },
      { step: 'wire' },
    )
    const options = { partsAbove: 0, partSize: 5 * mebibyte, signal: controller.signal }
    const copy = copyLarge(client, { Bucket, Key: 'copy', CopySource }, options)
    await expect(copy).rejects.toBe(reason)
    expect(emulator.uploads.size).toBe(0)
  })

  it('fails when the source changes meanwhile, and leaves nothing behind', async () => {
    const { emulator, client } = await withSource(6 * mebibyte)
    client.use(
      'change',
      async (call, next) => {
        const result = await next(call)
        if (call.command.operation.name === 'HeadObject') {
          await createClient({ fetch: inProcess(emulator) }).send(
            new PutObjectCommand({ ...CopySource, Body: new Uint8Array(6 * mebibyte) }),
          )
        }
        return result
      },
      { step: 'wire' },
    )
    const options = { partsAbove: 0, partSize: 5 * mebibyte }
    const copy = copyLarge(client, { Bucket, Key: 'copy', CopySource }, options)
    expect((await failure(copy)).code).toBe('PreconditionFailed')
    expect(emulator.uploads.size).toBe(0)
    const head = client.send(new HeadObjectCommand({ Bucket, Key: 'copy' }))
    expect((await failure(head)).code).toBe('NotFound')
  })
})

describe('credentialsFrom', () => {
  it('gives temporary keys, and new ones before they end', async () => {
    let time = now
    const ticking = { now: () => time }
    const { emulator, client, sent } = await setStage(
      { clock: ticking },
      { clock: ticking, iamEndpoint: endpoint },
    )
    const temporary = new OosClient({
      endpoint,
      clock: ticking,
      credentials: credentialsFrom(client, { DurationSeconds: 900 }),
      fetch: inProcess(emulator),
    })
    await temporary.send(new HeadBucketCommand({ Bucket }))
    await temporary.send(new HeadBucketCommand({ Bucket }))
    expect(sent('GetSessionToken')).toBe(1)
    time += 900_000
    await temporary.send(new HeadBucketCommand({ Bucket }))
    expect(sent('GetSessionToken')).toBe(2)
  })
})

describe('browserCorsRule', () => {
  it('is a rule that the service takes and gives back', async () => {
    const { client } = await setStage()
    const rule = browserCorsRule('https://app.example.com', {
      methods: ['GET', 'PUT'],
      metadata: ['author'],
    })
    const CORSConfiguration = { CORSRules: [rule] }
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }))
    const { CORSRules } = await client.send(new GetBucketCorsCommand({ Bucket }))
    expect(CORSRules).toEqual([rule])
    expect(rule.ExposeHeaders).toEqual(expect.arrayContaining(['ETag', 'x-amz-meta-author']))
  })
})
