import { encodeKey, isOosError, OosClient, type Body, type ClientOptions } from '@oos-js/core'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type ListObjectsInput,
} from '@oos-js/commands'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createClient, credentials, endpoint, rejection, type Sent } from './support/client.js'

const Bucket = 'bucket'
const Key = 'key'
const origin = 'https://oos-cn.ctyunapi.cn'
type Sendable = Parameters<OosClient['send']>[0]

// Answers of the store have one.
const headers = { 'x-amz-request-id': '1' }

/** The one request of a command. */
async function requestOf(
  command: object,
  options: Partial<ClientOptions> = {},
  answer = '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>',
): Promise<Sent> {
  const { client, sent } = createClient(() => new Response(answer, { headers }), options)
  await client.send(command as Sendable)
  expect(sent).toHaveLength(1)
  return sent[0]!
}

/** Expects that a command is refused for a member, and that nothing is sent. */
async function expectRefusal(command: object, member: string): Promise<void> {
  const { client, sent } = createClient(undefined, { maxAttempts: 3 })
  const failure = await rejection(client.send(command as Sendable))
  expect(failure).toMatchObject({ code: 'InvalidInput', member, attempts: 0 })
  expect(sent).toEqual([])
  // Control characters do not get into messages.
  expect(failure.message).toContain(member.replace(/\p{Cc}+/gu, ' '))
}

const get = (key: unknown) => new GetObjectCommand({ Bucket, Key: key as string })

describe('encodeKey', () => {
  it.each([
    ['a/b/c.txt', 'a/b/c.txt'],
    ['a b+c', 'a%20b%2Bc'],
    ["!'()*", '%21%27%28%29%2A'],
    ['-._~', '-._~'],
    ['?#[]@:$&,;=%', '%3F%23%5B%5D%40%3A%24%26%2C%3B%3D%25'],
    ['测试/文件 1.txt', '%E6%B5%8B%E8%AF%95/%E6%96%87%E4%BB%B6%201.txt'],
    ['😀', '%F0%9F%98%80'],
    ['a\\b', 'a%5Cb'],
    ['%2F%2e', '%252F%252e'],
    ['//a//', '//a//'],
    ['a\tb\r\n', 'a%09b%0D%0A'],
  ])('writes %j as %s', (key, written) => {
    expect(encodeKey(key)).toBe(written)
  })

  const key = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    .filter((text) => !text.split('/').some((part) => part === '.' || part === '..'))

  it('leaves nothing for a URL parser to change', () => {
    fc.assert(
      fc.property(key, (text) => {
        const path = `/bucket/${encodeKey(text)}`
        const url = new URL(origin + path)
        expect([url.pathname, url.search, url.hash, url.origin]).toEqual([path, '', '', origin])
      }),
      { numRuns: 5000, seed: 8 },
    )
  })

  it('can be undone', () => {
    fc.assert(
      fc.property(key, (text) => {
        expect(decodeURIComponent(encodeKey(text))).toBe(text)
      }),
      { numRuns: 5000, seed: 9 },
    )
  })

  it('writes no character but the unreserved ones, slashes and escapes of upper case', () => {
    fc.assert(
      fc.property(key, (text) => {
        expect(encodeKey(text)).toMatch(/^(?:[\w.~/-]|%[\dA-F]{2})*$/)
      }),
      { numRuns: 2000, seed: 10 },
    )
  })

  it('is what requests carry', async () => {
    await fc.assert(
      fc.asyncProperty(
        key.filter((text) => !text.includes('\0') && new TextEncoder().encode(text).length <= 1024),
        async (text) => {
          const { url } = await requestOf(get(text))
          expect(url).toBe(`${origin}/bucket/${encodeKey(text)}`)
        },
      ),
      { numRuns: 300, seed: 11 },
    )
  })
})

describe('a key', () => {
  it.each([
    ['a dot', '.'],
    ['two dots', '..'],
    ['a dot first', './a'],
    ['two dots first', '../a'],
    ['a dot between', 'a/./b'],
    ['two dots between', 'a/../b'],
    ['two dots last', 'a/..'],
    ['a NUL', 'a\0b'],
    ['a high surrogate alone', 'a\ud800'],
    ['a low surrogate alone', '\udc00a'],
    ['surrogates in the wrong order', '\udc00\ud800'],
    ['1025 bytes', 'a'.repeat(1025)],
    ['1026 bytes of 342 characters', '中'.repeat(342)],
    ['nothing', ''],
    ['no value', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', ['a']],
  ])('with %s is refused', async (_what, key) => {
    await expectRefusal(get(key), 'Key')
  })

  it.each([
    ['1024 bytes', 'a'.repeat(1024)],
    ['1023 bytes of 341 characters', '中'.repeat(341)],
    ['three dots', '.../a/...'],
    ['dots within', 'a..b/.c/d.'],
    ['a slash first', '/a'],
    ['a slash only', '/'],
    ['two slashes', 'a//b'],
    ['a slash last', 'a/'],
    ['an encoded dot', '%2e%2e/a'],
    ['a backslash', '..\\a'],
    ['white space', ' a '],
    ['a pair of surrogates', '😀'],
    ['control characters', 'a\u0001\u007f\n'],
  ])('with %s is sent', async (_what, key) => {
    const { url } = await requestOf(get(key))
    expect(decodeURIComponent(new URL(url).pathname)).toBe(`/bucket/${key}`)
  })
})

describe('a bucket', () => {
  it.each([
    'ab',
    'a'.repeat(64),
    'Bucket',
    'buckeT',
    'a..b',
    'a.-b',
    'a-.b',
    '-abc',
    'abc-',
    '.abc',
    'abc.',
    '192.168.0.1',
    '1.2.3.4',
    'a/b',
    'abc/',
    '/abc',
    'a_b',
    'a b',
    ' abc',
    'abc\r\n',
    'abc\n',
    'a\r\nHost: evil.com',
    '@evil.com',
    'abc@evil.com',
    'abc:80',
    'abc?acl',
    'abc#x',
    'abc%2f',
    '..',
    '../',
    'büc',
    '桶桶桶',
    '',
    undefined,
    null,
  ])('of the name %j is refused', async (name) => {
    await expectRefusal(new HeadBucketCommand({ Bucket: name as string }), 'Bucket')
  })

  it.each([
    'abc',
    'a'.repeat(63),
    '123',
    'a-b',
    'a--b',
    'a.b.c',
    '1.2.3',
    '1.2.3.4.5',
    '1a.2.3.4',
    '0-0',
    'my.bucket-01',
  ])('of the name %j is sent', async (name) => {
    const { url } = await requestOf(new HeadBucketCommand({ Bucket: name }))
    expect(url).toBe(`${origin}/${name}/`)
  })

  it('to copy from is checked as well', async () => {
    const source = { Bucket: 'a/b', Key }
    await expectRefusal(
      new CopyObjectCommand({ Bucket, Key, CopySource: source }),
      'CopySource.Bucket',
    )
  })

  it('to copy from is checked for its key as well', async () => {
    const source = { Bucket, Key: '../a' }
    await expectRefusal(
      new CopyObjectCommand({ Bucket, Key, CopySource: source }),
      'CopySource.Key',
    )
  })
})

describe('an endpoint', () => {
  it.each([
    '',
    'oos-cn.ctyunapi.cn',
    'oos-cn.ctyunapi.cn:443',
    '//oos-cn.ctyunapi.cn',
    'ftp://oos-cn.ctyunapi.cn',
    'javascript:alert(1)',
    'https://',
    'https://oos-cn.ctyunapi.cn/path',
    'https://oos-cn.ctyunapi.cn//',
    'https://oos-cn.ctyunapi.cn?a',
    'https://oos-cn.ctyunapi.cn/?a=b',
    'https://oos-cn.ctyunapi.cn#a',
    'https://me@oos-cn.ctyunapi.cn',
    'https://me:secret@oos-cn.ctyunapi.cn',
    'https://oos cn.ctyunapi.cn',
    undefined,
  ])('of the form %j is refused', (form) => {
    let failure: unknown
    try {
      new OosClient({ endpoint: form as string })
    } catch (error) {
      failure = error
    }
    expect(isOosError(failure, 'InvalidInput') && failure.member).toBe('endpoint')
  })

  it.each([
    ['https://oos-cn.ctyunapi.cn', 'https://oos-cn.ctyunapi.cn/'],
    ['https://oos-cn.ctyunapi.cn/', 'https://oos-cn.ctyunapi.cn/'],
    ['HTTPS://OOS-CN.ctyunapi.cn', 'https://oos-cn.ctyunapi.cn/'],
    ['http://oos-hz.ctyunapi.cn', 'http://oos-hz.ctyunapi.cn/'],
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['http://127.0.0.1:80', 'http://127.0.0.1/'],
    ['https://[::1]:8443', 'https://[::1]:8443/'],
  ])('of the form %j is taken', async (form, url) => {
    const document =
      '<ListAllMyBucketsResult><Owner><ID>1</ID></Owner><Buckets/></ListAllMyBucketsResult>'
    const sent = await requestOf(new ListBucketsCommand(), { endpoint: form }, document)
    expect(sent.url).toBe(url)
  })
})

describe('the addressing', () => {
  it.each([
    ['path', endpoint, 'bucket', `${origin}/bucket/a/b`],
    ['virtual', endpoint, 'bucket', 'https://bucket.oos-cn.ctyunapi.cn/a/b'],
    ['virtual', 'http://localhost:8080', 'bucket', 'http://bucket.localhost:8080/a/b'],
    ['cname', 'https://static.example.com', 'static.example.com', 'https://static.example.com/a/b'],
  ] as const)('%s at %s makes the URL', async (addressing, at, bucket, url) => {
    const command = new GetObjectCommand({ Bucket: bucket, Key: 'a/b' })
    expect((await requestOf(command, { endpoint: at, addressing })).url).toBe(url)
  })

  it('cname refuses another bucket than the endpoint’s', async () => {
    const { client, sent } = createClient(undefined, { addressing: 'cname' })
    const failure = await rejection(client.send(get(Key)))
    expect([failure.code, failure.member, sent.length]).toEqual(['InvalidInput', 'Bucket', 0])
  })

  it('makes no difference to the signature, which names the bucket either way', async () => {
    const options = { credentials, clock: { now: () => 0 } }
    const signatures = await Promise.all(
      (['path', 'virtual'] as const).map(async (addressing) =>
        (await requestOf(get(Key), { ...options, addressing })).headers.get('authorization'),
      ),
    )
    expect(signatures[0]).toBe(signatures[1])
  })
})

describe('the signature of a request', () => {
  it('is that of the vector for a part of an upload', async () => {
    const clock = { now: () => Date.UTC(2018, 11, 10, 6, 12, 21) }
    const command = new PutObjectCommand({
      Bucket: 'johnsmith',
      Key: 'a.txt',
      Body: 'a',
      ContentType: 'text/plain;charset=UTF-8',
      Metadata: { a: ' b ' },
    })
    const sent = await requestOf(command, {
      endpoint: 'http://oos-hz.ctyunapi.cn',
      credentials,
      clock,
    })
    const vectors = await import('../vectors/sign-v2.json', { with: { type: 'json' } })
    const vector = vectors.default.find(({ id }) => id === 'E9-browser-x-amz-date')
    expect(sent.headers.get('authorization')).toBe(
      `AWS ${credentials.accessKeyId}:${vector?.signature}`,
    )
  })

  it('is missing without credentials', async () => {
    const { headers } = await requestOf(get(Key))
    expect([...headers.keys()]).toEqual([])
  })

  it('covers the token of temporary keys', async () => {
    const clock = { now: () => 0 }
    const plain = await requestOf(get(Key), { credentials, clock })
    const temporary = await requestOf(get(Key), {
      credentials: { ...credentials, sessionToken: 'TOKEN' },
      clock,
    })
    expect(temporary.headers.get('x-amz-security-token')).toBe('TOKEN')
    expect(temporary.headers.get('authorization')).not.toBe(plain.headers.get('authorization'))
  })

  it.each([
    { accessKeyId: '', secretAccessKey: 'secret' },
    { accessKeyId: 'key', secretAccessKey: '' },
    { accessKeyId: 'k ey', secretAccessKey: 'secret' },
    { accessKeyId: 'key\n', secretAccessKey: 'secret' },
    { accessKeyId: undefined as unknown as string, secretAccessKey: 'secret\n' },
  ])('cannot be made with %j', (given) => {
    expect(() => new OosClient({ endpoint, credentials: given })).toThrow(/credentials|accessKeyId/)
  })
})

describe('a header value', () => {
  it.each([
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['a header of its own', 'a\r\nx-amz-acl: public-read-write'],
    ['a NUL', 'a\0b'],
    ['a tab', 'a\tb'],
    ['Latin-1', 'é'],
    ['Chinese', '中文'],
    ['an emoji', '😀'],
    ['DEL', 'a\u007f'],
  ])('with %s is refused', async (_what, value) => {
    const command = new PutObjectCommand({ Bucket, Key, Body: '', ContentDisposition: value })
    await expectRefusal(command, 'ContentDisposition')
  })

  it.each(['a\nb', '中文'])('%j is refused in metadata', async (value) => {
    const command = new PutObjectCommand({ Bucket, Key, Body: '', Metadata: { a: value } })
    await expectRefusal(command, 'Metadata.a')
  })

  it.each(['a b', 'a:b', 'a\r\nb', '中', 'a\0'])('of metadata cannot be named %j', async (name) => {
    const command = new PutObjectCommand({ Bucket, Key, Body: '', Metadata: { [name]: 'b' } })
    await expectRefusal(command, `Metadata.${name}`)
  })

  it('of printable ASCII is sent as it is', async () => {
    const value = `attachment; filename="a'b~.txt"; filename*=UTF-8''%E6%96%87`
    const command = new PutObjectCommand({ Bucket, Key, Body: '', ContentDisposition: value })
    expect((await requestOf(command)).headers.get('content-disposition')).toBe(value)
  })

  it('of metadata travels under its prefix', async () => {
    const Metadata = { Color: 'red', 'two-words': 'x y' }
    const { headers } = await requestOf(new PutObjectCommand({ Bucket, Key, Body: '', Metadata }))
    expect([headers.get('x-amz-meta-color'), headers.get('x-amz-meta-two-words')]).toEqual([
      'red',
      'x y',
    ])
  })

  it('that is a date is written as HTTP writes dates', async () => {
    const command = new GetObjectCommand({ Bucket, Key, IfModifiedSince: new Date(0) })
    const { headers } = await requestOf(command)
    expect(headers.get('if-modified-since')).toBe('Thu, 01 Jan 1970 00:00:00 GMT')
  })

  it('that is empty or missing is not sent', async () => {
    const command = new GetObjectCommand({ Bucket, Key, IfMatch: '', Range: undefined })
    expect([...(await requestOf(command)).headers.keys()]).toEqual([])
  })
})

describe('a body', () => {
  const put = (Body: Body, ContentType?: string) =>
    new PutObjectCommand({ Bucket, Key, Body, ContentType })

  it.each<[string, Body, string]>([
    ['text', 'a', 'application/octet-stream'],
    ['no characters', '', 'application/octet-stream'],
    ['bytes', new Uint8Array(1), 'application/octet-stream'],
    ['a Blob without a type', new Blob(['a']), 'application/octet-stream'],
    ['a Blob with a type', new Blob(['a'], { type: 'image/png' }), 'image/png'],
  ])('of %s is sent as it is, under its type', async (_what, body, type) => {
    const sent = await requestOf(put(body))
    expect(sent.body).toBe(body)
    expect(sent.headers.get('content-type')).toBe(type)
  })

  it('has the type that is told', async () => {
    const sent = await requestOf(put(new Blob(['a'], { type: 'image/png' }), 'text/css'))
    expect(sent.headers.get('content-type')).toBe('text/css')
  })

  it('that is missing is refused', async () => {
    await expectRefusal(put(undefined as unknown as Body), 'Body')
  })

  it('that is not there needs no type', async () => {
    const sent = await requestOf(new CreateBucketCommand({ Bucket }))
    expect([sent.body, sent.headers.has('content-type')]).toEqual([undefined, false])
  })
})

describe('a required member', () => {
  const UploadId = '1'
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: 'e' }] }
  const missing: [string, string, (value: never) => object][] = [
    [
      'AbortMultipartUpload',
      'UploadId',
      (id) => new AbortMultipartUploadCommand({ Bucket, Key, UploadId: id }),
    ],
    ['ListParts', 'UploadId', (id) => new ListPartsCommand({ Bucket, Key, UploadId: id })],
    [
      'UploadPart',
      'UploadId',
      (id) => new UploadPartCommand({ Bucket, Key, UploadId: id, PartNumber: 1, Body: 'a' }),
    ],
    [
      'UploadPart',
      'PartNumber',
      (number) => new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: number, Body: 'a' }),
    ],
    [
      'CompleteMultipartUpload',
      'UploadId',
      (id) => new CompleteMultipartUploadCommand({ Bucket, Key, UploadId: id, MultipartUpload }),
    ],
    [
      'CompleteMultipartUpload',
      'MultipartUpload',
      (list) =>
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: list }),
    ],
    ['DeleteObject', 'Key', (key) => new DeleteObjectCommand({ Bucket, Key: key })],
    ['DeleteObject', 'Bucket', (bucket) => new DeleteObjectCommand({ Bucket: bucket, Key })],
    ['PutObject', 'Key', (key) => new PutObjectCommand({ Bucket, Key: key, Body: 'a' })],
    ['DeleteObjects', 'Delete', (list) => new DeleteObjectsCommand({ Bucket, Delete: list })],
    [
      'CopyObject',
      'CopySource',
      (source) => new CopyObjectCommand({ Bucket, Key, CopySource: source }),
    ],
  ]

  for (const value of ['', undefined, null]) {
    it.each(missing)(
      `of %s, %s, is refused when it is ${JSON.stringify(value)}`,
      async (_of, member, make) => {
        await expectRefusal(make(value as never), member)
      },
    )
  }

  it('within a document is refused when it is missing', async () => {
    const Parts = [{ PartNumber: 1, ETag: 'e' }, { PartNumber: 2 } as never]
    await expectRefusal(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
      'MultipartUpload.Parts[1].ETag',
    )
  })

  it('within a document is refused when it is empty', async () => {
    await expectRefusal(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: '' }] } }),
      'Delete.Objects[1].Key',
    )
  })
})

describe('a parameter', () => {
  it.each(['\ud800', 'a\udc00'])('with a surrogate alone, %j, is refused', async (Prefix) => {
    await expectRefusal(new ListObjectsCommand({ Bucket, Prefix }), 'Prefix')
  })

  it('is encoded like a key, slashes too', async () => {
    const input: ListObjectsInput = { Bucket, Prefix: 'a/ +&=?#中', Delimiter: '/' }
    const { url } = await requestOf(new ListObjectsCommand(input))
    expect(url).toBe(`${origin}/bucket/?delimiter=%2F&prefix=a%2F%20%2B%26%3D%3F%23%E4%B8%AD`)
  })

  it('that is a flag has no equals sign', async () => {
    const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } })
    const { url } = await requestOf(command, {}, '<DeleteResult></DeleteResult>')
    expect(url).toBe(`${origin}/bucket/?delete`)
  })

  it.each([0, -1, 1001, 1.5, NaN, Infinity])('MaxKeys of %d is refused', async (MaxKeys) => {
    await expectRefusal(new ListObjectsCommand({ Bucket, MaxKeys }), 'MaxKeys')
  })

  it.each([1, 1000])('MaxKeys of %d is sent', async (MaxKeys) => {
    const { url } = await requestOf(new ListObjectsCommand({ Bucket, MaxKeys }))
    expect(url).toBe(`${origin}/bucket/?max-keys=${MaxKeys}`)
  })

  const part = (PartNumber: number) =>
    new UploadPartCommand({ Bucket, Key, UploadId: '1', PartNumber, Body: 'a' })

  it.each([0, -1, 10_001, 1.5, NaN])('PartNumber of %d is refused', async (number) => {
    await expectRefusal(part(number), 'PartNumber')
  })

  it.each([1, 10_000])('PartNumber of %d is sent', async (number) => {
    const { url } = await requestOf(part(number))
    expect(url).toBe(`${origin}/bucket/key?partNumber=${number}&uploadId=1`)
  })

  it('Delimiter of anything but a slash is refused', async () => {
    const input = { Bucket, Delimiter: '-' } as unknown as ListObjectsInput
    await expectRefusal(new ListObjectsCommand(input), 'Delimiter')
  })
})

describe('the document of DeleteObjects', () => {
  const deletion = (keys: readonly string[], Quiet?: boolean) =>
    new DeleteObjectsCommand({
      Bucket,
      Delete: { Quiet, Objects: keys.map((key) => ({ Key: key })) },
    })
  const documentOf = async (keys: readonly string[], quiet?: boolean) =>
    requestOf(deletion(keys, quiet), {}, '<DeleteResult></DeleteResult>')

  it.each([0, 1001])('is refused with %i keys', async (length) => {
    await expectRefusal(deletion(Array<string>(length).fill('a')), 'Delete.Objects')
  })

  it.each([1, 1000])('is sent with %i keys', async (length) => {
    const { body } = await documentOf(Array<string>(length).fill('a'))
    expect((body as string).match(/<Key>a<\/Key>/g)).toHaveLength(length)
  })

  it('says what to delete, under its type and MD5', async () => {
    const { body, headers } = await documentOf(['a', 'b'], true)
    expect(body).toBe(
      '<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>',
    )
    expect([headers.get('content-type'), headers.get('content-md5')]).toEqual([
      'application/xml',
      '+eqeRor0T9igEFCV7Q/+YQ==',
    ])
  })

  it('carries every key as it is', async () => {
    const { body } = await documentOf([`<&>"'`, 'a\rb\n', ' 中😀'])
    expect(body).toContain(
      '<Key>&lt;&amp;&gt;&quot;&apos;</Key></Object><Object><Key>a&#13;b\n</Key></Object><Object><Key> 中😀</Key>',
    )
  })

  it.each(['a\0', 'a\u0001', 'a\u001f', 'a\ufffe', 'a\ud800', '\udc00'])(
    'is refused with the key %j, which XML cannot carry',
    async (key) => {
      await expectRefusal(deletion(['a', key]), 'Delete.Objects[1].Key')
    },
  )
})

describe('the transport', () => {
  it('is the global fetch, looked up when it is needed and called as a bare function', async () => {
    const client = new OosClient({ endpoint })
    const fetch = vi.fn(function (this: unknown) {
      return Promise.resolve(new Response(null, { headers: { 'x-this': String(this) } }))
    })
    vi.stubGlobal('fetch', fetch)
    try {
      const { $metadata } = await client.send(new HeadBucketCommand({ Bucket }))
      expect($metadata.headers.get('x-this')).toBe('undefined')
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it('is called as a bare function when it is given', async () => {
    const fetch = vi.fn(function (this: unknown) {
      return Promise.resolve(new Response(null, { headers: { 'x-this': String(this) } }))
    })
    const client = new OosClient({ endpoint, fetch })
    const { $metadata } = await client.send(new HeadBucketCommand({ Bucket }))
    expect($metadata.headers.get('x-this')).toBe('undefined')
  })
})

describe('a body', () => {
  it.each([
    ['a promise', Promise.resolve(new Blob(['a']))],
    ['an object', { a: 1 }],
    ['a list', [1, 2]],
    ['a number', 5],
    ['a map, which has a size', new Map([['a', 1]])],
    ['an answer', new Response('a')],
    ['null', null],
  ])('that is %s is refused', async (_what, body) => {
    await expectRefusal(new PutObjectCommand({ Bucket, Key, Body: body as never }), 'Body')
  })
})

describe('credentials', () => {
  const id = credentials.accessKeyId
  const secretAccessKey = credentials.secretAccessKey

  it.each([
    ['nothing', undefined],
    ['an error of the server', { error: 'try later' }],
    ['no id', { secretAccessKey }],
    ['no secret', { accessKeyId: id }],
    ['an empty secret', { accessKeyId: id, secretAccessKey: '' }],
    ['a token of two lines', { accessKeyId: id, secretAccessKey, sessionToken: 'a\nb' }],
  ])('that a provider gives as %s are refused, and asked for again', async (_what, given) => {
    let asked = 0
    const { client, sent } = createClient(undefined, {
      credentials: () => Promise.resolve(asked++ === 0 ? (given as never) : credentials),
    })
    expect(isOosError(await rejection(client.send(get(Key))), 'InvalidInput')).toBe(true)
    await client.send(get(Key))
    expect([asked, sent.length]).toEqual([2, 1])
  })

  it('are asked for once by any number of calls', async () => {
    let asked = 0
    const { client } = createClient(undefined, {
      credentials: () => {
        asked++
        return Promise.resolve(credentials)
      },
    })
    await Promise.all(Array.from({ length: 20 }, () => client.send(get(Key))))
    expect(asked).toBe(1)
  })

  it('are asked for again a minute before they end', async () => {
    let now = 0
    let asked = 0
    const { client } = createClient(undefined, {
      clock: { now: () => now },
      credentials: () => {
        asked++
        return Promise.resolve({
          ...credentials,
          expiration: new Date(now + 600_000).toISOString(),
        })
      },
    })
    await client.send(get(Key))
    now = 539_999
    await client.send(get(Key))
    expect(asked).toBe(1)
    now = 540_000
    await client.send(get(Key))
    expect(asked).toBe(2)
  })
})
