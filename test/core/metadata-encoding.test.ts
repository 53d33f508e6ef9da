import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { contentDisposition, metadataEncoding } from '@oos-js/core'
import { createEmulator } from '@oos-js/emulator'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { clock, createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { inProcess } from '../support/in-process.ts'
import { lastSent } from '../support/sent.ts'

// Thousands of requests each.
vi.setConfig({ testTimeout: 60_000 })

const object = { Bucket: 'photos', Key: 'a' }

async function setUp(encoding?: 'uri' | 'rfc2047') {
  const emulator = createEmulator({ clock })
  const client = createClient({ fetch: inProcess(emulator) })
  if (encoding) client.use('metadata', metadataEncoding(encoding), { step: 'input' })
  await client.send(new CreateBucketCommand({ Bucket: object.Bucket }))
  const put = (Metadata: Record<string, string>) =>
    client.send(new PutObjectCommand({ ...object, Body: '', Metadata }))
  const read = async () => (await client.send(new HeadObjectCommand(object))).Metadata
  const onTheWire = (name: string) => lastSent(emulator).headers[`x-amz-meta-${name}`]
  return { client, put, read, onTheWire }
}

describe('metadata in other characters than ASCII', () => {
  it('Req 24: is refused under its name, unless it is encoded', async () => {
    const { put } = await setUp()
    const error = await failure(put({ title: '商品' }))
    expect([error.code, error.member]).toEqual(['InvalidInput', 'Metadata.title'])
    expect(error.message).toContain('metadataEncoding')
  })

  it.each([
    ['uri', '%E5%95%86%E5%93%81 a'],
    ['rfc2047', '=?UTF-8?B?5ZWG5ZOBIGE=?='],
  ] as const)('Req 24: travels as %s', async (encoding, written) => {
    const { put, read, onTheWire } = await setUp(encoding)
    await put({ title: '商品 a' })
    expect(onTheWire('title')).toBe(written)
    expect(await read()).toEqual({ title: '商品 a' })
  })

  it.each(['uri', 'rfc2047'] as const)('Req 24: comes back as it was, by %s', async (encoding) => {
    const { put, read } = await setUp(encoding)
    const part = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(' ', '%', '%41', '=?', '=?UTF-8?B?QQ==?=', '?=', '\r\n', '\0', '_'),
    )
    const text = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(text, async (title) => {
        await put({ title })
        expect(await read()).toEqual({ title })
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['uri', 'rfc2047'] as const)(
    'Req 24: leaves what needs no %s alone',
    async (encoding) => {
      const { put, onTheWire } = await setUp(encoding)
      await put({ title: 'plain text; a=b' })
      expect(onTheWire('title')).toBe('plain text; a=b')
    },
  )

  it.each([
    ['quoted words', '=?utf-8?q?Caf=C3=A9_noir?=', 'Café noir'],
    ['words of another character set', '=?ISO-8859-1?Q?Caf=E9?=', 'Café'],
    ['a word of an unknown character set', '=?x-none?B?QQ==?=', '=?x-none?B?QQ==?='],
    ['a word that is none', '=?UTF-8?B?*?=', '=?UTF-8?B?*?='],
  ])('Req 24: reads %s of other clients', async (_, written, title) => {
    const { client, put, read } = await setUp()
    await put({ title: written })
    client.use('metadata', metadataEncoding('rfc2047'), { step: 'input' })
    expect(await read()).toEqual({ title })
  })

  it('Req 24: that is not encoded in the way of the client is left as it is', async () => {
    const { client, put } = await setUp()
    await put({ title: '100%' })
    client.use('metadata', metadataEncoding('uri'), { step: 'input' })
    const { Metadata, Body, $metadata } = await client.send(new GetObjectCommand(object))
    expect([Metadata, await Body.text(), $metadata.status]).toEqual([{ title: '100%' }, '', 200])
  })

  it('Req 24: is measured as it is sent', async () => {
    const { put } = await setUp('uri')
    expect((await failure(put({ a: '中'.repeat(228) }))).message).toContain('2048 bytes')
  })
})

describe('contentDisposition', () => {
  it.each([
    ['a.txt', 'attachment; filename="a.txt"'],
    ['a b;c.txt', 'attachment; filename="a b;c.txt"'],
    ['文件.txt', `attachment; filename="__.txt"; filename*=UTF-8''%E6%96%87%E4%BB%B6.txt`],
    [`a"b\\c'd`, `attachment; filename="a_b_c'd"; filename*=UTF-8''a%22b%5Cc%27d`],
    ['100%.txt', `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
    ['a\r\nb', `attachment; filename="a__b"; filename*=UTF-8''a%0D%0Ab`],
    ['😀(*)', `attachment; filename="_(*)"; filename*=UTF-8''%F0%9F%98%80%28%2A%29`],
    ['a\ud800', `attachment; filename="a_"; filename*=UTF-8''a%EF%BF%BD`],
  ])('Req 24: names the file %j', (filename, header) => {
    expect(contentDisposition({ filename })).toBe(header)
  })

  it('Req 24: lets a file be shown instead', () => {
    expect(contentDisposition({ filename: 'a', type: 'inline' })).toBe('inline; filename="a"')
  })

  it('Req 24: is always a header that can be sent, and gives the name back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (filename) => {
        const header = contentDisposition({ filename })
        expect(header).toMatch(/^attachment; filename="[^"\\%]*"(; filename\*=UTF-8''[\w.~%-]*)?$/)
        const [, plain, extended] = /"(.*)"(?:.*'')?(.*)$/.exec(header)!
        expect(extended ? decodeURIComponent(extended) : plain).toBe(filename)
      }),
      { numRuns: 10_000 },
    )
  })
})
