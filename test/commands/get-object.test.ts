import { GetObjectCommand, PutObjectCommand, type GetObjectInput } from '@oos-js/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient, now } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { inProcess } from '../support/in-process.ts'
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
      Metadata: { Name: 'Value', empty: '' },
      StorageClass: 'STANDARD_IA',
    }),
  )
})

const get = (input: Partial<GetObjectInput> = {}) =>
  client.send(new GetObjectCommand({ Bucket, Key, ...input }))

describe('GetObjectCommand', () => {
  it('asks for the key with nothing but what is given', async () => {
    await get()
    const { method, path, query, headers } = lastSent(emulator)
    expect({ method, path, query }).toEqual({ method: 'GET', path: '/bucket/k', query: {} })
    expect(Object.keys(headers).sort()).toEqual(['authorization', 'x-amz-date'])
  })

  it('tells all of the object', async () => {
    const { Body, $metadata, ...output } = await get()
    expect(await Body.text()).toBe('0123456789')
    // Without what disposes of it, which is named by a symbol.
    expect(Object.fromEntries(Object.entries(output))).toEqual({
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
      Metadata: { name: 'Value', empty: '' },
      StorageClass: 'STANDARD_IA',
    })
    expect($metadata.status).toBe(200)
  })

  it('tells when the lifecycle removes the object', async () => {
    emulator.faults
      .on({ operation: 'GetObject' })
      .respond(() => new Response('', { headers: { 'x-amz-expiration': 'soon' } }))
    expect(await get()).toMatchObject({ Expiration: 'soon' })
  })

  it.each([
    ['the first bytes', 'bytes=0-2', '012', 'bytes 0-2/10'],
    ['the last bytes', 'bytes=-2', '89', 'bytes 8-9/10'],
    ['the rest', 'bytes=7-', '789', 'bytes 7-9/10'],
  ])('gets %s', async (_, Range, text, ContentRange) => {
    const { Body, ...output } = await get({ Range })
    expect(await Body.text()).toBe(text)
    expect(output).toMatchObject({
      ContentRange,
      ContentLength: text.length,
      $metadata: { status: 206 },
    })
  })

  it('rejects for a range beyond the end', async () => {
    const error = await failure(get({ Range: 'bytes=10-' }))
    expect(error).toMatchObject({ code: 'InvalidRange', status: 416 })
  })

  it.each([
    ['text', (body: any) => body.text(), '0123456789'],
    ['JSON', (body: any) => body.json(), 123456789],
    ['a Blob', async (body: any) => (await body.blob()).size, 10],
    ['an ArrayBuffer', async (body: any) => (await body.arrayBuffer()).byteLength, 10],
    ['a stream', (body: any) => new Response(body.body).text(), '0123456789'],
  ])('gives the content as %s', async (kind, read, expected) => {
    if (kind === 'JSON') {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: '123456789' }))
    }
    const { Body } = await get()
    expect(await read(Body)).toEqual(expected)
  })

  it('gives the content of an empty object', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: '' }))
    const { Body, ContentLength } = await get()
    expect([await Body.text(), ContentLength]).toEqual(['', 0])
  })

  it('lets the content be given up', async () => {
    // Not through MSW: it keeps a copy of the answer, and cancelling waits for both to be given up.
    const direct = createClient({ fetch: inProcess(emulator) })
    const { Body } = await direct.send(new GetObjectCommand({ Bucket, Key }))
    await Body.cancel()
    expect(Body.bodyUsed).toBe(true)
  })

  it('tells when the content breaks off', async () => {
    // Without Content-Encoding: MSW leaves the failure of a decoded stream unhandled.
    await client.send(new PutObjectCommand({ Bucket, Key, Body: '0123456789' }))
    emulator.faults.on({ operation: 'GetObject' }).truncate(3)
    const { Body } = await get()
    await expect(Body.text()).rejects.toThrow()
  })

  it('rejects for a key that is not there', async () => {
    const error = await failure(get({ Key: 'missing' }))
    expect(error).toMatchObject({
      code: 'NoSuchKey',
      status: 404,
      operation: 'GetObject',
      bucket: Bucket,
      key: 'missing',
      attempts: 1,
    })
    expect(error.requestId).toMatch(/^[\dA-F]{16}$/)
  })
})
