import { CopyObjectCommand, PutObjectCommand, type CopyObjectInput } from '@oos-js/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient, now } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { keys } from '../support/keys.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'
import { contentOf, stored } from '../support/stored.ts'

const emulator = emulatorOnMsw()
const client = createClient()
const ETag = '"900150983cd24fb0d6963f7d28e17f72"'
const CopySource = { Bucket, Key: 'k' }
const earlier = new Date(now - 1000)
const later = new Date(now + 1000)

beforeEach(async () => {
  await createBucket(client)
  await client.send(
    new PutObjectCommand({
      ...CopySource,
      Body: 'abc',
      ContentType: 'text/old',
      CacheControl: 'no-cache',
      Metadata: { a: 'old', b: 'old' },
    }),
  )
})

const copy = (input: Partial<CopyObjectInput> = {}) =>
  client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource, ...input }))

describe('CopyObjectCommand', () => {
  it('puts the copy without a body', async () => {
    const { $metadata, ...output } = await copy()
    const { method, path, query, headers } = lastSent(emulator)
    expect({ method, path, query }).toEqual({ method: 'PUT', path: '/bucket/copy', query: {} })
    expect(headers).toMatchObject({ 'x-amz-copy-source': '/bucket/k' })
    expect(headers).not.toHaveProperty('content-type')
    expect(output).toEqual({ ETag, LastModified: new Date(now) })
    expect($metadata.status).toBe(200)
    expect(await contentOf(stored(emulator, Bucket, 'copy')).text()).toBe('abc')
  })

  it.each([
    ['unless told otherwise', {}],
    ['when told so', { MetadataDirective: 'COPY' as const }],
  ])('keeps headers and metadata %s', async (_, directive) => {
    await copy({ ...directive, ContentType: 'text/new', Metadata: { a: 'new' } })
    const { headers, metadata } = stored(emulator, Bucket, 'copy')
    expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([
      'text/old',
      'no-cache',
    ])
    expect([...metadata.values()]).toEqual(['old', 'old'])
  })

  it('replaces headers and metadata', async () => {
    await copy({
      MetadataDirective: 'REPLACE',
      CacheControl: 'max-age=1',
      ContentDisposition: 'inline',
      ContentEncoding: 'identity',
      ContentType: 'text/new',
      Expires: new Date(0),
      Metadata: { a: 'new' },
      StorageClass: 'STANDARD_IA',
    })
    const { headers, metadata, storageClass } = stored(emulator, Bucket, 'copy')
    expect(Object.fromEntries([...headers, ...metadata])).toEqual({
      'cache-control': 'max-age=1',
      'content-disposition': 'inline',
      'content-encoding': 'identity',
      'content-type': 'text/new',
      expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
      'x-amz-meta-a': 'new',
    })
    expect(storageClass).toBe('STANDARD_IA')
  })

  it.each(keys)('names as the source %s', async (_, Key) => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'this one' }))
    await copy({ CopySource: { Bucket, Key } })
    expect(await contentOf(stored(emulator, Bucket, 'copy')).text()).toBe('this one')
  })

  it.each([
    ['CopySourceIfMatch', 'x-amz-copy-source-if-match', ETag, ETag],
    ['CopySourceIfNoneMatch', 'x-amz-copy-source-if-none-match', '"0"', '"0"'],
    [
      'CopySourceIfModifiedSince',
      'x-amz-copy-source-if-modified-since',
      earlier,
      earlier.toUTCString(),
    ],
    [
      'CopySourceIfUnmodifiedSince',
      'x-amz-copy-source-if-unmodified-since',
      later,
      later.toUTCString(),
    ],
  ])('copies if the condition %s holds', async (member, name, value, sent) => {
    expect(await copy({ [member]: value })).toMatchObject({ ETag })
    expect(lastSent(emulator).headers[name]).toBe(sent)
  })

  it.each([
    ['CopySourceIfMatch', '"0"'],
    ['CopySourceIfNoneMatch', ETag],
    ['CopySourceIfModifiedSince', later],
    ['CopySourceIfUnmodifiedSince', earlier],
  ])('rejects if the condition %s does not hold', async (member, value) => {
    const error = await failure(copy({ [member]: value }))
    expect(error).toMatchObject({ code: 'PreconditionFailed', status: 412 })
  })

  it('rejects for a source that is not there', async () => {
    const error = await failure(copy({ CopySource: { Bucket, Key: 'missing' } }))
    expect(error).toMatchObject({ code: 'NoSuchKey', status: 404 })
  })

  it('rejects when an error follows the status 200', async () => {
    emulator.faults.on({ operation: 'CopyObject' }).fail('InternalError', { status: 200 })
    expect(await failure(copy())).toMatchObject({ code: 'InternalError', status: 200 })
  })

  it('takes an ETag without quotes, and an answer without one', async () => {
    const { faults } = emulator
    const answer = (inner: string) => (): Response =>
      new Response(`<CopyObjectResult>${inner}</CopyObjectResult>`)
    faults.on({ operation: 'CopyObject' }).respond(answer('<ETag>abc</ETag>'))
    faults.on({ operation: 'CopyObject' }).respond(answer('<ETag></ETag>'))
    expect([(await copy()).ETag, (await copy()).ETag]).toEqual(['abc', undefined])
  })

  it.each([
    ['Bucket', { Bucket: 'a/b', Key: 'k' }],
    ['Key', { Bucket, Key: '../k' }],
    ['Key', { Bucket, Key: '' }],
  ])('refuses a source whose %s is not one', async (member, source) => {
    const error = await failure(copy({ CopySource: source }))
    expect([error.code, error.member]).toEqual(['InvalidInput', `CopySource.${member}`])
  })
})
