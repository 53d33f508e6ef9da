import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { keys } from '../support/keys.ts'
import { loopback } from '../support/loopback.ts'

const credentials = inject('user')
const { port } = new URL(inject('endpoint'))

// RGW is told that its own name is localhost: what stands before it is a bucket, and so is any other name.
const styles = [
  { addressing: 'virtual', endpoint: `http://localhost:${port}`, Bucket: 'virtual-host' },
  {
    addressing: 'cname',
    endpoint: `http://films.example.test:${port}`,
    Bucket: 'films.example.test',
  },
] as const

describe.each(styles)('addressing $addressing on RGW', ({ addressing, endpoint, Bucket }) => {
  const owner = new OosClient({ endpoint: inject('endpoint'), credentials })
  const client = new OosClient({ endpoint, addressing, credentials, fetch: loopback })

  beforeAll(async () => {
    await owner.send(new CreateBucketCommand({ Bucket }))
  })

  afterAll(async () => {
    await owner.send(new DeleteBucketCommand({ Bucket }))
  })

  it.each(keys)('round-trips a key with %s', async (_why, Key) => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))
    const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key }))
    expect(ContentLength).toBe(Buffer.byteLength(Key))
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    expect(await Body.text()).toBe(Key)
    const { Contents } = await client.send(new ListObjectsCommand({ Bucket }))
    expect(Contents.map((entry) => entry.Key)).toEqual([Key])
    await client.send(new DeleteObjectCommand({ Bucket, Key }))
  })

  it('signs sub-resources', async () => {
    const { Owner } = await client.send(new GetBucketAclCommand({ Bucket }))
    expect(Owner.ID).toBe('oos')
  })
})
