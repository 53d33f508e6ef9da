import { HeadObjectCommand, PutObjectCommand, type HeadObjectInput } from '@oos-js/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient, now } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()
const Key = 'k'
const ETag = '"781e5e245d69b566979b86e28d23f2c7"'

beforeEach(async () => {
  await createBucket(client)
  await client.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body: '0123456789',
      CacheControl: 'max-age=1',
      ContentDisposition: 'inline',
      ContentEncoding: 'identity',
      ContentType: 'text/plain',
      Expires: '0',
      Metadata: { name: 'value' },
    }),
  )
})

const head = (input: Partial<HeadObjectInput> = {}) =>
  client.send(new HeadObjectCommand({ Bucket, Key, ...input }))

describe('HeadObjectCommand', () => {
  it('asks for the head of the key', async () => {
    await head()
    expect(lastSent(emulator)).toMatchObject({ method: 'HEAD', path: '/bucket/k', query: {} })
  })

  it('tells all of the object but its content', async () => {
    const { $metadata, ...output } = await head()
    expect(output).toEqual({
      DataLocation: 'type=Local,scheduleStrategy=Allowed',
      MetadataLocation: 'ChengDu',
      CacheControl: 'max-age=1',
      ContentDisposition: 'inline',
      ContentEncoding: 'identity',
      ContentLength: 10,
      ContentType: 'text/plain',
      ETag,
      Expires: '0',
      LastModified: new Date(now),
      Metadata: { name: 'value' },
      StorageClass: 'STANDARD',
    })
    expect($metadata.status).toBe(200)
  })

  it('tells of a range', async () => {
    const output = await head({ Range: 'bytes=0-2' })
    expect(lastSent(emulator).headers['range']).toBe('bytes=0-2')
    expect(output).toMatchObject({ ContentLength: 3, ContentRange: 'bytes 0-2/10' })
  })

  it.each([
    ['IfMatch', ETag],
    ['IfNoneMatch', '"0"'],
    ['IfModifiedSince', new Date(now - 1000)],
    ['IfUnmodifiedSince', new Date(now + 1000)],
  ])('answers if the condition %s holds', async (member, value) => {
    expect(await head({ [member]: value })).toMatchObject({ ETag })
  })

  it.each([
    ['IfMatch', '"0"', 'PreconditionFailed', 412],
    ['IfUnmodifiedSince', new Date(now - 1000), 'PreconditionFailed', 412],
    ['IfNoneMatch', ETag, 'NotModified', 304],
    ['IfModifiedSince', new Date(now + 1000), 'NotModified', 304],
  ])('rejects if the condition %s does not hold', async (member, value, code, status) => {
    expect(await failure(head({ [member]: value }))).toMatchObject({ code, status })
  })

  it('rejects for a key that is not there', async () => {
    const error = await failure(head({ Key: 'missing' }))
    expect(error).toMatchObject({ code: 'NotFound', status: 404, key: 'missing' })
  })

  it('tells an overload by its status, as HEAD has no document', async () => {
    emulator.faults.on({ operation: 'HeadObject' }).fail('SlowDown')
    const error = await failure(head())
    expect(error).toMatchObject({ code: 'SlowDown', status: 503, retryAfter: 90_000 })
  })
})
