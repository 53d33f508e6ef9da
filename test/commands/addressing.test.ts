import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import type { Addressing } from '@oos-js/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient, endpoint } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { keys } from '../support/keys.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { lastSent } from '../support/sent.ts'

const cname = 'films.example.test'
const emulator = emulatorOnMsw({}, [cname])

const styles: readonly (readonly [Addressing, string, string])[] = [
  ['path', endpoint, 'bucket'],
  ['virtual', endpoint, 'bucket'],
  ['virtual', endpoint, 'bucket.with.dots'],
  ['cname', `http://${cname}`, cname],
]

describe.each(styles)('addressing %s of %s, bucket %s', (addressing, address, Bucket) => {
  const client = createClient({ addressing, endpoint: address })
  const root = addressing === 'path' ? `/${Bucket}/` : '/'

  // A CNAME leads to a bucket only once there is one.
  beforeEach(() => createClient().send(new CreateBucketCommand({ Bucket })))

  it('names the bucket once', async () => {
    await client.send(new ListObjectsCommand({ Bucket }))
    expect(lastSent(emulator).path).toBe(root)
    await client.send(new PutObjectCommand({ Bucket, Key: 'a b', Body: '' }))
    expect(lastSent(emulator).path).toBe(`${root}a%20b`)
  })

  it.each(keys)('signs a key with %s', async (_, Key) => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'abc' }))
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    expect(await Body.text()).toBe('abc')
    expect(emulator.buckets.get(Bucket)?.objects.keys()).toEqual([Key])
  })

  it('signs sub-resources', async () => {
    const Key = 'k'
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    const part = { Bucket, Key, UploadId, PartNumber: 1, Body: 'abc' }
    const { ETag = '' } = await client.send(new UploadPartCommand(part))
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
    await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }),
    )
    const Delete = { Objects: [{ Key }] }
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }))
    expect(Deleted).toEqual([{ Key }])
  })

  it('names a copy source by its path', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'abc' }))
    const copy = { Bucket, Key: 'copy', CopySource: { Bucket, Key: 'k' } }
    await client.send(new CopyObjectCommand(copy))
    expect(lastSent(emulator).headers['x-amz-copy-source']).toBe(`/${Bucket}/k`)
  })
})

describe('addressing', () => {
  it('asks the endpoint itself for buckets, in virtual-host style too', async () => {
    const client = createClient({ addressing: 'virtual' })
    await client.send(new CreateBucketCommand({ Bucket: 'bucket' }))
    const { Buckets } = await client.send(new ListBucketsCommand())
    expect(Buckets.map(({ Name }) => Name)).toEqual(['bucket'])
  })

  it('refuses a bucket that is not the one of the CNAME', async () => {
    const client = createClient({ addressing: 'cname', endpoint: `http://${cname}` })
    const error = await failure(client.send(new ListObjectsCommand({ Bucket: 'other' })))
    expect([error.code, error.member]).toEqual(['InvalidInput', 'Bucket'])
    expect(emulator.requests).toEqual([])
  })
})
