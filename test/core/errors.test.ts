import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import { isOosError, OosClient, OosError } from '@oos-js/core'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { describe, expect, it, vi } from 'vitest'
import { captured } from './support/captures.js'
import { createClient, credentials, endpoint, errorDocument, rejection } from './support/client.js'

const Bucket = 'cap-main'
const Key = 'a.txt'
const commands = {
  CompleteMultipartUpload: () =>
    new CompleteMultipartUploadCommand({
      Bucket,
      Key,
      UploadId: '1',
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'e' }] },
    }),
  CopyObject: () => new CopyObjectCommand({ Bucket, Key, CopySource: { Bucket, Key } }),
  CreateBucket: () => new CreateBucketCommand({ Bucket }),
  DeleteBucket: () => new DeleteBucketCommand({ Bucket }),
  DeleteObjects: () => new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }),
  GetObject: () => new GetObjectCommand({ Bucket, Key }),
  HeadBucket: () => new HeadBucketCommand({ Bucket }),
  HeadObject: () => new HeadObjectCommand({ Bucket, Key }),
  ListBuckets: () => new ListBucketsCommand(),
  ListObjects: () => new ListObjectsCommand({ Bucket }),
  ListParts: () => new ListPartsCommand({ Bucket, Key, UploadId: '1' }),
  PutObject: () => new PutObjectCommand({ Bucket, Key, Body: '' }),
}

type Name = keyof typeof commands

/** The error of an operation that is answered like this. */
function failureOf(name: Name, answer: () => Response): Promise<OosError> {
  const { client } = createClient(answer)
  return rejection(client.send<object, never>(commands[name]() as never))
}

describe('an answer of a real server', () => {
  it.each<[string, Name, string, number]>([
    ['err_BadDigest', 'PutObject', 'BadDigest', 400],
    ['err_BucketAlreadyExists', 'CreateBucket', 'BucketAlreadyExists', 409],
    ['err_BucketNotEmpty', 'DeleteBucket', 'BucketNotEmpty', 409],
    ['err_InvalidRange', 'GetObject', 'InvalidRange', 416],
    ['err_MissingContentLength', 'PutObject', 'MissingContentLength', 411],
    ['err_NoSuchBucket', 'ListObjects', 'NoSuchBucket', 404],
    ['err_NoSuchKey', 'GetObject', 'NoSuchKey', 404],
    ['err_PreconditionFailed', 'GetObject', 'PreconditionFailed', 412],
    ['err_SignatureDoesNotMatch', 'ListBuckets', 'SignatureDoesNotMatch', 403],
    ['err_complete_InvalidPart', 'CompleteMultipartUpload', 'InvalidPart', 400],
    ['err_complete_NoSuchUpload', 'CompleteMultipartUpload', 'InternalError', 500],
    ['err_copy_NoSuchKey', 'CopyObject', 'NoSuchKey', 404],
    ['err_AccessDenied_other_user_head', 'HeadObject', 'AccessDenied', 403],
    ['err_head_bucket_404', 'HeadBucket', 'NotFound', 404],
    ['err_head_object_404', 'HeadObject', 'NotFound', 404],
    ['get_object_304_if_none_match', 'GetObject', 'NotModified', 304],
    ['website_serve_missing', 'GetObject', 'NotFound', 404],
  ])('%s, to %s, is %s', async (file, name, code, status) => {
    const command = commands[name]()
    const input = command.input as { Bucket?: string; Key?: string }
    const requestId = captured(file).headers.get('x-amz-request-id')
    const failure = await failureOf(name, () => captured(file))
    expect(failure).toBeInstanceOf(OosError)
    expect(failure).toMatchObject({
      name: 'OosError',
      code,
      status,
      requestId,
      operation: name,
      bucket: input.Bucket,
      key: input.Key,
      attempts: 1,
    })
  })

  it('lends its message to the error', async () => {
    const failure = await failureOf('ListObjects', () =>
      captured('err_get_policy_NoSuchBucketPolicy'),
    )
    expect(failure.code).toBe('NoSuchBucketPolicy')
    expect(failure.message).toContain('The bucket policy does not exist')
  })
})

describe('an answer without a document', () => {
  it.each<[number, string]>([
    [304, 'NotModified'],
    [400, 'InvalidRequest'],
    [403, 'AccessDenied'],
    [404, 'NotFound'],
    [409, 'InvalidRequest'],
    [412, 'PreconditionFailed'],
    [500, 'InternalError'],
    [502, 'InternalError'],
    [503, 'SlowDown'],
    [504, 'InternalError'],
  ])('to HEAD with status %i is %s', async (status, code) => {
    const failure = await failureOf('HeadObject', () => new Response(null, { status }))
    expect([failure.code, failure.status, failure.key]).toEqual([code, status, Key])
  })

  it('takes the request id of the header', async () => {
    const headers = { 'x-amz-request-id': 'A1' }
    const failure = await failureOf(
      'HeadObject',
      () => new Response(null, { status: 404, headers }),
    )
    expect(failure.requestId).toBe('A1')
  })

  it('takes the request id of the other header that OOS knows', async () => {
    const headers = { 'x-ctyun-request-id': 'C1' }
    const failure = await failureOf(
      'HeadObject',
      () => new Response(null, { status: 503, headers }),
    )
    expect(failure.requestId).toBe('C1')
  })

  it('has no request id where none can be seen', async () => {
    const failure = await failureOf('HeadObject', () => new Response(null, { status: 404 }))
    expect(failure.requestId).toBeUndefined()
  })
})

describe('an error document', () => {
  const answer =
    (document: string, status = 400) =>
    () =>
      new Response(document, { status })

  it.each([
    ['BucketAlreadExists', 'BucketAlreadyExists'],
    ['BucketAlreadyExists', 'BucketAlreadyExists'],
    ['Internal Error', 'InternalError'],
    ['SomethingNew', 'SomethingNew'],
  ])('with the code %s is %s', async (sent, code) => {
    const failure = await failureOf('CreateBucket', answer(errorDocument(sent)))
    expect(failure.code).toBe(code)
  })

  it.each([
    ['without a declaration', '<Error><Code>NoSuchKey</Code></Error>'],
    ['in lines', '\n<?xml version="1.0"?>\n<Error>\n  <Code>NoSuchKey</Code>\n</Error>\n'],
    [
      'with a single-quoted declaration',
      "<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>",
    ],
    ['with a namespace', '<Error xmlns="urn:x"><Code>NoSuchKey</Code></Error>'],
    ['with a prefix', '<s3:Error xmlns:s3="urn:x"><s3:Code>NoSuchKey</s3:Code></s3:Error>'],
  ])('is read %s', async (_how, document) => {
    expect((await failureOf('GetObject', answer(document, 404))).code).toBe('NoSuchKey')
  })

  it('has its references decoded', async () => {
    const document = errorDocument('NoSuchKey', '&lt;a&gt; &amp; &#x4e2d;')
    expect((await failureOf('GetObject', answer(document, 404))).message).toContain('<a> & 中')
  })

  it('keeps its code when its message has a bad reference', async () => {
    const document = errorDocument('NoSuchKey', 'a & b')
    expect((await failureOf('GetObject', answer(document, 404))).code).toBe('NoSuchKey')
  })

  it('has its own request id before the header’s', async () => {
    const document = errorDocument('NoSuchKey', 'No.', '<RequestId>document</RequestId>')
    const headers = { 'x-amz-request-id': 'header' }
    const failure = await failureOf(
      'GetObject',
      () => new Response(document, { status: 404, headers }),
    )
    expect(failure.requestId).toBe('document')
  })

  it.each<Name>([
    'CompleteMultipartUpload',
    'CopyObject',
    'DeleteObjects',
    'ListBuckets',
    'ListObjects',
    'ListParts',
  ])('inside a success rejects %s', async (name) => {
    const failure = await failureOf(name, answer(errorDocument('InternalError', 'Late.'), 200))
    expect([failure.code, failure.status, failure.operation]).toEqual(['InternalError', 200, name])
  })

  it('that is an object’s content is no error', async () => {
    const document = errorDocument('NoSuchKey')
    const { client } = createClient(answer(document, 200))
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    expect(await Body.text()).toBe(document)
  })
})

describe('a page of a proxy', () => {
  const page = '<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body></body></html>'

  it.each([
    [502, 'InternalError'],
    [503, 'SlowDown'],
    [403, 'AccessDenied'],
  ])('with status %i is %s', async (status, code) => {
    const failure = await failureOf('ListObjects', () => new Response(page, { status }))
    expect([failure.code, failure.status]).toEqual([code, status])
  })

  it.each<Name>(['CompleteMultipartUpload', 'CopyObject', 'DeleteObjects', 'ListObjects'])(
    'in the place of a document is InvalidResponse to %s',
    async (name) => {
      const failure = await failureOf(name, () => new Response(page))
      expect([failure.code, failure.status]).toEqual(['InvalidResponse', 200])
    },
  )
})

describe('a redirect', () => {
  const location = 'https://oos-hazz.ctyunapi.cn/cap-main/a.txt'

  it.each([301, 302, 307, 308])(
    'with status %i is Redirect and names the location',
    async (status) => {
      const failure = await failureOf(
        'GetObject',
        () => new Response(null, { status, headers: { location } }),
      )
      expect([failure.code, failure.status]).toEqual(['Redirect', status])
      expect(failure.message).toContain('https://oos-hazz.ctyunapi.cn')
    },
  )

  it.each([
    [301, 'PermanentRedirect'],
    [307, 'TemporaryRedirect'],
  ])('with status %i and the document %s is Redirect too', async (status, code) => {
    const document = errorDocument(code, 'Use the address.', `<Endpoint>b.example</Endpoint>`)
    const failure = await failureOf(
      'GetObject',
      () => new Response(document, { status, headers: { location } }),
    )
    expect(failure.code).toBe('Redirect')
  })

  it('that comes with a document names the location as well', async () => {
    const failure = await failureOf(
      'GetObject',
      () =>
        new Response(errorDocument('TemporaryRedirect'), { status: 307, headers: { location } }),
    )
    expect(failure.message).toContain('https://oos-hazz.ctyunapi.cn')
  })

  it('that a browser hides is Redirect', async () => {
    const failure = await failureOf('GetObject', () => Response.error())
    expect(failure.code).toBe('Redirect')
  })

  it('is not followed', async () => {
    const { client, sent } = createClient(
      () => new Response(null, { status: 307, headers: { location } }),
      { maxAttempts: 3 },
    )
    await rejection(client.send(commands.GetObject()))
    expect(sent.map(({ redirect }) => redirect)).toEqual(['manual'])
  })
})

describe('isOosError', () => {
  const error = new OosError({ code: 'NoSuchKey', message: 'No.' })

  it('knows an error of the SDK', () => {
    expect(isOosError(error)).toBe(true)
  })

  it('asks for the code where one is told', () => {
    expect([isOosError(error, 'NoSuchKey'), isOosError(error, 'NoSuchBucket')]).toEqual([
      true,
      false,
    ])
  })

  it.each([
    undefined,
    null,
    'OosError',
    0,
    {},
    new Error('OosError'),
    new DOMException('x', 'AbortError'),
  ])('does not take %o for one', (value) => {
    expect(isOosError(value)).toBe(false)
  })

  it('knows an error of another copy of the package', async () => {
    vi.resetModules()
    const copy = await import('@oos-js/core')
    expect(copy.OosError).not.toBe(OosError)
    const foreign = new copy.OosError({ code: 'SlowDown', message: 'Wait.' })
    expect([isOosError(foreign, 'SlowDown'), copy.isOosError(error, 'NoSuchKey')]).toEqual([
      true,
      true,
    ])
  })

  it('knows an error of another realm', () => {
    const foreign: unknown = runInNewContext(
      `Object.assign(new Error('SlowDown'), { name: 'OosError', code: 'SlowDown' })`,
    )
    expect(isOosError(foreign, 'SlowDown')).toBe(true)
  })
})

describe('OosError', () => {
  it('is an Error with a stack that says its message', () => {
    const error = new OosError({ code: 'NoSuchKey', message: 'No such key.' })
    expect(error).toBeInstanceOf(Error)
    expect(error.stack).toContain('No such key.')
  })

  it('says code, operation, bucket, key, status and request in its message', async () => {
    const failure = await failureOf('GetObject', () => captured('err_NoSuchKey'))
    for (const part of ['NoSuchKey', 'GetObject', Bucket, Key, '404', String(failure.requestId)]) {
      expect(failure.message).toContain(part)
    }
  })

  it('keeps the cause', async () => {
    const cause = new TypeError('fetch failed')
    const failure = await failureOf('GetObject', () => {
      throw cause
    })
    expect([failure.code, failure.cause]).toEqual(['NetworkError', cause])
  })

  it.each([
    ['the server', errorDocument('NoSuchKey', 'a\u001b[31m\r\nb\u0000\u0085\u007fc')],
    ['the server, written as references', errorDocument('NoSuchKey', 'a&#27;[31m&#xD;&#10;b')],
    ['the server’s request id', errorDocument('NoSuchKey', '', '<RequestId>\r\n1</RequestId>')],
  ])('has no control characters of %s in its message', async (_whose, document) => {
    const failure = await failureOf('GetObject', () => new Response(document, { status: 404 }))
    expect(failure.message).not.toMatch(/\p{Cc}/u)
  })

  it('has no control characters of the key in its message', async () => {
    const { client } = createClient(() => new Response(null, { status: 404 }))
    const failure = await rejection(
      client.send(new HeadObjectCommand({ Bucket, Key: 'a\r\nb\u001b' })),
    )
    expect(failure.message).not.toMatch(/\p{Cc}/u)
    expect(failure.key).toBe('a\r\nb\u001b')
  })
})

describe('a secret', () => {
  const secret = credentials.secretAccessKey
  const token = 'FwoGZXIvYXdzTOKEN'
  const key = { ...credentials, sessionToken: token }
  const texts = (value: unknown) =>
    [
      inspect(value, { depth: 10, showHidden: true, getters: true }),
      JSON.stringify(value),
      String(value),
    ].join('\n')

  function expectNoSecret(value: unknown): void {
    expect(texts(value)).not.toContain(secret)
    expect(texts(value)).not.toContain(token)
  }

  it.each([
    ['credentials', key],
    ['a provider', async () => key],
  ])('is not in a client that got %s', async (_what, source) => {
    const { client } = createClient(undefined, { credentials: source })
    await client.send(new HeadBucketCommand({ Bucket }))
    expectNoSecret(client)
  })

  it.each<[string, () => Response]>([
    ['a refusal', () => captured('err_SignatureDoesNotMatch')],
    [
      'a network error',
      () => {
        throw new TypeError('fetch failed')
      },
    ],
    ['an invalid answer', () => new Response('<ListBucketResult>')],
  ])('is not in the error of %s', async (_what, answer) => {
    const { client } = createClient(answer, { credentials: key })
    const failure = await rejection(client.send(commands.ListObjects()))
    expectNoSecret(failure)
    expect(failure.stack).not.toContain(secret)
  })

  it('is not in the output', async () => {
    const { client } = createClient(undefined, { credentials: key })
    expectNoSecret(await client.send(new HeadBucketCommand({ Bucket })))
  })

  it('does not travel', async () => {
    const { client, sent } = createClient(undefined, { credentials: key })
    await client.send(new HeadBucketCommand({ Bucket }))
    expect(JSON.stringify([sent[0]?.url, ...sent[0]!.headers])).not.toContain(secret)
  })

  it('is not in the error about credentials that cannot be', () => {
    const make = () =>
      new OosClient({
        endpoint,
        credentials: { accessKeyId: 'a b', secretAccessKey: `${secret}\n` },
      })
    let failure: unknown
    try {
      make()
    } catch (error) {
      failure = error
    }
    expect(isOosError(failure, 'InvalidInput')).toBe(true)
    expectNoSecret(failure)
  })

  it('is not in the error about an endpoint with a password', () => {
    const make = () => new OosClient({ endpoint: `https://me:${secret}@oos-cn.ctyunapi.cn` })
    expect(make).toThrow('endpoint')
    expect(make).not.toThrow(secret)
  })

  it('changes only where new credentials are given: a later change of the object is not seen', async () => {
    const changing = { ...credentials }
    const { client, sent } = createClient(undefined, { credentials: changing })
    changing.accessKeyId = 'CHANGED'
    await client.send(new HeadBucketCommand({ Bucket }))
    expect(sent[0]?.headers.get('authorization')).toMatch(/^AWS AKIAIOSFODNN7EXAMPLE:/)
  })
})
