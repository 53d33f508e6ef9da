import { DeleteObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()

beforeEach(() => createBucket(client))

describe('DeleteObjectCommand', () => {
  it('deletes the key and no other', async () => {
    for (const Key of ['a', 'b']) await client.send(new PutObjectCommand({ Bucket, Key, Body: '' }))
    const { $metadata, ...output } = await client.send(
      new DeleteObjectCommand({ Bucket, Key: 'a' }),
    )
    expect(lastSent(emulator)).toMatchObject({ method: 'DELETE', path: '/bucket/a', query: {} })
    expect([output, $metadata.status]).toEqual([{}, 204])
    expect(emulator.buckets.get(Bucket)?.objects.keys()).toEqual(['b'])
  })

  it('resolves for a key that is not there', async () => {
    const { $metadata } = await client.send(new DeleteObjectCommand({ Bucket, Key: 'missing' }))
    expect($metadata.status).toBe(204)
  })

  it('does not become the deletion of a bucket when the key is empty', async () => {
    const error = await failure(client.send(new DeleteObjectCommand({ Bucket, Key: '' })))
    expect([error.code, error.member]).toEqual(['InvalidInput', 'Key'])
    expect(emulator.buckets.has(Bucket)).toBe(true)
  })

  it('rejects for a bucket that is not there', async () => {
    const gone = new DeleteObjectCommand({ Bucket: 'missing', Key: 'k' })
    expect(await failure(client.send(gone))).toMatchObject({ code: 'NoSuchBucket', status: 404 })
  })
})
