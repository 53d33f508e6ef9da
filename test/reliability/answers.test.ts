import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { OosClient, type OosError } from '@oos-js/core'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@oos-js/commands'
import { describe, expect, it, onTestFinished } from 'vitest'
import { failure } from '../support/failure.ts'
import { httpText } from '../support/http-text.ts'
import { rawServer, type RawServer } from '../support/raw-server.ts'

const Bucket = 'photos'
const Key = 'cat.jpg'
const UploadId = '1'
const Parts = [{ PartNumber: 1, ETag: '"e"' }]
const CopySource = { Bucket, Key }
const part = { Bucket, Key, UploadId, PartNumber: 1 }

const commands = {
  CompleteMultipartUpload: new CompleteMultipartUploadCommand({
    Bucket,
    Key,
    UploadId,
    MultipartUpload: { Parts },
  }),
  CopyObject: new CopyObjectCommand({ Bucket, Key, CopySource }),
  CreateBucket: new CreateBucketCommand({ Bucket }),
  DeleteBucketPolicy: new DeleteBucketPolicyCommand({ Bucket }),
  DeleteObject: new DeleteObjectCommand({ Bucket, Key }),
  DeleteObjects: new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }),
  GetBucketPolicy: new GetBucketPolicyCommand({ Bucket }),
  GetObject: new GetObjectCommand({ Bucket, Key }),
  HeadObject: new HeadObjectCommand({ Bucket, Key }),
  ListObjects: new ListObjectsCommand({ Bucket }),
  PutBucketPolicy: new PutBucketPolicyCommand({ Bucket, Policy: '{"Statement":[]}' }),
  PutObject: new PutObjectCommand({ Bucket, Key, Body: 'a' }),
  UploadPart: new UploadPartCommand({ ...part, Body: 'a' }),
  UploadPartCopy: new UploadPartCopyCommand({ ...part, CopySource }),
}
type Name = keyof typeof commands
const names = Object.keys(commands) as Name[]

/** A server that answers every request alike, and a client of it. */
async function answering(
  answer: string,
  { close = false, maxAttempts = 1 } = {},
): Promise<RawServer & { send(name: Name): Promise<Record<string, unknown>> }> {
  const server = await rawServer(async (request, reply) => {
    await request.read()
    reply.write(answer)
    if (close) reply.close()
  })
  const client = new OosClient({ endpoint: server.url, maxAttempts })
  const send = (name: Name) => client.send<object, never>(commands[name] as never)
  return Object.assign(server, { send })
}

/** The error of an operation that is answered like this. */
async function failureOf(name: Name, answer: string, close?: boolean): Promise<OosError> {
  const { send } = await answering(answer, { close: close ?? false })
  return failure(send(name))
}

const xml = (status: number, document: string) =>
  httpText(status, { 'Content-Type': 'application/xml', 'x-amz-request-id': '1' }, document)
const errorXml = (code: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>Sorry.</Message>${more}</Error>`
const page =
  '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Guest Wi-Fi: log in</title></head><body><form></form></body></html>'
const completed =
  '<CompleteMultipartUploadResult><Bucket>photos</Bucket><Key>cat.jpg</Key><ETag>"e-1"</ETag></CompleteMultipartUploadResult>'

describe('a success that is an error', () => {
  it.each<Name>(['CompleteMultipartUpload', 'CopyObject', 'UploadPartCopy', 'DeleteObjects'])(
    'F6, Req 8a: %s that answers 200 with an error is thrown under its code',
    async (name) => {
      const error = await failureOf(name, xml(200, errorXml('AccessDenied')))
      expect([error.code, error.status, error.operation]).toEqual(['AccessDenied', 200, name])
    },
  )

  it('F6, Req 8a: an error within a 200 that passes is sent again', async () => {
    const server = await rawServer(async (request, reply, index) => {
      await request.read()
      reply.write(xml(200, index === 0 ? errorXml('InternalError') : completed))
    })
    const client = new OosClient({ endpoint: server.url, maxAttempts: 2 })
    const { ETag } = await client.send(commands.CompleteMultipartUpload)
    expect([ETag, server.requests.length]).toEqual(['"e-1"', 2])
  })

  it('F6, Req 8a: it may come behind spaces', async () => {
    const error = await failureOf(
      'CopyObject',
      xml(200, `${' '.repeat(999)}${errorXml('SlowDown')}`),
    )
    expect(error.code).toBe('SlowDown')
  })

  it.each(names.filter((name) => !/^(Get|Head)Object$/.test(name)))(
    'F6, Req 8a: %s is not taken in by an error in a 200',
    async (name) => {
      const error = await failureOf(name, xml(200, errorXml('InternalError')))
      expect([error.code, error.status]).toEqual(['InternalError', 200])
    },
  )
})

describe('the answer to Complete', () => {
  it.each([
    ['empty', ''],
    ['spaces', '   \n  '],
    ['cut in its root', completed.slice(0, 20)],
    ['cut before its end', completed.slice(0, -10)],
    ['another document', '<ListPartsResult><Bucket>photos</Bucket></ListPartsResult>'],
    ['an error that is cut', errorXml('InternalError').slice(0, -40)],
    ['a page', page],
  ])('F8, Req 8a: that is %s is no success', async (_what, document) => {
    const error = await failureOf('CompleteMultipartUpload', xml(200, document))
    expect(error.code).toMatch(/^(InvalidResponse|InternalError)$/)
    expect(error.message).toContain('CompleteMultipartUpload photos cat.jpg')
  })

  it('F8, Req 8a: that breaks off is asked for as often as the client may, then an error', async () => {
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${completed.length}\r\n\r\n`
    const { send, requests } = await answering(head + completed.slice(0, 50), {
      close: true,
      maxAttempts: 2,
    })
    const error = await failure(send('CompleteMultipartUpload'))
    expect([error.code, error.attempts, requests.length]).toEqual(['NetworkError', 2, 2])
  })
})

describe('a listing without Content-Length', () => {
  const listing =
    '<ListBucketResult><Name>photos</Name><IsTruncated>false</IsTruncated><Contents><Key>a</Key><Size>1</Size>' +
    '<LastModified>2024-02-29T12:34:56.000Z</LastModified></Contents></ListBucketResult>'
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\n\r\n'

  it('F10, Req 8b: is read whole when it is whole', async () => {
    const { send } = await answering(head + listing, { close: true })
    expect(await send('ListObjects')).toMatchObject({ Contents: [{ Key: 'a' }] })
  })

  it.each([0, 1, 17, 60, 120, listing.length - 1])(
    'F10, Req 8b: is InvalidResponse when the connection closes after %i characters',
    async (length) => {
      const error = await failureOf('ListObjects', head + listing.slice(0, length), true)
      expect([error.code, error.status]).toEqual(['InvalidResponse', 200])
    },
  )

  it('F10, Req 8b: is asked for again', async () => {
    const server = await rawServer((_request, reply, index) => {
      reply.write(head + (index === 0 ? listing.slice(0, -9) : listing))
      reply.close()
    })
    const client = new OosClient({ endpoint: server.url, maxAttempts: 2 })
    const { Contents } = await client.send(commands.ListObjects)
    expect([Contents.length, server.requests.length]).toEqual([1, 2])
  })
})

describe('a page that answers 200 in the place of the store', () => {
  const html = httpText(200, { 'Content-Type': 'text/html; charset=utf-8' }, page)

  it.each(names.filter((name) => name !== 'HeadObject'))(
    'F28: is InvalidResponse to %s, with the title of the page',
    async (name) => {
      const error = await failureOf(name, html)
      expect([error.code, error.status]).toEqual(['InvalidResponse', 200])
      expect(error.message).toContain('"Guest Wi-Fi: log in"')
    },
  )

  it('F28: is InvalidResponse to HEAD, which has nothing but headers', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n'
    expect((await failureOf('HeadObject', head)).code).toBe('InvalidResponse')
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['without a type', {}],
    ['with a validator, as static files have', { 'Content-Type': 'text/html', ETag: '"1"' }],
  ])('F28: is no stored object when it comes %s', async (_how, headers) => {
    const error = await failureOf('PutObject', httpText(200, headers, page))
    expect(error.code).toBe('InvalidResponse')
  })

  it('F28: is no stored object when it is JSON either', async () => {
    const json = httpText(200, { 'Content-Type': 'application/json' }, '{"login":"required"}')
    expect((await failureOf('PutObject', json)).code).toBe('InvalidResponse')
  })

  it('F28: is no success when it says so with 302 and a place', async () => {
    const moved = httpText(302, { Location: 'http://portal.example/login' }, page)
    expect((await failureOf('PutObject', moved)).code).toBe('Redirect')
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['the id of the request', { 'x-amz-request-id': '1' }],
    ['the other id', { 'x-ctyun-request-id': '1' }],
    ['an ETag', { ETag: '"1"' }],
    ['the one header that CORS never hides', { 'Last-Modified': 'Thu, 29 Feb 2024 12:34:56 GMT' }],
  ])('F28: is an object when the answer has %s', async (_which, headers) => {
    const { send } = await answering(
      httpText(200, { 'Content-Type': 'text/html', ...headers }, page),
    )
    const { Body } = await send('GetObject')
    expect(await (Body as Response).text()).toBe(page)
  })

  it('F28: an answer without any of these is right if it is empty', async () => {
    const { send } = await answering(httpText(200, { 'Content-Type': 'text/html' }))
    expect(await send('PutObject')).toMatchObject({ $metadata: { status: 200 } })
  })

  it('F28: a policy must be JSON', async () => {
    const error = await failureOf(
      'GetBucketPolicy',
      httpText(200, { 'x-amz-request-id': '1' }, 'yes'),
    )
    expect([error.code, error.message]).toEqual([
      'InvalidResponse',
      expect.stringContaining('got "yes"'),
    ])
  })
})

describe('a status that says enough', () => {
  it.each<[string, Name, number, string]>([
    ['F42', 'PutObject', 411, 'MissingContentLength'],
    ['F42', 'CompleteMultipartUpload', 400, 'EntityTooSmall'],
    ['F42', 'CompleteMultipartUpload', 400, 'InvalidPart'],
    ['F42', 'CompleteMultipartUpload', 400, 'InvalidPartOrder'],
    ['F43', 'GetObject', 412, 'PreconditionFailed'],
  ])('%s: %s with %i %s is final at once', async (_row, name, status, code) => {
    const { send, requests } = await answering(xml(status, errorXml(code)), { maxAttempts: 3 })
    const error = await failure(send(name))
    expect([error.code, error.status, requests.length]).toEqual([code, status, 1])
  })

  it.each<[Name, number, string]>([
    ['GetObject', 304, 'NotModified'],
    ['HeadObject', 304, 'NotModified'],
    ['HeadObject', 412, 'PreconditionFailed'],
    ['GetObject', 412, 'PreconditionFailed'],
  ])('F43: %s with %i and no document is %s', async (name, status, code) => {
    const { send, requests } = await answering(httpText(status, { ETag: '"1"' }), {
      maxAttempts: 3,
    })
    const error = await failure(send(name))
    expect([error.code, error.status, requests.length]).toEqual([code, status, 1])
  })
})

describe('headers of an answer', () => {
  const answer = (...lines: string[]) =>
    `HTTP/1.1 200 OK\r\nContent-Length: 1\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\na`

  it.each([
    ['quoted', 'ETag: "0cc1"', '"0cc1"'],
    ['bare', 'ETag: 0cc1', '0cc1'],
    ['weak', 'ETag: W/"0cc1"', 'W/"0cc1"'],
    ['in odd case', 'eTaG:"0cc1"', '"0cc1"'],
  ])('F45: an ETag that is %s is handed out as it came', async (_how, line, ETag) => {
    const { send } = await answering(answer(line))
    expect(await send('GetObject')).toMatchObject({ ETag })
  })

  it('F45: metadata in any case and repeated is read once, joined', async () => {
    const { send } = await answering(answer('X-AMZ-Meta-Color: red', 'x-amz-meta-color: blue'))
    expect(await send('GetObject')).toMatchObject({ Metadata: { color: 'red, blue' } })
  })

  it('F45: a request id in odd case is found', async () => {
    const { send } = await answering(answer('X-AMZ-REQUEST-ID: 7'))
    expect(await send('GetObject')).toMatchObject({ $metadata: { requestId: '7' } })
  })

  it.each(['HTTP/1.1 102 Processing', 'HTTP/1.1 103 Early Hints\r\nLink: </a>'])(
    'F48: %s comes before the answer and means nothing',
    async (early) => {
      const { send } = await answering(`${early}\r\n\r\n${answer('ETag: "1"')}`)
      expect(await send('GetObject')).toMatchObject({ ETag: '"1"', $metadata: { status: 200 } })
    },
  )

  it('F48: a 100 that nobody asked for, which breaks the fetch of Node, is sent again', async () => {
    const server = await rawServer((_request, reply, index) => {
      reply.write(index === 0 ? 'HTTP/1.1 100 Continue\r\n\r\n' : '')
      reply.write(answer('ETag: "1"'))
    })
    const client = new OosClient({ endpoint: server.url })
    expect(await client.send(commands.GetObject)).toMatchObject({ ETag: '"1"' })
  })
})

describe('a body without end', () => {
  /** A server whose answers end only when the client cuts them off; it counts the ones that were. */
  async function endless(
    status: number,
    start: string,
  ): Promise<{ url: string; written: number; cut: number }> {
    const chunk = 'x'.repeat(65_536)
    const seen = { url: '', written: 0, cut: 0 }
    const server = createServer((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write(chunk)) seen.written += chunk.length
      }
      socket.on('error', () => undefined)
      socket.on('drain', more)
      socket.once('data', () => {
        socket.on('close', () => (seen.cut += 1))
        socket.write(`HTTP/1.1 ${status} Status\r\nContent-Type: application/xml\r\n\r\n${start}`)
        more()
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    return Object.assign(seen, {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    })
  }

  it('F47: of an error is read for 64 KiB, and its connection is let go', async () => {
    const server = await endless(500, '<Error><Code>InternalError</Code><Message>Sorry.</Message>')
    const client = new OosClient({ endpoint: server.url, maxAttempts: 1 })
    const error = await failure(client.send(commands.GetObject))
    expect([error.code, error.status]).toEqual(['InternalError', 500])
    await expect.poll(() => server.cut).toBe(1)
    // What lies in the buffers between is written as well.
    expect(server.written).toBeLessThan(2 ** 24)
  })

  it('F47: of an error of 64 MiB makes no long message', async () => {
    const big = `<Error><Code>${'C'.repeat(70_000)}</Code><Message>${'m'.repeat(2 ** 26)}</Message></Error>`
    const error = await failureOf('PutObject', xml(400, big))
    expect(error.code).toBe('InvalidRequest')
    expect(error.message.length).toBeLessThan(1000)
  })

  it('F47: where none is expected is not read to its end either', async () => {
    const server = await endless(200, '')
    const client = new OosClient({ endpoint: server.url, maxAttempts: 1 })
    expect((await failure(client.send(commands.PutObject))).code).toBe('InvalidResponse')
    await expect.poll(() => server.cut).toBe(1)
  })

  it('S15: of a listing is read for 16 MiB, and is InvalidResponse', async () => {
    let pulled = 0
    const chunk = new TextEncoder().encode(
      `<Contents><Key>${'a'.repeat(1024)}</Key></Contents>`.repeat(1000),
    )
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          controller.enqueue(pulled === 0 ? new TextEncoder().encode('<ListBucketResult>') : chunk)
          pulled += chunk.length
        },
      },
      { highWaterMark: 0 },
    )
    const fetch = () => Promise.resolve(new Response(body))
    const client = new OosClient({ endpoint: 'http://oos.test', fetch, maxAttempts: 1 })
    expect((await failure(client.send(commands.ListObjects))).code).toBe('InvalidResponse')
    expect(pulled).toBeLessThan(2 ** 24 + 3 * chunk.length)
  })
})

describe('DeleteObjects', () => {
  const objects = (count: number, Key = (index: number) => `k${index}`) =>
    new DeleteObjectsCommand({
      Bucket,
      Delete: { Objects: Array.from({ length: count }, (_, index) => ({ Key: Key(index) })) },
    })

  it('F50: refuses 1001 keys before anything is sent', async () => {
    const { url, requests } = await answering(httpText(500))
    const error = await failure(new OosClient({ endpoint: url }).send(objects(1001)))
    expect([error.code, error.member, requests.length]).toEqual([
      'InvalidInput',
      expect.stringContaining('Objects'),
      0,
    ])
  })

  it('F50: sends a key twice if it is given twice', async () => {
    const { url, requests } = await answering(xml(200, '<DeleteResult/>'))
    await new OosClient({ endpoint: url }).send(objects(2, () => 'same'))
    expect(new TextDecoder().decode(requests[0]!.body).match(/<Key>same<\/Key>/g)).toHaveLength(2)
  })

  it('F50: tells what was deleted and what was not, and is no error', async () => {
    const result =
      '<DeleteResult><Deleted><Key>a</Key></Deleted>' +
      '<Error><Key>b</Key><Code>AccessDenied</Code><Message>No.</Message></Error></DeleteResult>'
    const { send } = await answering(xml(200, result))
    expect(await send('DeleteObjects')).toMatchObject({
      Deleted: [{ Key: 'a' }],
      Errors: [{ Key: 'b', Code: 'AccessDenied' }],
    })
  })

  it('F50: that breaks off in an error of one key is not that error', async () => {
    const cut = '<DeleteResult><Error><Key>b</Key><Code>AccessDenied</Code><Message>No.</Mess'
    expect((await failureOf('DeleteObjects', xml(200, cut))).code).toBe('InvalidResponse')
  })
})
