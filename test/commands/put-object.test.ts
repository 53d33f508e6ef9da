import { PutObjectCommand } from '@oos-js/commands'
import type { Transport } from '@oos-js/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'
import { contentOf, stored } from '../support/stored.ts'

const emulator = emulatorOnMsw()
const client = createClient()
const md5OfAbc = 'kAFQmDzST7DWlj99KOF/cg=='

beforeEach(() => createBucket(client))

const bytes = new TextEncoder().encode('[abc]')
const octets = 'application/octet-stream'

describe('PutObjectCommand', () => {
  it('puts the content at the key', async () => {
    const output = await client.send(new PutObjectCommand({ Bucket, Key: 'a/b c', Body: 'abc' }))
    expect(lastSent(emulator)).toMatchObject({ method: 'PUT', path: '/bucket/a/b%20c', query: {} })
    expect(await contentOf(stored(emulator, Bucket, 'a/b c')).text()).toBe('abc')
    expect(output).toMatchObject({
      ETag: '"900150983cd24fb0d6963f7d28e17f72"',
      $metadata: { status: 200 },
    })
  })

  it('sends every header', async () => {
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'k',
        Body: 'abc',
        CacheControl: 'no-cache',
        ContentDisposition: 'inline',
        ContentEncoding: 'identity',
        ContentMD5: md5OfAbc,
        ContentType: 'text/css',
        Expires: new Date(0),
        Metadata: { a: '1' },
        StorageClass: 'REDUCED_REDUNDANCY',
      }),
    )
    expect(lastSent(emulator).headers).toEqual({
      authorization: expect.stringMatching(/^AWS OOSEMULATORKEY000001:[\w+/]{27}=$/),
      'cache-control': 'no-cache',
      'content-disposition': 'inline',
      'content-encoding': 'identity',
      'content-md5': md5OfAbc,
      'content-type': 'text/css',
      expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
      'x-amz-date': 'Thu, 29 Feb 2024 12:34:56 GMT',
      'x-amz-meta-a': '1',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    })
  })

  it('sends an Expires that is a text as it is', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '', Expires: '-1' }))
    expect(lastSent(emulator).headers['expires']).toBe('-1')
  })

  it('tells when the lifecycle will remove the object', async () => {
    const expiration = 'expiry-date="Fri, 01 Mar 2024 00:00:00 GMT", rule-id="a"'
    emulator.faults
      .on({ operation: 'PutObject' })
      .respond(() => new Response(null, { headers: { 'x-amz-expiration': expiration } }))
    const output = await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '' }))
    expect([output.Expiration, output.ETag]).toEqual([expiration, undefined])
  })

  it('rejects what arrives damaged', async () => {
    const put = new PutObjectCommand({ Bucket, Key: 'k', Body: 'abd', ContentMD5: md5OfAbc })
    expect(await failure(client.send(put))).toMatchObject({
      code: 'BadDigest',
      status: 400,
      operation: 'PutObject',
      bucket: Bucket,
      key: 'k',
    })
  })

  it.each([
    ['a text', 'abc', 'abc', octets],
    ['an empty text', '', '', octets],
    ['a text beyond ASCII', '天翼云 😀', '天翼云 😀', octets],
    ['a Blob with a type', new Blob(['abc'], { type: 'text/html' }), 'abc', 'text/html'],
    ['a Blob without a type', new Blob(['abc']), 'abc', octets],
    ['a slice of a Blob', new Blob(['[abc]'], { type: 'text/html' }).slice(1, 4), 'abc', octets],
    ['an empty Blob', new Blob([]), '', octets],
    ['a File', new File(['abc'], 'a.png', { type: 'image/png' }), 'abc', 'image/png'],
    ['an ArrayBuffer', bytes.slice(1, 4).buffer, 'abc', octets],
    ['an empty ArrayBuffer', new ArrayBuffer(0), '', octets],
    ['bytes', bytes.slice(1, 4), 'abc', octets],
    ['bytes out of the middle of a buffer', bytes.subarray(1, 4), 'abc', octets],
    ['a DataView of the middle of a buffer', new DataView(bytes.buffer, 1, 3), 'abc', octets],
    ['numbers of more than a byte', new Uint16Array([0x6261, 0x6463]), 'abcd', octets],
  ])('sends %s with the Content-Type that it signed', async (_, Body, text, type) => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body }))
    const object = stored(emulator, Bucket, 'k')
    expect(await contentOf(object).text()).toBe(text)
    expect(lastSent(emulator).headers['content-type']).toBe(type)
    expect(object.headers.get('content-type')).toBe(type)
  })

  it('hands an empty Blob over as text, since Deno would send it without its length', async () => {
    const bodies: unknown[] = []
    const keep: Transport = async (_, { body }) => {
      bodies.push(body)
      return new Response()
    }
    const Body = new Blob([], { type: 'text/html' })
    await createClient({ fetch: keep }).send(new PutObjectCommand({ Bucket, Key: 'k', Body }))
    expect(bodies).toEqual([''])
  })

  it.each([
    ['a text', 'abc'],
    ['a Blob with another', new Blob(['abc'], { type: 'text/html' })],
    ['bytes', bytes],
  ])('sends the Content-Type that is asked for with %s', async (_, Body) => {
    const put = { Bucket, Key: 'k', Body, ContentType: 'text/plain; charset=utf-8' }
    await client.send(new PutObjectCommand(put))
    const { headers } = stored(emulator, Bucket, 'k')
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
  })

  it('refuses a stream before anything is sent', async () => {
    const Body: any = new Blob(['abc']).stream()
    const before = emulator.requests.length
    const error = await failure(client.send(new PutObjectCommand({ Bucket, Key: 'k', Body })))
    expect([error.code, error.member]).toEqual(['InvalidInput', 'Body'])
    expect(emulator.requests).toHaveLength(before)
  })

  it('rejects for a bucket that is not there', async () => {
    const put = new PutObjectCommand({ Bucket: 'missing', Key: 'k', Body: '' })
    expect(await failure(client.send(put))).toMatchObject({ code: 'NoSuchBucket', status: 404 })
  })
})
