import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetBucketCorsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import { OosClient, writeXml, type ClientOptions, type HttpRequest } from '@oos-js/core'
import { parseXml, XmlElement } from '@rgrove/parse-xml'
import { createEmulator } from '@oos-js/emulator'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { clock, createClient as createEmulated } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { inProcess } from '../support/in-process.ts'

// Thousands of requests each.
vi.setConfig({ testTimeout: 60_000 })

const Bucket = 'photos'
const Key = 'a.txt'
const endpoint = 'https://oos-cn.ctyunapi.cn'
const rawHost = 'oos-cn.ctyunapi.cn'

/** A client whose requests end here, and their addresses and headers. */
function createOffline(options: Partial<ClientOptions> = {}) {
  const sent: { url: string; headers: Headers }[] = []
  const client = new OosClient({
    endpoint,
    fetch: (url, { headers }) => {
      sent.push({ url, headers })
      return Promise.resolve(new Response())
    },
    ...options,
  })
  return { client, sent }
}

const controls = [...Array(32).keys(), 127].map((code) => String.fromCharCode(code))
const beyond = ['\u0080', '\u00ff', '\u0130', '\u010a', '中', '\u2028', '\ufeff']

/** Members that become headers. */
const headerMembers: readonly (readonly [string, (value: string) => object])[] = [
  ['CacheControl', (CacheControl) => ({ CacheControl })],
  ['ContentDisposition', (ContentDisposition) => ({ ContentDisposition })],
  ['ContentEncoding', (ContentEncoding) => ({ ContentEncoding })],
  ['ContentMD5', (ContentMD5) => ({ ContentMD5 })],
  ['ContentType', (ContentType) => ({ ContentType })],
  ['Expires', (Expires) => ({ Expires })],
  ['StorageClass', (StorageClass) => ({ StorageClass })],
  ['Metadata.a', (a) => ({ Metadata: { a } })],
  ['DataLocation', (place) => ({ DataLocation: { Type: 'Specified', Location: [place] } })],
]

describe('a header', () => {
  it.each(headerMembers)(
    'S4: %s takes no control character wherever it stands',
    async (member, make) => {
      const { client, sent } = createOffline()
      for (const character of [...controls, ...beyond]) {
        for (const value of [`${character}a`, `a${character}b`, `a${character}`]) {
          const input = { Bucket, Key, Body: '', ...make(value) }
          const error = await failure(client.send(new PutObjectCommand(input)))
          expect([error.code, error.member, error.attempts]).toEqual(['InvalidInput', member, 0])
          expect(error.message).not.toMatch(/\p{Cc}/u)
        }
      }
      expect(sent).toEqual([])
    },
  )

  it('S4: what a server said and what goes back in a header is checked as well', async () => {
    const { client, sent } = createOffline()
    for (const character of controls) {
      const tag = `"${character}"`
      const get = new GetObjectCommand({ Bucket, Key, IfMatch: tag })
      expect((await failure(client.send(get))).member).toBe('IfMatch')
      const CopySource = { Bucket, Key }
      const copy = new CopyObjectCommand({ Bucket, Key, CopySource, CopySourceIfMatch: tag })
      expect((await failure(client.send(copy))).member).toBe('CopySourceIfMatch')
    }
    expect(sent).toEqual([])
  })

  it('S4: an upload id of any text stays within its parameter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (UploadId) => {
        const { client, sent } = createOffline()
        await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: '' }))
        const { origin, pathname, searchParams } = new URL(sent[0]!.url)
        expect([origin, pathname, [...searchParams]]).toEqual([
          endpoint,
          '/photos/a.txt',
          [
            ['partNumber', '1'],
            ['uploadId', UploadId],
          ],
        ])
      }),
      { numRuns: 1000 },
    )
  })

  it('S4: names of metadata are tokens and nothing else', async () => {
    const token = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 4 }), async (name) => {
        const { client, sent } = createOffline()
        const command = new PutObjectCommand({ Bucket, Key, Body: '', Metadata: { [name]: 'v' } })
        const sends = client.send(command).then(
          () => true,
          () => false,
        )
        expect(await sends).toBe(token.test(name))
        expect(sent).toHaveLength(token.test(name) ? 1 : 0)
      }),
      { numRuns: 10_000 },
    )
  })

  it('S4: every value either arrives as it was, spaces around it aside, or is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 8 }), async (a) => {
        const { client, sent } = createOffline()
        const command = new PutObjectCommand({ Bucket, Key, Body: '', Metadata: { a } })
        const isPlain = /^[ -~]*$/.test(a)
        await client.send(command).catch(() => undefined)
        expect(sent[0]?.headers.get('x-amz-meta-a')).toBe(isPlain ? a.trim() : undefined)
      }),
      { numRuns: 10_000 },
    )
  })

  it.each([
    ['the same name in two cases', { Author: 'a', author: 'b' }],
    ['no name', { '': 'a' }],
    ['no value', { a: undefined }],
    ['an object', { a: {} }],
    ['no number', { a: NaN }],
    ['an invalid date', { a: new Date(NaN) }],
  ])('S4: metadata with %s is refused', async (_, Metadata) => {
    const { client, sent } = createOffline()
    const command = new PutObjectCommand({ Bucket, Key, Body: '', Metadata: Metadata as never })
    const error = await failure(client.send(command))
    expect([error.code, error.member, sent]).toEqual([
      'InvalidInput',
      expect.stringMatching(/^Metadata\./),
      [],
    ])
  })

  it.each([
    ['a Map, whose entries would be lost', new Map([['a', 'b']])],
    ['a list', ['a']],
    ['text', 'a=b'],
  ])('S4: metadata that is %s is refused', async (_, Metadata) => {
    const { client } = createOffline()
    const command = new PutObjectCommand({ Bucket, Key, Body: '', Metadata: Metadata as never })
    expect((await failure(client.send(command))).member).toBe('Metadata')
  })

  it.each([
    ['2048 bytes of metadata', { a: 'v'.repeat(2047) }, true],
    ['2049 bytes of metadata', { a: 'v'.repeat(2048) }, false],
  ])('S4: %s', async (_, Metadata, isSent) => {
    const { client, sent } = createOffline()
    const result = await client
      .send(new PutObjectCommand({ Bucket, Key, Body: '', Metadata }))
      .then(
        () => 'sent',
        (error: unknown) => (error as Error).message,
      )
    expect(result).toContain(isSent ? 'sent' : 'Metadata must be up to 2048 bytes')
    expect(sent).toHaveLength(isSent ? 1 : 0)
  })

  it('S4: more than 8 KB of headers is refused', async () => {
    const { client, sent } = createOffline()
    const CacheControl = 'a'.repeat(8193)
    const error = await failure(
      client.send(new PutObjectCommand({ Bucket, Key, Body: '', CacheControl })),
    )
    expect([error.message, sent]).toEqual([expect.stringContaining('8192 bytes'), []])
  })

  it.each(['a b', 'a:b', 'a\r\nb', '中', 'x\0'])(
    'S4: %j as triggerCarrier is refused before the request',
    async (triggerCarrier) => {
      const { client, sent } = createOffline({ triggerCarrier })
      const put = new PutObjectCommand({ Bucket, Key, Body: '', Trigger: 'copy' })
      const error = await failure(client.send(put))
      expect([error.code, sent]).toEqual(['InvalidInput', []])
      expect(error.message).toContain('Trigger, as its triggerCarrier, must be printable ASCII')
    },
  )
})

describe('a document', () => {
  const shape = { Texts: { tag: 'Text', each: 'string' }, Inner: { Value: 'string' } }
  const write = (value: unknown): string => {
    const request = { headers: new Headers() } as HttpRequest
    const refuse = (rule: string): never => {
      throw new RangeError(rule)
    }
    writeXml.call({ root: 'Root', shape }, value, request, refuse)
    return request.body as string
  }
  // XML 1.0, 2.2: all that a document may hold.
  const legal = /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

  it('S5: gives back to another parser what was written, or is refused', () => {
    const character = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('<', '>', '&', '"', "'", ']]>', '<!--', '&#0;', '</Text>', '\r', '\r\n', ' '),
    )
    const text = fc.array(character, { maxLength: 6 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), text, (Texts, Value) => {
        const isLegal = [...Texts, Value].every((one) => legal.test(one))
        if (!isLegal) {
          expect(() => write({ Texts, Inner: { Value } })).toThrow('XML cannot carry')
          return
        }
        const { root } = parseXml(write({ Texts, Inner: { Value } }))
        const children = root!.children as XmlElement[]
        expect(children.map((child) => [child.name, child.text])).toEqual([
          ...Texts.map((one) => ['Text', one]),
          ['Inner', Value],
        ])
      }),
      { numRuns: 10_000 },
    )
  })

  it('S5: with the key </Key><Key>other deletes that object only', async () => {
    const emulator = createEmulator({ clock })
    const client = createEmulated({ fetch: inProcess(emulator) })
    await client.send(new CreateBucketCommand({ Bucket }))
    const keys = ['</Key><Key>other', 'other', '</Key></Object><Object><Key>other']
    for (const key of keys) await client.send(new PutObjectCommand({ Bucket, Key: key, Body: '' }))
    const Delete = { Objects: [{ Key: keys[0]! }] }
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }))
    expect(Deleted).toEqual([{ Key: keys[0] }])
    const left = emulator.buckets.get(Bucket)!.objects
    expect(keys.map((key) => left.get(key) !== undefined)).toEqual([false, true, true])
  })

  it('S5: of CORS rules comes back as it was', async () => {
    const emulator = createEmulator({ clock })
    const client = createEmulated({ fetch: inProcess(emulator) })
    await client.send(new CreateBucketCommand({ Bucket }))
    const rule = { ID: '</ID><AllowedOrigin>*', AllowedOrigins: ['https://a'], MaxAgeSeconds: 5 }
    const CORSConfiguration = { CORSRules: [{ ...rule, AllowedMethods: ['GET' as const] }] }
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }))
    const { CORSRules } = await client.send(new GetBucketCorsCommand({ Bucket }))
    expect(CORSRules).toMatchObject([rule])
  })

  it.each([NaN, Infinity, -Infinity, 1.5, -1, 1e21, '1h', true, {}])(
    'S5: the number %j is refused under the name of its element',
    async (MaxAgeSeconds) => {
      const { client, sent } = createOffline()
      const rule = { AllowedOrigins: ['*'], AllowedMethods: ['GET'], MaxAgeSeconds }
      const CORSConfiguration = { CORSRules: [rule as never] }
      const error = await failure(
        client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration })),
      )
      expect([error.code, error.member, sent]).toEqual([
        'InvalidInput',
        'CORSConfiguration.CORSRules[0].MaxAgeSeconds',
        [],
      ])
    },
  )

  it('S5: a text where there should be members is refused', async () => {
    const { client, sent } = createOffline()
    const Delete = { Objects: ['a' as never] }
    const error = await failure(client.send(new DeleteObjectsCommand({ Bucket, Delete })))
    expect([error.member, sent]).toEqual(['Delete.Objects[0]', []])
  })
})

describe('the host', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.webUrl(),
    fc.constantFrom(
      '//evil.test',
      '\\\\evil.test',
      '@evil.test',
      '/../..//evil.test',
      '%2f%2fevil.test',
    ),
  )

  it.each(['path', 'virtual'] as const)(
    'S9: is not changed by any bucket or key, style %s',
    async (addressing) => {
      await fc.assert(
        fc.asyncProperty(anything, anything, async (bucket, key) => {
          const { client, sent } = createOffline({ addressing })
          await client.send(new GetObjectCommand({ Bucket: bucket, Key })).catch(() => undefined)
          await client.send(new GetObjectCommand({ Bucket, Key: key })).catch(() => undefined)
          for (const { url } of sent) {
            const { host, username, protocol, hash } = new URL(url)
            const name = addressing === 'virtual' ? host.slice(host.indexOf('.') + 1) : host
            expect([name.endsWith(rawHost), username, protocol, hash]).toEqual([
              true,
              '',
              'https:',
              '',
            ])
          }
        }),
        { numRuns: 3000 },
      )
    },
  )

  it.each(['http://127.0.0.1:9', 'http://[::1]:9'])(
    'S9: has no room for a bucket in virtual-host style at %s',
    async (address) => {
      const { client, sent } = createOffline({ endpoint: address, addressing: 'virtual' })
      const error = await failure(client.send(new HeadBucketCommand({ Bucket })))
      expect([error.code, error.member, sent]).toEqual(['InvalidInput', 'Bucket', []])
      expect(error.message).toContain('path')
    },
  )

  it.each([
    ['https://[::1]:8443', 'https://[::1]:8443/photos/'],
    ['http://127.1:80', 'http://127.0.0.1/photos/'],
    ['https://例子.测试', 'https://xn--fsqu00a.xn--0zwm56d/photos/'],
    ['https://oos-cn.ctyunapi.cn.', 'https://oos-cn.ctyunapi.cn./photos/'],
    ['https://oos-cn.ctyunapi.cn:443/', 'https://oos-cn.ctyunapi.cn/photos/'],
  ])('S9: of the endpoint %s is that of the request', async (given, url) => {
    const { client, sent } = createOffline({ endpoint: given })
    await client.send(new HeadBucketCommand({ Bucket }))
    expect(sent[0]!.url).toBe(url)
  })

  it.each([
    'https://user@host',
    'https://user:secret@host',
    'https://host/path',
    'https://host?query',
    'https://host/?',
    'https://host#fragment',
    'https://host\\@evil.test',
    'ftp://host',
    'host',
    'https://',
    'https://a b',
    'https://host:99999',
  ])('S9: of the endpoint %s is refused, and the text not repeated', (given) => {
    expect(() => createOffline({ endpoint: given })).toThrow(
      /^InvalidInput: endpoint must be http\(s\):\/\/host only$/,
    )
  })

  it('S9: is not changed by a bucket that is no valid name in it', async () => {
    const { client, sent } = createOffline({ addressing: 'virtual' })
    const error = await failure(client.send(new HeadBucketCommand({ Bucket: 'xn--a' })))
    expect([error.code, error.member, sent]).toEqual(['InvalidInput', 'Bucket', []])
  })
})

describe('a bucket', () => {
  it.each([
    'Photos',
    'a..b',
    'a.-b',
    '192.168.0.1',
    'ab',
    'a'.repeat(64),
    'a/b',
    '@evil.com',
    'evil.com/',
    'a\r\nHost: evil.com',
    'a?acl',
    'a#b',
    '桶桶桶',
    '',
    '..',
  ])('K9: called %j is refused, by name and before there is a URL', async (name) => {
    for (const addressing of ['path', 'virtual'] as const) {
      const { client, sent } = createOffline({ addressing })
      const error = await failure(client.send(new HeadBucketCommand({ Bucket: name })))
      expect([error.code, error.member, sent]).toEqual(['InvalidInput', 'Bucket', []])
    }
  })
})
