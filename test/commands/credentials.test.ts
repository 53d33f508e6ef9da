import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { defaultAccount } from '@oos-js/emulator'
import { describe, expect, it, vi } from 'vitest'
import { createClient, now } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()
const anonymous = createClient({ credentials: undefined })

describe('without credentials', () => {
  it('requests carry neither a signature nor a date', async () => {
    await createBucket(client, 'public-read')
    await anonymous.send(new ListObjectsCommand({ Bucket }))
    expect(lastSent(emulator).headers).toEqual({})
  })

  it('a bucket for all to read can be read', async () => {
    await createBucket(client, 'public-read')
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'abc' }))
    const { Body } = await anonymous.send(new GetObjectCommand({ Bucket, Key: 'k' }))
    expect(await Body.text()).toBe('abc')
  })

  it('a bucket for all to read cannot be written', async () => {
    await createBucket(client, 'public-read')
    const put = new PutObjectCommand({ Bucket, Key: 'k', Body: 'abc' })
    const error = await failure(anonymous.send(put))
    expect(error).toMatchObject({ code: 'AccessDenied', status: 403 })
  })

  it('a bucket for all to write can be written', async () => {
    await createBucket(client, 'public-read-write')
    await anonymous.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'abc' }))
    await anonymous.send(new DeleteObjectCommand({ Bucket, Key: 'k' }))
    expect(emulator.buckets.get(Bucket)?.objects.size).toBe(0)
  })

  it('a private bucket cannot be read', async () => {
    await createBucket(client, 'private')
    const error = await failure(anonymous.send(new ListObjectsCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'AccessDenied', status: 403 })
  })
})

describe('credentials', () => {
  it('with a wrong secret are refused', async () => {
    const credentials = { ...defaultAccount, secretAccessKey: 'wrong' }
    const error = await failure(
      createClient({ credentials }).send(new CreateBucketCommand({ Bucket })),
    )
    expect(error).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 })
  })

  it('that nobody knows are refused', async () => {
    const credentials = { ...defaultAccount, accessKeyId: 'NOBODY' }
    const error = await failure(
      createClient({ credentials }).send(new CreateBucketCommand({ Bucket })),
    )
    expect(error).toMatchObject({ code: 'InvalidAccessKeyId', status: 403 })
  })

  it('may come from a promise', async () => {
    const provider = createClient({ credentials: () => Promise.resolve(defaultAccount) })
    await createBucket(provider)
    expect(emulator.buckets.has(Bucket)).toBe(true)
  })

  it('that have ended are asked for anew', async () => {
    const credentials = vi
      .fn()
      .mockResolvedValueOnce({ ...defaultAccount, expiration: new Date(now) })
      .mockResolvedValue({ ...defaultAccount, accessKeyId: 'NOBODY' })
    const changing = createClient({ credentials })
    await createBucket(changing)
    expect((await failure(createBucket(changing))).code).toBe('InvalidAccessKeyId')
  })

  it('have their token sent', async () => {
    const credentials = { ...defaultAccount, sessionToken: 'token+/=' }
    const sending = createClient({ credentials: () => Promise.resolve(credentials) })
    // Whether the service takes it is not the question.
    await createBucket(sending).catch(() => undefined)
    expect(lastSent(emulator).headers['x-amz-security-token']).toBe('token+/=')
  })

  it('have a signature that covers their token', async () => {
    const sending = createClient({ credentials: { ...defaultAccount, sessionToken: 'token' } })
    sending.use(
      'tamper',
      (call, next) => {
        call.request.headers.set('x-amz-security-token', 'other')
        return next(call)
      },
      { step: 'wire' },
    )
    expect((await failure(createBucket(sending))).code).toBe('SignatureDoesNotMatch')
  })
})
