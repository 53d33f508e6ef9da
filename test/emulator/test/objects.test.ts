import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  answerOf,
  code,
  createBucket,
  date,
  emulatorAt,
  get,
  handWith,
  md5Base64,
  md5Hex,
  put,
  send,
  signed,
  values,
  type Answer,
  type Pairs,
} from './client.js'

const target = '/bucket/key'
const etag = `"${md5Hex('0123456789')}"`
let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
  await put(emulator, target, '0123456789')
})

function head(headers: Pairs = []): Promise<Answer> {
  return send(emulator, { method: 'HEAD', target, headers })
}

function putWith(headers: Pairs, body = ''): Promise<Answer> {
  return send(emulator, { method: 'PUT', target, headers, body })
}

describe('PUT Object', () => {
  it('answers with the MD5 as ETag', async () => {
    expect((await put(emulator, target, 'abc')).headers.get('etag')).toBe(`"${md5Hex('abc')}"`)
  })

  it('takes a Content-MD5 that is right', async () => {
    expect((await putWith([['content-md5', md5Base64('abc')]], 'abc')).status).toBe(200)
  })

  it.each<[string, Pairs, number, string]>([
    ['a Content-MD5 of other bytes', [['content-md5', md5Base64('abd')]], 400, 'BadDigest'],
    ['a Content-MD5 that is no Base64', [['content-md5', 'abc']], 400, 'InvalidDigest'],
    ['a Content-MD5 in hexadecimal', [['content-md5', md5Hex('abc')]], 400, 'InvalidDigest'],
    ['a body shorter than announced', [['content-length', '4']], 400, 'IncompleteBody'],
    ['a body longer than announced', [['content-length', '2']], 400, 'IncompleteBody'],
    ['a body of no length', [['transfer-encoding', 'chunked']], 411, 'MissingContentLength'],
    ['over 2 KB of metadata', [['x-amz-meta-a', 'x'.repeat(2048)]], 400, 'MetadataTooLarge'],
    ['over 8 KB of headers', [['x-a', 'x'.repeat(8192)]], 400, 'RequestHeaderSectionTooLarge'],
    ['a storage class unknown', [['x-amz-storage-class', 'COLD']], 400, 'InvalidStorageClass'],
  ])('refuses %s', async (_, headers, status, expected) => {
    const answer = await putWith(headers, 'abc')
    expect([answer.status, code(answer)]).toEqual([status, expected])
  })

  it('hashes bodies that come in at the same time one by one', async () => {
    const bodies = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(200_000))
    const answers = await Promise.all(
      bodies.map((body, index) => put(emulator, `/bucket/${index}`, body)),
    )
    expect(answers.map(({ headers }) => headers.get('etag'))).toEqual(
      bodies.map((body) => `"${md5Hex(body)}"`),
    )
  })

  it('leaves the object alone when it refuses', async () => {
    await putWith([['content-md5', md5Base64('abd')]], 'abc')
    expect((await get(emulator, target)).text).toBe('0123456789')
  })

  it('takes exactly 2 KB of metadata', async () => {
    expect((await putWith([['x-amz-meta-a', 'x'.repeat(2047)]])).status).toBe(200)
  })

  it('refuses a bucket that is not there', async () => {
    expect(code(await put(emulator, '/nobucket/key'))).toBe('NoSuchBucket')
  })
})

describe('GET Object', () => {
  it.each<[string, string]>([
    ['content-type', 'text/html;charset=utf-8'],
    ['cache-control', 'no-cache'],
    ['content-disposition', 'attachment'],
    ['content-encoding', 'gzip'],
    ['expires', date],
    ['x-amz-meta-some', 'thing'],
    ['x-amz-storage-class', 'EC_2_1_2'],
  ])('gives %s back', async (name, value) => {
    await putWith([[name, value]])
    expect((await get(emulator, target)).headers.get(name)).toBe(value)
  })

  it.each<[string, string]>([
    ['content-type', 'application/octet-stream'],
    ['content-length', '10'],
    ['etag', etag],
    ['last-modified', date],
    ['accept-ranges', 'bytes'],
    ['date', date],
    ['server', 'CTYUN'],
    ['x-amz-request-id', '0000000000000003'],
  ])('sets %s', async (name, value) => {
    expect((await get(emulator, target)).headers.get(name)).toBe(value)
  })

  it.each([
    ['cache-control', 'no-store'],
    ['content-disposition', 'attachment; filename="b+c.txt"'],
    ['content-encoding', 'identity'],
    ['content-language', 'zh'],
    ['content-type', 'image/svg+xml'],
    ['expires', date],
  ])('lets the query replace %s', async (name, value) => {
    const query = `response-${name}=${encodeURIComponent(value)}`
    expect((await get(emulator, `${target}?${query}`)).headers.get(name)).toBe(value)
  })

  it.each(['a%0D%0Ab', 'a%00', '%01', '%7F'])('refuses the replacement %s', async (value) => {
    const answer = await get(emulator, `${target}?response-content-type=${value}`)
    expect(code(answer)).toBe('InvalidArgument')
  })

  it('lets the query replace headers for those who do not sign', async () => {
    await createBucket(emulator, 'open', 'public-read')
    await put(emulator, '/open/key')
    const query = '/open/key?response-content-type=text%2Fhtml'
    const answer = await send(emulator, { method: 'GET', target: query, account: undefined })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
  })

  it('lets the query replace headers of HEAD and of ranges', async () => {
    const query = `${target}?response-content-type=text%2Fhtml`
    const answers = [
      await send(emulator, { method: 'HEAD', target: query }),
      await get(emulator, query, [['range', 'bytes=0-0']]),
    ]
    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual([
      'text/html',
      'text/html',
    ])
  })

  it('replaces no headers of an error', async () => {
    const answer = await get(emulator, '/bucket/kex?response-content-type=text%2Fhtml')
    expect(answer.headers.get('content-type')).toBe('application/xml;charset=UTF-8')
  })

  it('knows no other key', async () => {
    const answer = await get(emulator, '/bucket/kex')
    expect([answer.status, code(answer)]).toEqual([404, 'NoSuchKey'])
  })
})

describe('Range', () => {
  it.each([
    ['bytes=0-0', '0', 'bytes 0-0/10'],
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=8-', '89', 'bytes 8-9/10'],
    ['bytes=8-100', '89', 'bytes 8-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-100', '0123456789', 'bytes 0-9/10'],
  ])('%s gives %j', async (range, text, contentRange) => {
    const answer = await get(emulator, target, [['range', range]])
    const { status, headers } = answer
    expect([
      status,
      answer.text,
      headers.get('content-range'),
      headers.get('content-length'),
    ]).toEqual([206, text, contentRange, `${text.length}`])
  })

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('%s cannot be satisfied', async (range) => {
    const answer = await get(emulator, target, [['range', range]])
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10'])
  })

  it.each(['bytes=', 'bytes=4-2', 'bytes=0-1,3-4', 'lines=0-1'])('%s is ignored', async (range) => {
    expect((await get(emulator, target, [['range', range]])).status).toBe(200)
  })

  it('of an empty object cannot be satisfied', async () => {
    await put(emulator, target, '')
    expect((await get(emulator, target, [['range', 'bytes=0-']])).status).toBe(416)
  })

  it('that cannot be satisfied has the code of that', async () => {
    expect(code(await get(emulator, target, [['range', 'bytes=10-']]))).toBe('InvalidRange')
  })

  it('counts only where the conditions hold', async () => {
    const range = ['range', 'bytes=10-'] as const
    const answers = [
      await get(emulator, target, [range, ['if-match', '"0"']]),
      await get(emulator, target, [range, ['if-none-match', etag]]),
    ]
    expect(answers.map(({ status }) => status)).toEqual([412, 304])
  })

  it('works with HEAD', async () => {
    const answer = await head([['range', 'bytes=2-4']])
    expect([answer.status, answer.headers.get('content-length')]).toEqual([206, '3'])
  })
})

describe('a condition', () => {
  const before = 'Mon, 10 Dec 2018 06:12:20 GMT'

  it.each<[number, Pairs]>([
    [200, [['if-match', etag]]],
    [200, [['if-match', '*']]],
    [412, [['if-match', '"0"']]],
    [304, [['if-none-match', etag]]],
    [304, [['if-none-match', `"0", ${etag}`]]],
    [304, [['if-none-match', '*']]],
    [200, [['if-none-match', '"0"']]],
    [200, [['if-modified-since', before]]],
    [304, [['if-modified-since', date]]],
    [412, [['if-unmodified-since', before]]],
    [200, [['if-unmodified-since', date]]],
    [
      200,
      [
        ['if-match', etag],
        ['if-unmodified-since', before],
      ],
    ],
    [
      200,
      [
        ['if-none-match', '"0"'],
        ['if-modified-since', date],
      ],
    ],
    [
      412,
      [
        ['if-match', '"0"'],
        ['if-unmodified-since', date],
      ],
    ],
    [
      304,
      [
        ['if-none-match', etag],
        ['if-modified-since', before],
      ],
    ],
    [
      412,
      [
        ['if-match', '"0"'],
        ['if-none-match', etag],
      ],
    ],
    [
      304,
      [
        ['if-match', etag],
        ['if-none-match', etag],
      ],
    ],
    [
      412,
      [
        ['if-unmodified-since', before],
        ['if-modified-since', date],
      ],
    ],
    [
      304,
      [
        ['if-unmodified-since', date],
        ['if-modified-since', date],
      ],
    ],
    [200, [['if-modified-since', 'yesterday']]],
    [200, [['if-unmodified-since', 'yesterday']]],
  ])('is answered %i for %j', async (status, headers) => {
    expect((await get(emulator, target, headers)).status).toBe(status)
  })

  it('is the same for HEAD', async () => {
    const answers = [await head([['if-none-match', etag]]), await head([['if-match', '*']])]
    expect(answers.map(({ status }) => status)).toEqual([304, 200])
  })

  it('that keeps an object unmodified gives its ETag without a body', async () => {
    const answer = await get(emulator, target, [['if-none-match', etag]])
    expect([answer.text, answer.headers.get('etag')]).toEqual(['', etag])
  })

  it('that fails has no body in answer to HEAD', async () => {
    const answer = await head([['if-match', '"0"']])
    expect([answer.status, answer.text]).toEqual([412, ''])
  })
})

describe('HEAD Object', () => {
  it('has the headers of GET', async () => {
    const { headers } = await get(emulator, target)
    const names = ['content-length', 'content-type', 'etag', 'last-modified']
    const answer = await head()
    expect(names.map((name) => answer.headers.get(name))).toEqual(
      names.map((name) => headers.get(name)),
    )
  })

  it('has no body', async () => {
    expect((await head()).text).toBe('')
  })
})

describe('DELETE Object', () => {
  it('answers 204, also for a key that is not there', async () => {
    const answers = [
      await send(emulator, { method: 'DELETE', target }),
      await send(emulator, { method: 'DELETE', target }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([204, 204])
  })

  it('removes the object', async () => {
    await send(emulator, { method: 'DELETE', target })
    expect(emulator.buckets.get('bucket')?.objects.size).toBe(0)
  })
})

describe('PUT Object - Copy', () => {
  function copy(headers: Pairs = [], source = '/bucket/key'): Promise<Answer> {
    const all: Pairs = [['x-amz-copy-source', source], ...headers]
    return send(emulator, { method: 'PUT', target: '/bucket/copy', headers: all })
  }

  beforeEach(async () => {
    await putWith(
      [
        ['content-type', 'text/plain'],
        ['x-amz-meta-a', 'one'],
      ],
      'abc',
    )
  })

  it('answers with the ETag', async () => {
    expect((await copy()).text).toContain(`<ETag>&quot;${md5Hex('abc')}&quot;</ETag>`)
  })

  it('copies bytes', async () => {
    await copy()
    expect((await get(emulator, '/bucket/copy')).text).toBe('abc')
  })

  it.each<[string, Pairs, string | null, string | null]>([
    ['COPY by default', [], 'one', 'text/plain'],
    [
      'COPY',
      [
        ['x-amz-metadata-directive', 'COPY'],
        ['x-amz-meta-a', 'two'],
      ],
      'one',
      'text/plain',
    ],
    [
      'REPLACE',
      [
        ['x-amz-metadata-directive', 'REPLACE'],
        ['content-type', 'a/b'],
      ],
      null,
      'a/b',
    ],
  ])('follows the directive %s', async (_, headers, meta, type) => {
    await copy(headers)
    const answer = await get(emulator, '/bucket/copy')
    expect([answer.headers.get('x-amz-meta-a'), answer.headers.get('content-type')]).toEqual([
      meta,
      type,
    ])
  })

  it('onto itself replaces the metadata', async () => {
    const headers: Pairs = [
      ['x-amz-copy-source', target],
      ['x-amz-metadata-directive', 'REPLACE'],
      ['x-amz-meta-b', 'two'],
    ]
    await send(emulator, { method: 'PUT', target, headers })
    const answer = await get(emulator, target)
    const named = ['x-amz-meta-a', 'x-amz-meta-b'].map((name) => answer.headers.get(name))
    expect([answer.text, ...named]).toEqual(['abc', null, 'two'])
  })

  it('onto itself as it is changes nothing and is refused', async () => {
    const headers: Pairs = [['x-amz-copy-source', target]]
    const answer = await send(emulator, { method: 'PUT', target, headers })
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidRequest'])
    const { text, headers: kept } = await get(emulator, target)
    expect([text, kept.get('x-amz-meta-a')]).toEqual(['abc', 'one'])
  })

  it.each<Pairs[number]>([
    ['x-amz-storage-class', 'STANDARD_IA'],
    ['x-ctyun-data-location', 'type=Local,scheduleStrategy=NotAllowed'],
  ])('onto itself is fine with another %s', async (...header) => {
    const headers: Pairs = [['x-amz-copy-source', target], header]
    expect((await send(emulator, { method: 'PUT', target, headers })).status).toBe(200)
    expect((await get(emulator, target)).headers.get(header[0])).toBe(header[1])
  })

  it('asks for the storage class anew', async () => {
    await putWith([['x-amz-storage-class', 'STANDARD_IA']])
    const classes: (string | null)[] = []
    for (const headers of [[], [['x-amz-storage-class', 'REDUCED_REDUNDANCY']]] as Pairs[]) {
      await copy(headers)
      const answer = await get(emulator, '/bucket/copy')
      classes.push(answer.headers.get('x-amz-storage-class'))
    }
    expect(classes).toEqual(['STANDARD', 'REDUCED_REDUNDANCY'])
  })

  it('refuses another directive', async () => {
    const answer = await copy([['x-amz-metadata-directive', 'MERGE']])
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument'])
  })

  it('refuses more metadata than an object may have', async () => {
    const replace = ['x-amz-metadata-directive', 'REPLACE'] as const
    const answer = await copy([replace, ['x-amz-meta-a', 'x'.repeat(2048)]])
    expect(code(answer)).toBe('MetadataTooLarge')
  })

  it('refuses an upload that is not complete', async () => {
    const { text } = await send(emulator, { method: 'POST', target: '/bucket/parts?uploads' })
    const id = values(text, 'UploadId')[0] ?? ''
    await put(emulator, `/bucket/parts?partNumber=1&uploadId=${id}`, 'part')
    expect(code(await copy([], '/bucket/parts'))).toBe('NoSuchKey')
  })

  it.each<[number, Pairs]>([
    [
      200,
      [
        ['x-amz-copy-source-if-match', `"${md5Hex('abc')}"`],
        ['x-amz-copy-source-if-unmodified-since', 'Mon, 10 Dec 2018 06:12:20 GMT'],
      ],
    ],
    [
      412,
      [
        ['x-amz-copy-source-if-none-match', `"${md5Hex('abc')}"`],
        ['x-amz-copy-source-if-modified-since', 'Mon, 10 Dec 2018 06:12:20 GMT'],
      ],
    ],
    [200, [['x-amz-copy-source-if-match', '*']]],
    [200, [['if-match', '"0"']]],
  ])('is answered %i for %j', async (status, headers) => {
    expect((await copy(headers)).status).toBe(status)
  })

  it.each<[string, string]>([
    ['x-amz-copy-source-if-match', '"0"'],
    ['x-amz-copy-source-if-none-match', `"${md5Hex('abc')}"`],
    ['x-amz-copy-source-if-unmodified-since', 'Mon, 10 Dec 2018 06:12:20 GMT'],
    ['x-amz-copy-source-if-modified-since', date],
  ])('is refused when %s does not hold', async (name, value) => {
    const answer = await copy([[name, value]])
    expect([answer.status, code(answer)]).toEqual([412, 'PreconditionFailed'])
  })

  it.each([
    ['/bucket/nokey', 'NoSuchKey'],
    ['/nobucket/key', 'NoSuchBucket'],
    ['bucket', 'InvalidArgument'],
    ['/bucket/%zz', 'InvalidURI'],
  ])('refuses the source %s', async (source, expected) => {
    expect(code(await copy([], source))).toBe(expected)
  })
})

describe('an aborted request', () => {
  it('rejects with the reason', async () => {
    const reason = new Error('enough')
    const get = { method: 'GET', target }
    const answer = handWith(emulator, get, signed(get), AbortSignal.abort(reason))
    await expect(answer).rejects.toBe(reason)
  })

  it('breaks off a body that is being read', async () => {
    const reason = new Error('enough')
    const controller = new AbortController()
    const get = { method: 'GET', target }
    const response = await handWith(emulator, get, signed(get), controller.signal)
    controller.abort(reason)
    await expect(answerOf(response)).rejects.toBe(reason)
  })
})

describe('the ACL of an object', () => {
  it.each(['GET', 'PUT'])('is none of OOS’s: %s', async (method) => {
    await put(emulator, target, 'content')
    const answer = await send(emulator, { method, target: `${target}?acl` })
    expect([answer.status, code(answer)]).toEqual([501, 'NotImplemented'])
    expect((await get(emulator, target)).text).toBe('content')
  })
})
