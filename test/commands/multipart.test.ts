import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  UploadPartCommand,
  type CompleteMultipartUploadOutput,
  type ListPartsInput,
} from '@oos-js/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient, now } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent, operations } from '../support/sent.ts'
import { contentOf, stored } from '../support/stored.ts'

const emulator = emulatorOnMsw()
const client = createClient()
const Key = 'k'
const md5OfAbc = 'kAFQmDzST7DWlj99KOF/cg=='
const ETag = '"900150983cd24fb0d6963f7d28e17f72"'
let UploadId: string

beforeEach(async () => {
  await createBucket(client)
  const create = new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/plain' })
  UploadId = (await client.send(create)).UploadId
})

const send = (PartNumber: number, Body = 'abc') =>
  client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))

const complete = (
  Parts: { PartNumber: number; ETag: string }[] = [{ PartNumber: 1, ETag }],
): Promise<CompleteMultipartUploadOutput> => {
  const input = { Bucket, Key, UploadId, MultipartUpload: { Parts } }
  return client.send(new CompleteMultipartUploadCommand(input))
}

const answerComplete = (text: string): void => {
  emulator.faults
    .on({ operation: 'CompleteMultipartUpload' })
    .respond(() => new Response(text, { headers: { 'x-amz-request-id': 'R1' } }))
}

describe('CreateMultipartUploadCommand', () => {
  it('posts without a body', async () => {
    const create = new CreateMultipartUploadCommand({ Bucket, Key: 'a b' })
    const { $metadata, ...output } = await client.send(create)
    const { headers, ...sent } = lastSent(emulator)
    expect(sent).toEqual({ method: 'POST', path: '/bucket/a%20b', query: { uploads: '' } })
    expect(Object.keys(headers).sort()).toEqual(['authorization', 'x-amz-date'])
    expect(output).toEqual({
      Bucket,
      Key: 'a b',
      UploadId: expect.stringMatching(/^\d{19}$/),
    })
    expect($metadata.status).toBe(200)
  })

  it('sends what the object shall be stored with', async () => {
    await client.send(
      new CreateMultipartUploadCommand({
        Bucket,
        Key,
        CacheControl: 'no-cache',
        ContentDisposition: 'inline',
        ContentEncoding: 'identity',
        ContentType: 'text/css',
        Expires: new Date(0),
        Metadata: { a: '1' },
        StorageClass: 'STANDARD_IA',
      }),
    )
    expect(lastSent(emulator).headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-disposition': 'inline',
      'content-encoding': 'identity',
      'content-type': 'text/css',
      expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
      'x-amz-meta-a': '1',
      'x-amz-storage-class': 'STANDARD_IA',
    })
  })

  it('keeps an id of nineteen digits, which no number could hold', async () => {
    const id = '1397553014518739999'
    const text = `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`
    emulator.faults.on({ operation: 'CreateMultipartUpload' }).respond(() => new Response(text))
    const output = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    expect(output.UploadId).toBe(id)
  })

  it('rejects an answer without an id', async () => {
    const text = '<InitiateMultipartUploadResult><UploadId/></InitiateMultipartUploadResult>'
    emulator.faults.on({ operation: 'CreateMultipartUpload' }).respond(() => new Response(text))
    const create = new CreateMultipartUploadCommand({ Bucket, Key })
    expect((await failure(client.send(create))).code).toBe('InvalidResponse')
  })
})

describe('UploadPartCommand', () => {
  it('puts the part', async () => {
    const output = await client.send(
      new UploadPartCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber: 10_000,
        Body: 'abc',
        ContentMD5: md5OfAbc,
      }),
    )
    expect(lastSent(emulator)).toMatchObject({
      method: 'PUT',
      path: '/bucket/k',
      query: { partNumber: '10000', uploadId: UploadId },
      headers: { 'content-md5': md5OfAbc },
    })
    expect(output).toMatchObject({ ETag, $metadata: { status: 200 } })
    expect(emulator.uploads.get(UploadId)?.parts.get(10_000)?.content.size).toBe(3)
  })

  it('replaces the part that is there', async () => {
    await send(1, 'first')
    await send(1, 'second')
    expect(emulator.uploads.get(UploadId)?.parts.get(1)?.content.size).toBe(6)
  })

  it.each([
    ['bytes', new TextEncoder().encode('abc')],
    ['a typed Blob', new Blob(['abc'], { type: 'image/png' })],
    ['nothing', ''],
  ])('sends %s', async (_, Body) => {
    const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body })
    const { $metadata } = await client.send(part)
    expect($metadata.status).toBe(200)
  })

  it('has no ETag where CORS hides it', async () => {
    emulator.faults.on({ operation: 'UploadPart' }).respond(() => new Response())
    expect((await send(1)).ETag).toBeUndefined()
  })

  it('rejects what arrives damaged', async () => {
    const part = { Bucket, Key, UploadId, PartNumber: 1, Body: 'abd', ContentMD5: md5OfAbc }
    const error = await failure(client.send(new UploadPartCommand(part)))
    expect(error).toMatchObject({ code: 'BadDigest', status: 400 })
  })

  it('rejects for an upload that is not there', async () => {
    const part = { Bucket, Key, UploadId: '0', PartNumber: 1, Body: '' }
    const error = await failure(client.send(new UploadPartCommand(part)))
    expect(error).toMatchObject({ code: 'NoSuchUpload', status: 404 })
  })
})

describe('CompleteMultipartUploadCommand', () => {
  it('posts the parts as XML', async () => {
    let body: unknown
    const looking = createClient()
    looking.use(
      'look',
      (call, next) => {
        body = call.request.body
        return next(call)
      },
      { step: 'wire' },
    )
    await send(1)
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
    await looking.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }),
    )
    expect(lastSent(emulator)).toMatchObject({
      method: 'POST',
      path: '/bucket/k',
      query: { uploadId: UploadId },
      headers: { 'content-type': 'application/xml' },
    })
    expect(body).toBe(
      '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>' +
        '<ETag>&quot;900150983cd24fb0d6963f7d28e17f72&quot;</ETag></Part></CompleteMultipartUpload>',
    )
  })

  it('makes the object, and tells of it', async () => {
    await send(2)
    const { $metadata, ...output } = await complete([{ PartNumber: 2, ETag }])
    expect(output).toEqual({
      Location: 'http://oos.test/bucket/k',
      Bucket,
      Key,
      ETag: expect.stringMatching(/^"[\da-f]{32}-1"$/),
    })
    expect($metadata.status).toBe(200)
    const object = stored(emulator, Bucket, Key)
    expect(await contentOf(object).text()).toBe('abc')
    expect(object.headers.get('content-type')).toBe('text/plain')
    expect(emulator.uploads.size).toBe(0)
  })

  it('rejects when an error follows the status 200', async () => {
    await send(1)
    emulator.faults
      .on({ operation: 'CompleteMultipartUpload' })
      .fail('InternalError', { status: 200 })
    expect(await failure(complete())).toMatchObject({ code: 'InternalError', status: 200 })
  })

  it('rejects when an error follows white space that kept the connection alive', async () => {
    answerComplete(
      '  \n \n<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalError</Code>' +
        '<Message>Again &amp; again</Message><RequestId>R2</RequestId></Error>',
    )
    const error = await failure(complete())
    expect(error).toMatchObject({ code: 'InternalError', status: 200, requestId: 'R2' })
    expect(error.message).toContain('Again & again')
  })

  it('takes white space before the document', async () => {
    answerComplete(
      '\n\n  <?xml version="1.0" encoding="UTF-8"?>\n' +
        '<CompleteMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
        '<Bucket>bucket</Bucket><Key>k</Key><ETag>"x"</ETag></CompleteMultipartUploadResult>\n',
    )
    expect(await complete()).toMatchObject({ Bucket, Key, ETag: '"x"' })
  })

  it.each([
    ['no ETag', ''],
    ['an empty ETag', '<ETag></ETag>'],
    ['an ETag closed at once', '<ETag/>'],
  ])('takes an answer with %s', async (_, etag) => {
    answerComplete(
      `<CompleteMultipartUploadResult><Bucket>bucket</Bucket><Key>k</Key>${etag}` +
        '</CompleteMultipartUploadResult>',
    )
    const { ETag: tag, ...output } = await complete()
    expect(tag).toBeUndefined()
    expect(output).toMatchObject({ Bucket, Key, $metadata: { requestId: 'R1' } })
  })

  it.each([
    ['nothing', ''],
    ['white space only', ' \n '],
    ['a document that breaks off', '<CompleteMultipartUploadResult><Bucket>bucket</Bucket>'],
    ['a page of a proxy', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['another document', '<CopyObjectResult><ETag>x</ETag></CopyObjectResult>'],
  ])('does not take %s for success', async (_, text) => {
    answerComplete(text)
    expect((await failure(complete())).code).toBe('InvalidResponse')
  })

  it('rejects for parts out of order', async () => {
    for (const number of [1, 2]) await send(number)
    const error = await failure(
      complete([
        { PartNumber: 2, ETag },
        { PartNumber: 1, ETag },
      ]),
    )
    expect(error).toMatchObject({ code: 'InvalidPartOrder', status: 400 })
  })

  it('rejects for a part that was not sent', async () => {
    expect(await failure(complete())).toMatchObject({ code: 'InvalidPart', status: 400 })
  })

  it('rejects for an upload that is not there', async () => {
    UploadId = '0'
    expect(await failure(complete())).toMatchObject({ code: 'NoSuchUpload', status: 404 })
  })

  it.each([
    ['no parts', [], 'MultipartUpload.Parts'],
    ['a part without ETag', [{ PartNumber: 1 }], 'MultipartUpload.Parts[0].ETag'],
    ['a part without number', [{ ETag }], 'MultipartUpload.Parts[0].PartNumber'],
  ])('refuses %s before anything is sent', async (_, parts: any, member) => {
    const before = emulator.requests.length
    const error = await failure(complete(parts))
    expect([error.code, error.member]).toEqual(['InvalidInput', member])
    expect(emulator.requests).toHaveLength(before)
  })
})

describe('AbortMultipartUploadCommand', () => {
  it('deletes the upload', async () => {
    await send(1)
    const abort = new AbortMultipartUploadCommand({ Bucket, Key, UploadId })
    const { $metadata, ...output } = await client.send(abort)
    expect(lastSent(emulator)).toMatchObject({
      method: 'DELETE',
      path: '/bucket/k',
      query: { uploadId: UploadId },
    })
    expect([output, $metadata.status, emulator.uploads.size]).toEqual([{}, 204, 0])
  })

  it('rejects for an upload that is not there', async () => {
    const abort = new AbortMultipartUploadCommand({ Bucket, Key, UploadId: '0' })
    expect(await failure(client.send(abort))).toMatchObject({ code: 'NoSuchUpload', status: 404 })
  })
})

describe('ListPartsCommand', () => {
  const list = (input: Partial<ListPartsInput> = {}) =>
    client.send(new ListPartsCommand({ Bucket, Key, UploadId, ...input }))

  it('asks for the upload', async () => {
    await list()
    expect(lastSent(emulator)).toMatchObject({
      method: 'GET',
      path: '/bucket/k',
      query: { uploadId: UploadId },
    })
  })

  it('tells all of an upload', async () => {
    await send(3)
    const owner = { ID: 'oosemulatorkey000001@oos.example', DisplayName: '' }
    const { $metadata, ...output } = await list()
    expect(output).toEqual({
      Bucket,
      Key,
      UploadId,
      Initiator: owner,
      Owner: owner,
      StorageClass: 'STANDARD',
      PartNumberMarker: 0,
      NextPartNumberMarker: 3,
      MaxParts: 1000,
      IsTruncated: false,
      Parts: [{ PartNumber: 3, LastModified: new Date(now), ETag, Size: 3 }],
    })
    expect($metadata.status).toBe(200)
  })

  it('tells that there are no parts', async () => {
    expect(await list()).toMatchObject({ Parts: [], IsTruncated: false })
  })

  it('sends where to go on, and from the beginning too', async () => {
    await list({ MaxParts: 2, PartNumberMarker: 0 })
    expect(lastSent(emulator).query).toEqual({
      uploadId: UploadId,
      'max-parts': '2',
      'part-number-marker': '0',
    })
  })

  it('reaches the end of 2,500 parts page by page', async () => {
    for (let number = 1; number <= 2500; number++) {
      const part = { number, content: { pieces: [], size: number }, etag: ETag, lastModified: now }
      emulator.commit({ type: 'putPart', uploadId: UploadId, part })
    }
    const found: number[] = []
    for (let PartNumberMarker: number | undefined; ;) {
      const page = await list({ PartNumberMarker })
      found.push(...page.Parts.map(({ PartNumber }) => PartNumber))
      if (!page.IsTruncated) break
      PartNumberMarker = page.NextPartNumberMarker
    }
    expect(found).toEqual(Array.from({ length: 2500 }, (_, index) => index + 1))
    expect(operations(emulator).filter((name) => name === 'ListParts')).toHaveLength(3)
  })

  it('rejects for an upload that is not there', async () => {
    const error = await failure(list({ UploadId: '0' }))
    expect(error).toMatchObject({ code: 'NoSuchUpload', status: 404 })
  })
})
