import { describe, expect, it } from 'vitest'
import { oosLimits, type Emulator, type Limits } from '../src/index.js'
import {
  code,
  createBucket,
  emulatorAt,
  get,
  md5Base64,
  put,
  send,
  sendOver,
  values,
  type Pairs,
} from './client.js'
import { serve } from '../src/node.js'

async function withLimits(limits: Partial<Limits>): Promise<Emulator> {
  const emulator = emulatorAt(undefined, { limits })
  await createBucket(emulator, 'bucket')
  return emulator
}

describe('the limits', () => {
  it('are those of OOS', () => {
    expect(oosLimits).toEqual({
      part: 5_242_880,
      partNumber: 10_000,
      body: 5_368_709_120,
      page: 1000,
      metadata: 2048,
      headers: 8192,
    })
  })

  it('cut every listing into pages', async () => {
    const emulator = await withLimits({ page: 2 })
    for (const key of ['a', 'b', 'c']) {
      await put(emulator, `/bucket/${key}`)
      await send(emulator, { method: 'POST', target: `/bucket/${key}?uploads` })
    }
    const listings = [await get(emulator, '/bucket/'), await get(emulator, '/bucket/?uploads')]
    expect(listings.map(({ text }) => values(text, 'Key'))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
  })

  it('cut the parts of an upload into pages', async () => {
    const emulator = await withLimits({ page: 2 })
    const { text } = await send(emulator, { method: 'POST', target: '/bucket/key?uploads' })
    const target = `/bucket/key?uploadId=${values(text, 'UploadId')[0] ?? ''}`
    for (const number of [1, 2, 3]) await put(emulator, `${target}&partNumber=${number}`)
    const first = await get(emulator, `${target}&max-parts=1000`)
    const [marker = ''] = values(first.text, 'NextPartNumberMarker')
    const second = await get(emulator, `${target}&part-number-marker=${marker}`)
    const pages = [first, second].map((page) => [
      values(page.text, 'PartNumber'),
      values(page.text, 'IsTruncated'),
    ])
    expect(pages).toEqual([
      [['1', '2'], ['true']],
      [['3'], ['false']],
    ])
  })

  it('cut what is deleted at once', async () => {
    const emulator = await withLimits({ page: 1 })
    const answers = await Promise.all(
      [1, 2].map((count) => {
        const body = `<Delete>${'<Object><Key>a</Key></Object>'.repeat(count)}</Delete>`
        const headers: Pairs = [['content-md5', md5Base64(body)]]
        return send(emulator, { method: 'POST', target: '/bucket/?delete', headers, body })
      }),
    )
    expect(answers.map(code)).toEqual([undefined, 'MalformedXML'])
  })

  it('hold for parts', async () => {
    const emulator = await withLimits({ partNumber: 2 })
    expect(code(await put(emulator, '/bucket/key?partNumber=3&uploadId=1'))).toBe('NoSuchUpload')
    const { text } = await send(emulator, { method: 'POST', target: '/bucket/key?uploads' })
    const target = `/bucket/key?partNumber=3&uploadId=${values(text, 'UploadId')[0] ?? ''}`
    expect(code(await put(emulator, target))).toBe('InvalidArgument')
  })

  it('hold for metadata', async () => {
    const emulator = await withLimits({ metadata: 4 })
    const answers = await Promise.all(
      ['123', '1234'].map((value, index) =>
        send(emulator, {
          method: 'PUT',
          target: `/bucket/${index}`,
          headers: [['x-amz-meta-a', value]],
          body: '',
        }),
      ),
    )
    expect(answers.map(code)).toEqual([undefined, 'MetadataTooLarge'])
  })

  it.each<[string, Pairs]>([
    ['PUT', []],
    ['a copy', [['x-amz-copy-source', '/bucket/key']]],
    [
      'a copy with new metadata',
      [
        ['x-amz-copy-source', '/bucket/key'],
        ['x-amz-metadata-directive', 'REPLACE'],
      ],
    ],
  ])('hold for the headers of %s', async (_, headers) => {
    const emulator = await withLimits({ headers: 400 })
    await put(emulator, '/bucket/key')
    const plain = { method: 'PUT', target: '/bucket/other', body: '' }
    const fits = await send(emulator, { ...plain, headers })
    const long = await send(emulator, { ...plain, headers: [...headers, ['x-a', 'x'.repeat(400)]] })
    expect([fits.status, code(long)]).toEqual([200, 'RequestHeaderSectionTooLarge'])
  })

  it('hold for bodies', async () => {
    const emulator = await withLimits({ body: 4 })
    const server = await serve(emulator)
    const target = '/bucket/key'
    const fits = await sendOver(server.url, { method: 'PUT', target, body: '1234' })
    const tooLarge = await sendOver(server.url, { method: 'PUT', target, body: '12345' })
    await server.close()
    expect([fits.status, code(tooLarge)]).toEqual([200, 'EntityTooLarge'])
  })
})
