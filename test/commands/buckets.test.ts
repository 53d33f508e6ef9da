import {
  CreateBucketCommand,
  DeleteBucketCommand,
  HeadBucketCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { defaultAccount } from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const other = { accessKeyId: 'OTHER', secretAccessKey: 'other' }
const emulator = emulatorOnMsw({ accounts: [defaultAccount, other] })
const client = createClient()
const stranger = createClient({ credentials: other })

describe('CreateBucketCommand', () => {
  it('puts the bucket, without a body', async () => {
    const output = await client.send(new CreateBucketCommand({ Bucket }))
    const { method, path, query, headers } = lastSent(emulator)
    expect({ method, path, query }).toEqual({ method: 'PUT', path: '/bucket/', query: {} })
    expect(headers).not.toHaveProperty('x-amz-acl')
    expect(output).toMatchObject({ Location: '/bucket', $metadata: { status: 200 } })
  })

  it.each(['private', 'public-read', 'public-read-write'] as const)(
    'sends the ACL %s',
    async (ACL) => {
      await client.send(new CreateBucketCommand({ Bucket, ACL }))
      expect(lastSent(emulator).headers['x-amz-acl']).toBe(ACL)
      expect(emulator.buckets.get(Bucket)?.acl).toBe(ACL)
    },
  )

  it('changes the ACL of a bucket that is there', async () => {
    await client.send(new CreateBucketCommand({ Bucket, ACL: 'public-read' }))
    await client.send(new CreateBucketCommand({ Bucket, ACL: 'private' }))
    expect(emulator.buckets.get(Bucket)?.acl).toBe('private')
  })

  it("rejects a name that is somebody else's", async () => {
    await client.send(new CreateBucketCommand({ Bucket }))
    const error = await failure(stranger.send(new CreateBucketCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'BucketAlreadyExists', status: 409, bucket: Bucket })
  })

  it("understands the vendor's spelling of that error", async () => {
    emulator.faults.on({ operation: 'CreateBucket' }).fail('BucketAlreadExists', { status: 409 })
    const error = await failure(client.send(new CreateBucketCommand({ Bucket })))
    expect(error.code).toBe('BucketAlreadyExists')
  })
})

describe('HeadBucketCommand', () => {
  it('asks for the head of the bucket', async () => {
    await createBucket(client)
    const { $metadata, ...output } = await client.send(new HeadBucketCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'HEAD', path: '/bucket/', query: {} })
    expect([output, $metadata.status]).toEqual([{}, 200])
  })

  it('tells a bucket that is not there by its status, as HEAD has no document', async () => {
    const error = await failure(client.send(new HeadBucketCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'NotFound', status: 404, bucket: Bucket })
  })

  it("tells somebody else's bucket by its status", async () => {
    await createBucket(client)
    const error = await failure(stranger.send(new HeadBucketCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'AccessDenied', status: 403 })
  })
})

describe('DeleteBucketCommand', () => {
  it('deletes the bucket', async () => {
    await createBucket(client)
    const { $metadata, ...output } = await client.send(new DeleteBucketCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'DELETE', path: '/bucket/', query: {} })
    expect([output, $metadata.status, emulator.buckets.size]).toEqual([{}, 204, 0])
  })

  it('rejects for a bucket with an object in it', async () => {
    await createBucket(client)
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '' }))
    const error = await failure(client.send(new DeleteBucketCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'BucketNotEmpty', status: 409 })
  })

  it('rejects for a bucket that is not there', async () => {
    const error = await failure(client.send(new DeleteBucketCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'NoSuchBucket', status: 404 })
  })

  it('rejects for the bucket of somebody else', async () => {
    await createBucket(client, 'public-read-write')
    const error = await failure(stranger.send(new DeleteBucketCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'AccessDenied', status: 403 })
  })
})
