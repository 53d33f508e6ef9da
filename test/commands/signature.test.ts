import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import type { HttpRequest, OosClient } from '@oos-js/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket, seedObjects } from '../support/seed.ts'

// The emulator has its own Signature V2: what it refuses shows that the SDK had signed it.
const emulator = emulatorOnMsw()

beforeEach(() => createBucket(createClient()))

/** A client whose requests are changed on the way, after they were signed. */
function tampering(change: (request: HttpRequest) => Partial<HttpRequest>): OosClient {
  const client = createClient()
  client.use(
    'tamper',
    (call, next) => {
      const request = { ...call.request, headers: new Headers(call.request.headers) }
      return next({ ...call, request: { ...request, ...change(request) } })
    },
    { step: 'wire' },
  )
  return client
}

const header =
  (name: string, value: string) =>
  ({ headers }: HttpRequest): Partial<HttpRequest> => {
    headers.set(name, value)
    return { headers }
  }
const without =
  (name: string) =>
  ({ headers }: HttpRequest): Partial<HttpRequest> => {
    headers.delete(name)
    return { headers }
  }
const url =
  (from: string | RegExp, to: string) =>
  (request: HttpRequest): Partial<HttpRequest> => ({ url: request.url?.replace(from, to) ?? '' })

const put = (): PutObjectCommand =>
  new PutObjectCommand({
    Bucket,
    Key: 'key',
    Body: 'abc',
    CacheControl: 'no-cache',
    ContentMD5: 'kAFQmDzST7DWlj99KOF/cg==',
    ContentType: 'text/plain',
    Metadata: { a: '1' },
  })

describe('a signed request that was changed on the way is refused', () => {
  it.each([
    ['another method', () => ({ method: 'DELETE' as const })],
    ['another key', url('/key', '/kex')],
    ['another bucket', url('/bucket/', '/other/')],
    ['another escape of the same key', url('/key', '/%6Bey')],
    ['a slash more', url('/key', '//key')],
    ['a sub-resource added', url(/$/, '?acl')],
    ['another Content-Type', header('content-type', 'text/html')],
    ['another letter case of Content-Type', header('content-type', 'Text/Plain')],
    ['another Content-MD5', header('content-md5', 'AAAAAAAAAAAAAAAAAAAAAA==')],
    ['no Content-MD5', without('content-md5')],
    ['another date', header('x-amz-date', 'Thu, 29 Feb 2024 12:34:57 GMT')],
    ['other metadata', header('x-amz-meta-a', '2')],
    ['more metadata', header('x-amz-meta-b', '2')],
    ['less metadata', without('x-amz-meta-a')],
    ['a copy source', header('x-amz-copy-source', '/bucket/other')],
    ['an ACL', header('x-amz-acl', 'public-read')],
    ['a token', header('x-amz-security-token', 'token')],
    ['an x-amz- parameter', url(/$/, '?x-amz-acl=public-read')],
    ['another signature', header('authorization', `AWS OOSEMULATORKEY000001:${'A'.repeat(27)}=`)],
  ])('%s', async (_, change) => {
    const error = await failure(tampering(change).send(put()))
    expect(error).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 })
    expect(emulator.buckets.get(Bucket)?.objects.size).toBe(0)
  })

  it.each([
    ['no signature', without('authorization'), 'AccessDenied'],
    ['an unknown access key', header('authorization', 'AWS NOBODY:AAAA'), 'InvalidAccessKeyId'],
    ['another scheme', header('authorization', 'Basic AAAA'), 'AuthorizationHeaderMalformed'],
    ['no date', without('x-amz-date'), 'AccessDenied'],
    ['an old date', header('x-amz-date', 'Thu, 29 Feb 2024 12:19:55 GMT'), 'RequestTimeTooSkewed'],
  ])('%s', async (_, change, code) => {
    expect((await failure(tampering(change).send(put()))).code).toBe(code)
  })

  it('no Content-Type, or that of the runtime in its place', async () => {
    const client = tampering(({ headers }) => {
      headers.delete('content-type')
      return { body: new Blob(['abc']) }
    })
    expect((await failure(client.send(put()))).code).toBe('SignatureDoesNotMatch')
  })

  it.each([
    ['the part number', 'partNumber=1', 'partNumber=2'],
    ['the upload id', 'uploadId=1', 'uploadId=2'],
    ['a parameter more', /$/, '&versionId=1'],
    ['a parameter less', /&?partNumber=1/, ''],
  ])('%s of an upload', async (_, from, to) => {
    const create = new CreateMultipartUploadCommand({ Bucket, Key: 'key' })
    const { UploadId } = await createClient().send(create)
    const part = { Bucket, Key: 'key', UploadId, PartNumber: 1, Body: 'abc' }
    const error = await failure(tampering(url(from, to)).send(new UploadPartCommand(part)))
    expect(error.code).toBe('SignatureDoesNotMatch')
  })

  it('a sub-resource turned into another operation', async () => {
    const create = new CreateMultipartUploadCommand({ Bucket, Key: 'key' })
    const error = await failure(tampering(url('?uploads', '')).send(create))
    expect(error.code).toBe('SignatureDoesNotMatch')
  })

  it('a header that the answer shall have', async () => {
    seedObjects(emulator, ['key'])
    const client = tampering(url(/$/, '?response-content-type=text/html'))
    const error = await failure(client.send(new GetObjectCommand({ Bucket, Key: 'key' })))
    expect(error.code).toBe('SignatureDoesNotMatch')
  })

  it('the bucket in a host name', async () => {
    const client = createClient({ addressing: 'virtual' })
    client.use(
      'tamper',
      (call, next) =>
        next({ ...call, request: { ...call.request, ...url('bucket.', 'other.')(call.request) } }),
      { step: 'wire' },
    )
    expect((await failure(client.send(put()))).code).toBe('SignatureDoesNotMatch')
  })

  it('a body that does not have the signed Content-MD5', async () => {
    const error = await failure(tampering(() => ({ body: 'abd' })).send(put()))
    expect(error.code).toBe('BadDigest')
  })
})

describe('what Signature V2 does not cover can be changed', () => {
  it.each([
    ['Cache-Control', header('cache-control', 'max-age=1')],
    ['no Cache-Control', without('cache-control')],
    ['a header of the vendor', header('x-ctyun-data-location', 'type=Local')],
    ['an unknown parameter', url(/$/, '?x=1')],
  ])('%s', async (_, change) => {
    const { $metadata } = await tampering(change).send(put())
    expect($metadata.status).toBe(200)
  })

  it.each([
    ['fewer keys', url('max-keys=2', 'max-keys=1'), ['a']],
    ['another prefix', url(/$/, '&prefix=b'), ['b']],
    ['another marker', url(/$/, '&marker=a'), ['b', 'c']],
  ])('%s of a listing', async (_, change, expected) => {
    seedObjects(emulator, ['a', 'b', 'c'])
    const list = new ListObjectsCommand({ Bucket, MaxKeys: 2 })
    const { Contents } = await tampering(change).send(list)
    expect(Contents.map(({ Key }) => Key)).toEqual(expected)
  })
})
