import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import { md5Base64, type OosClient, type OosErrorCode } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { failure } from './failure.ts'
import { keys } from './keys.ts'

/** A server that the commands are tried on, and in what it differs from others that are right too. */
export interface Server {
  /** Begins the names of buckets, so that files that run at the same time do not share any. */
  readonly prefix: string
  client(): OosClient
  readonly answers: {
    /** `Location` of CreateBucket. */
    readonly location: (bucket: string) => string | undefined
    /** How CopyObject writes an ETag. */
    readonly copyETag: (etag: string) => string
    /** Whether Complete tells the ETag. */
    readonly completeETag: boolean
    /** Whether a truncated listing without delimiter tells `NextMarker`. */
    readonly nextMarker: boolean
    /** Whether ListParts tells who began the upload. */
    readonly initiator: boolean
    /** What ListParts says of an upload that is gone. */
    readonly goneUpload: OosErrorCode
    /** What GetObject says of an object that has the default storage class. */
    readonly storageClass: string | undefined
  }
}

const content = 'Hello, 天翼云\n'
const size = 17

/** Tries every command on a server, and every hard key in each place that a key can be in. */
export function roundTrip(server: Server): void {
  const { answers } = server
  let buckets = 0
  const nameBucket = (): string => `${server.prefix}-${++buckets}`

  const newBucket = async (): Promise<{ client: OosClient; Bucket: string }> => {
    const client = server.client()
    const Bucket = nameBucket()
    await client.send(new CreateBucketCommand({ Bucket }))
    return { client, Bucket }
  }

  const newObject = async (
    Key = 'a/b.txt',
  ): Promise<{ client: OosClient; Bucket: string; Key: string; ETag: string }> => {
    const { client, Bucket } = await newBucket()
    const { ETag = '' } = await client.send(new PutObjectCommand({ Bucket, Key, Body: content }))
    return { client, Bucket, Key, ETag }
  }

  const newUpload = async (
    Key = 'a/b.txt',
  ): Promise<{ client: OosClient; Bucket: string; Key: string; UploadId: string }> => {
    const { client, Bucket } = await newBucket()
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    return { client, Bucket, Key, UploadId }
  }

  const read = async (client: OosClient, Bucket: string, Key: string): Promise<string> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    return Body.text()
  }

  const list = async (client: OosClient, Bucket: string): Promise<string[]> => {
    const { Contents } = await client.send(new ListObjectsCommand({ Bucket }))
    return Contents.map(({ Key }) => Key)
  }

  const recent = expect.toSatisfy(
    (date: unknown) => date instanceof Date && date.getUTCFullYear() > 2000,
    'a date',
  ) as Date

  describe('commands', () => {
    it('CreateBucketCommand makes a bucket', async () => {
      const client = server.client()
      const Bucket = nameBucket()
      const output = await client.send(new CreateBucketCommand({ Bucket, ACL: 'public-read' }))
      expect(output.Location).toBe(answers.location(Bucket))
      await client.send(new HeadBucketCommand({ Bucket }))
    })

    it('ListBucketsCommand lists the bucket, and the owner', async () => {
      const { client, Bucket } = await newBucket()
      const { Buckets, Owner } = await client.send(new ListBucketsCommand())
      expect(Owner).toEqual({ ID: expect.stringMatching(/./), DisplayName: expect.any(String) })
      expect(Buckets).toContainEqual({ Name: Bucket, CreationDate: recent })
    })

    it('HeadBucketCommand tells a bucket that is there from one that is not', async () => {
      const { client, Bucket } = await newBucket()
      const { $metadata } = await client.send(new HeadBucketCommand({ Bucket }))
      const error = await failure(client.send(new HeadBucketCommand({ Bucket: nameBucket() })))
      expect([$metadata.status, error.status, error.code]).toEqual([200, 404, 'NotFound'])
    })

    it('DeleteBucketCommand deletes a bucket that is empty, and no other', async () => {
      const { client, Bucket, Key } = await newObject()
      const error = await failure(client.send(new DeleteBucketCommand({ Bucket })))
      expect(error).toMatchObject({ code: 'BucketNotEmpty', status: 409, bucket: Bucket })
      await client.send(new DeleteObjectCommand({ Bucket, Key }))
      const { $metadata } = await client.send(new DeleteBucketCommand({ Bucket }))
      expect($metadata.status).toBe(204)
      const gone = await failure(client.send(new HeadBucketCommand({ Bucket })))
      expect(gone.code).toBe('NotFound')
    })

    it('ListObjectsCommand lists pages, prefixes and groups', async () => {
      const { client, Bucket } = await newBucket()
      for (const Key of ['a', 'b/1', 'b/2', 'c']) {
        await client.send(new PutObjectCommand({ Bucket, Key, Body: content }))
      }
      const page = await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 2, Marker: 'a' }))
      expect(page).toMatchObject({
        Name: Bucket,
        Prefix: '',
        Marker: 'a',
        MaxKeys: 2,
        IsTruncated: true,
        CommonPrefixes: [],
      })
      expect(page.NextMarker).toBe(answers.nextMarker ? 'b/2' : undefined)
      expect(page.Contents).toEqual(
        ['b/1', 'b/2'].map((Key) => ({
          Key,
          LastModified: recent,
          ETag: expect.stringMatching(/^"[\da-f]{32}"$/),
          Size: size,
          StorageClass: 'STANDARD',
          Owner: { ID: expect.stringMatching(/./), DisplayName: expect.any(String) },
        })),
      )
      const groups = await client.send(
        new ListObjectsCommand({ Bucket, Delimiter: '/', Prefix: 'b' }),
      )
      expect(groups).toMatchObject({
        Delimiter: '/',
        Prefix: 'b',
        IsTruncated: false,
        Contents: [],
        CommonPrefixes: [{ Prefix: 'b/' }],
      })
    })

    it('PutObjectCommand stores content, headers and metadata', async () => {
      const { client, Bucket } = await newBucket()
      const { ETag, Expiration } = await client.send(
        new PutObjectCommand({
          Bucket,
          Key: 'k',
          Body: new Blob([content]),
          CacheControl: 'max-age=60',
          ContentDisposition: 'attachment; filename="a.txt"',
          ContentEncoding: 'identity',
          ContentMD5: await md5Base64(content),
          ContentType: 'text/plain; charset=utf-8',
          Expires: new Date(0),
          Metadata: { Author: 'a  b', 'x-1': '!~' },
          StorageClass: 'STANDARD',
        }),
      )
      expect([ETag, Expiration]).toEqual([expect.stringMatching(/^"[\da-f]{32}"$/), undefined])
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }))
      expect(head).toMatchObject({
        CacheControl: 'max-age=60',
        ContentDisposition: 'attachment; filename="a.txt"',
        ContentEncoding: 'identity',
        ContentLength: size,
        ContentType: 'text/plain; charset=utf-8',
        ETag,
        Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
        LastModified: recent,
        Metadata: { author: 'a  b', 'x-1': '!~' },
      })
    })

    it('GetObjectCommand reads an object, and a part of it', async () => {
      const { client, Bucket, Key, ETag } = await newObject()
      const whole = await client.send(new GetObjectCommand({ Bucket, Key }))
      expect(await whole.Body.text()).toBe(content)
      expect(whole).toMatchObject({
        ContentLength: size,
        ContentType: 'application/octet-stream',
        ETag,
        LastModified: recent,
        Metadata: {},
      })
      expect(whole.StorageClass).toBe(answers.storageClass)
      const part = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=0-4' }))
      expect(await part.Body.text()).toBe('Hello')
      expect(part).toMatchObject({
        ContentLength: 5,
        ContentRange: `bytes 0-4/${size}`,
        $metadata: { status: 206 },
      })
    })

    it('HeadObjectCommand tells of an object, under conditions', async () => {
      const { client, Bucket, Key, ETag } = await newObject()
      const head = await client.send(new HeadObjectCommand({ Bucket, Key, IfMatch: ETag }))
      expect(head).toMatchObject({ ContentLength: size, ETag })
      const same = new HeadObjectCommand({ Bucket, Key, IfNoneMatch: ETag })
      expect(await failure(client.send(same))).toMatchObject({ code: 'NotModified', status: 304 })
      const other = new HeadObjectCommand({ Bucket, Key, IfMatch: '"0"' })
      expect(await failure(client.send(other))).toMatchObject({ code: 'PreconditionFailed' })
      const missing = new HeadObjectCommand({ Bucket, Key: 'missing' })
      expect(await failure(client.send(missing))).toMatchObject({ code: 'NotFound', status: 404 })
    })

    it('DeleteObjectCommand deletes an object, also one that is not there', async () => {
      const { client, Bucket, Key } = await newObject()
      const first = await client.send(new DeleteObjectCommand({ Bucket, Key }))
      const second = await client.send(new DeleteObjectCommand({ Bucket, Key }))
      expect([first.$metadata.status, second.$metadata.status]).toEqual([204, 204])
      expect(await failure(read(client, Bucket, Key))).toMatchObject({ code: 'NoSuchKey' })
    })

    it('DeleteObjectsCommand deletes several objects at once', async () => {
      const { client, Bucket, Key } = await newObject()
      const loud = await client.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }, { Key: 'missing' }] } }),
      )
      // In no order that could be relied on.
      expect(loud.Deleted.map((deleted) => deleted.Key).sort()).toEqual([Key, 'missing'])
      expect(loud.Errors).toEqual([])
      const quiet = await client.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key }] } }),
      )
      expect(quiet.Deleted).toEqual([])
      expect(await list(client, Bucket)).toEqual([])
    })

    it('CopyObjectCommand copies an object, with its metadata or others', async () => {
      const { client, Bucket } = await newBucket()
      const { ETag = '' } = await client.send(
        new PutObjectCommand({ Bucket, Key: 'k', Body: content, Metadata: { n: 'old' } }),
      )
      const CopySource = { Bucket, Key: 'k' }
      const copy = await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }))
      expect(copy).toMatchObject({ ETag: answers.copyETag(ETag), LastModified: recent })
      await client.send(
        new CopyObjectCommand({
          Bucket,
          Key: 'changed',
          CopySource,
          MetadataDirective: 'REPLACE',
          Metadata: { n: 'new' },
          ContentType: 'text/x',
        }),
      )
      const same = await client.send(new GetObjectCommand({ Bucket, Key: 'copy' }))
      expect([await same.Body.text(), same.Metadata]).toEqual([content, { n: 'old' }])
      const changed = await client.send(new HeadObjectCommand({ Bucket, Key: 'changed' }))
      expect([changed.ContentType, changed.Metadata]).toEqual(['text/x', { n: 'new' }])
    })

    it('CreateMultipartUploadCommand begins an upload', async () => {
      const { client, Bucket } = await newBucket()
      const output = await client.send(
        new CreateMultipartUploadCommand({ Bucket, Key: 'k', Metadata: { n: 'v' } }),
      )
      expect(output).toMatchObject({ Bucket, Key: 'k', UploadId: expect.stringMatching(/./) })
    })

    it('UploadPartCommand sends a part', async () => {
      const { client, Bucket, Key, UploadId } = await newUpload()
      const { ETag } = await client.send(
        new UploadPartCommand({
          Bucket,
          Key,
          UploadId,
          PartNumber: 10_000,
          Body: new TextEncoder().encode(content),
          ContentMD5: await md5Base64(content),
        }),
      )
      expect(ETag).toMatch(/^"[\da-f]{32}"$/)
    })

    it('CompleteMultipartUploadCommand makes an object of two parts', async () => {
      const { client, Bucket, Key, UploadId } = await newUpload()
      const bodies = [new Uint8Array(5_242_880).fill(0x61), content]
      const Parts = []
      for (const [index, Body] of bodies.entries()) {
        const PartNumber = index + 1
        const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body })
        const { ETag = '' } = await client.send(part)
        Parts.push({ PartNumber, ETag })
      }
      const MultipartUpload = { Parts }
      const output = await client.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }),
      )
      const tag = /^"[\da-f]{32}-2"$/
      expect(output).toMatchObject({ Bucket, Key, Location: expect.stringContaining(Key) })
      if (answers.completeETag) expect(output.ETag).toMatch(tag)
      else expect(output.ETag).toBeUndefined()
      const head = await client.send(new HeadObjectCommand({ Bucket, Key }))
      expect(head.ETag).toMatch(tag)
      const all = await client.send(new GetObjectCommand({ Bucket, Key }))
      const expected = await md5Base64(new Blob(bodies))
      expect(await md5Base64(await all.Body.arrayBuffer())).toBe(expected)
    })

    it('AbortMultipartUploadCommand gives up an upload', async () => {
      const { client, Bucket, Key, UploadId } = await newUpload()
      const { $metadata } = await client.send(
        new AbortMultipartUploadCommand({ Bucket, Key, UploadId }),
      )
      expect($metadata.status).toBe(204)
      const again = new AbortMultipartUploadCommand({ Bucket, Key, UploadId })
      expect(await failure(client.send(again))).toMatchObject({ code: 'NoSuchUpload' })
    })

    it('ListPartsCommand lists the parts of an upload, in pages', async () => {
      const { client, Bucket, Key, UploadId } = await newUpload()
      for (const PartNumber of [7, 3, 5]) {
        const part = { Bucket, Key, UploadId, PartNumber, Body: content }
        await client.send(new UploadPartCommand(part))
      }
      const page = await client.send(
        new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1, PartNumberMarker: 3 }),
      )
      expect(page).toMatchObject({
        Bucket,
        Key,
        UploadId,
        StorageClass: 'STANDARD',
        PartNumberMarker: 3,
        NextPartNumberMarker: 5,
        MaxParts: 1,
        IsTruncated: true,
        Parts: [
          {
            PartNumber: 5,
            LastModified: recent,
            ETag: expect.stringMatching(/^"[\da-f]{32}"$/),
            Size: size,
          },
        ],
      })
      expect(page.Initiator !== undefined).toBe(answers.initiator)
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      const gone = new ListPartsCommand({ Bucket, Key, UploadId })
      expect(await failure(client.send(gone))).toMatchObject({ code: answers.goneUpload })
    })
  })

  describe.each(keys)('a key: %s', (_, Key) => {
    it('is put, and read back', async () => {
      const { client, Bucket } = await newObject(Key)
      expect(await read(client, Bucket, Key)).toBe(content)
    })

    it('is found by HEAD', async () => {
      const { client, Bucket } = await newObject(Key)
      const head = await client.send(new HeadObjectCommand({ Bucket, Key }))
      expect(head.ContentLength).toBe(size)
    })

    it('is listed as it is', async () => {
      const { client, Bucket } = await newObject(Key)
      expect(await list(client, Bucket)).toEqual([Key])
    })

    it('is a prefix and a marker', async () => {
      const { client, Bucket } = await newObject(Key)
      const below = await client.send(new ListObjectsCommand({ Bucket, Prefix: Key }))
      expect([below.Prefix, below.Contents.length]).toEqual([Key, 1])
      const after = await client.send(new ListObjectsCommand({ Bucket, Marker: Key }))
      expect([after.Marker, after.Contents.length]).toEqual([Key, 0])
    })

    it('is copied from, and to', async () => {
      const { client, Bucket } = await newObject(Key)
      const there = { Bucket, Key: 'copy', CopySource: { Bucket, Key } }
      await client.send(new CopyObjectCommand(there))
      await client.send(new DeleteObjectCommand({ Bucket, Key }))
      const back = { Bucket, Key, CopySource: { Bucket, Key: 'copy' } }
      await client.send(new CopyObjectCommand(back))
      expect(await read(client, Bucket, Key)).toBe(content)
    })

    it('is uploaded in parts', async () => {
      const { client, Bucket, UploadId } = await newUpload(Key)
      const part = { Bucket, Key, UploadId, PartNumber: 1, Body: content }
      const { ETag = '' } = await client.send(new UploadPartCommand(part))
      const parts = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }))
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
      const complete = { Bucket, Key, UploadId, MultipartUpload }
      const output = await client.send(new CompleteMultipartUploadCommand(complete))
      expect([parts.Key, output.Key]).toEqual([Key, Key])
      expect(await list(client, Bucket)).toEqual([Key])
    })

    it('is given up as an upload', async () => {
      const { client, Bucket, UploadId } = await newUpload(Key)
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      const gone = new AbortMultipartUploadCommand({ Bucket, Key, UploadId })
      expect(await failure(client.send(gone))).toMatchObject({ code: 'NoSuchUpload' })
    })

    it('is deleted', async () => {
      const { client, Bucket } = await newObject(Key)
      await client.send(new DeleteObjectCommand({ Bucket, Key }))
      expect(await list(client, Bucket)).toEqual([])
    })

    it('is deleted in a batch', async () => {
      const { client, Bucket } = await newObject(Key)
      const Delete = { Objects: [{ Key }] }
      const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }))
      expect([Deleted, await list(client, Bucket)]).toEqual([[{ Key }], []])
    })
  })

  it('keys that look the same are not', async () => {
    const { client, Bucket } = await newBucket()
    const pairs = ['e\u0301', '\u00e9']
    for (const Key of pairs) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))
    expect(await list(client, Bucket)).toEqual(pairs)
    expect(await read(client, Bucket, '\u00e9')).toBe('\u00e9')
  })
}
