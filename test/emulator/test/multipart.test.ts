import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  emulatorAt,
  get,
  md5Hex,
  put,
  send,
  values,
  type Answer,
  type Pairs,
} from './client.js'

const full = new Uint8Array(5 * 1024 * 1024).fill(1)
const least = new Uint8Array(5 * 1024 * 1024 - 1).fill(2)
let emulator: Emulator
let id: string

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
  id = await begin()
})

async function begin(headers: Pairs = []): Promise<string> {
  const answer = await send(emulator, { method: 'POST', target: '/bucket/key?uploads', headers })
  return values(answer.text, 'UploadId')[0] ?? ''
}

function upload(number: number | string, body: Uint8Array<ArrayBuffer> | string): Promise<Answer> {
  const target = `/bucket/key?partNumber=${number}&uploadId=${id}`
  return send(emulator, { method: 'PUT', target, body })
}

function complete(parts: [number, string | Uint8Array][], target = '/bucket/key'): Promise<Answer> {
  const list = parts.map(([number, content]) => {
    return `<Part><PartNumber>${number}</PartNumber><ETag>"${md5Hex(content)}"</ETag></Part>`
  })
  const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`
  return send(emulator, { method: 'POST', target: `${target}?uploadId=${id}`, body })
}

describe('Initiate Multipart Upload', () => {
  it('answers with an id of 19 digits, a new one each time', async () => {
    expect([id, await begin()]).toEqual(['1544422341000000001', '1544422341000000002'])
  })

  it('keeps the headers for the object', async () => {
    id = await begin([
      ['content-type', 'text/plain'],
      ['x-amz-meta-a', 'one'],
    ])
    await upload(1, 'a')
    await complete([[1, 'a']])
    const { headers } = await get(emulator, '/bucket/key')
    expect([headers.get('content-type'), headers.get('x-amz-meta-a')]).toEqual([
      'text/plain',
      'one',
    ])
  })
})

describe('Upload Part', () => {
  it('answers with the ETag of the part', async () => {
    expect((await upload(1, 'a')).headers.get('etag')).toBe(`"${md5Hex('a')}"`)
  })

  it('replaces a part sent before', async () => {
    await upload(1, 'a')
    await upload(1, 'b')
    expect(code(await complete([[1, 'a']]))).toBe('InvalidPart')
  })

  it.each(['0', '10001', 'x', '-1', '1.5'])('refuses the part number %j', async (number) => {
    expect(code(await upload(number, 'a'))).toBe('InvalidArgument')
  })

  it('takes the part number 10000', async () => {
    expect((await upload(10_000, 'a')).status).toBe(200)
  })

  it.each([
    ['of no upload', '/bucket/key?partNumber=1&uploadId=1'],
    ['for another key', '/bucket/other?partNumber=1&uploadId=ID'],
  ])('refuses an id %s', async (_, target) => {
    const answer = await put(emulator, target.replace('ID', id), 'a')
    expect([answer.status, code(answer)]).toEqual([404, 'NoSuchUpload'])
  })
})

describe('Complete Multipart Upload', () => {
  it('puts the listed parts together and leaves the others out', async () => {
    await upload(1, full)
    await upload(2, 'left out')
    await upload(3, 'end')
    await complete([
      [1, full],
      [3, 'end'],
    ])
    const { bytes } = await get(emulator, '/bucket/key')
    expect(md5Hex(bytes)).toBe(md5Hex(Buffer.concat([full, Buffer.from('end')])))
  })

  it('makes an ETag of the MD5s and the number of parts', async () => {
    await upload(1, full)
    await upload(2, 'end')
    const { text } = await complete([
      [1, full],
      [2, 'end'],
    ])
    const sums = [full, 'end'].map((part) => createHash('md5').update(part).digest())
    expect(values(text, 'ETag')).toEqual([`"${md5Hex(Buffer.concat(sums))}-2"`])
  })

  it('starts its answer with white space', async () => {
    await upload(1, 'a')
    expect((await complete([[1, 'a']])).text).toMatch(/^<\?xml[^>]*>\s{2,}</)
  })

  it('ends the upload', async () => {
    await upload(1, 'a')
    await complete([[1, 'a']])
    expect(code(await complete([[1, 'a']]))).toBe('NoSuchUpload')
  })

  it.each<[string, [number, string | Uint8Array][], string]>([
    ['a part that is not there', [[7, 'a']], 'InvalidPart'],
    ['an ETag that is wrong', [[3, 'wrong']], 'InvalidPart'],
    [
      'parts out of order',
      [
        [3, 'c'],
        [1, full],
      ],
      'InvalidPartOrder',
    ],
    [
      'a part listed twice',
      [
        [1, full],
        [1, full],
      ],
      'InvalidPartOrder',
    ],
    [
      'a part under 5 MiB before the last',
      [
        [2, least],
        [3, 'c'],
      ],
      'EntityTooSmall',
    ],
    ['no parts', [], 'MalformedXML'],
  ])('refuses %s', async (_, parts, expected) => {
    await upload(1, full)
    await upload(2, least)
    await upload(3, 'c')
    const answer = await complete(parts)
    expect([answer.status, code(answer), emulator.uploads.size]).toEqual([400, expected, 1])
  })

  it('refuses the id of another key', async () => {
    await upload(1, 'a')
    expect(code(await complete([[1, 'a']], '/bucket/other'))).toBe('NoSuchUpload')
  })
})

describe('Abort Multipart Upload', () => {
  it('forgets the upload', async () => {
    const target = `/bucket/key?uploadId=${id}`
    const answers = [
      await send(emulator, { method: 'DELETE', target }),
      await send(emulator, { method: 'DELETE', target }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([204, 404])
  })
})

describe('List Parts', () => {
  beforeEach(async () => {
    for (const number of [3, 1, 2]) await upload(number, 'x'.repeat(number))
  })

  async function list(query = ''): Promise<(string | undefined)[][]> {
    const { text } = await get(emulator, `/bucket/key?uploadId=${id}${query}`)
    const names = ['PartNumber', 'Size', 'IsTruncated', 'NextPartNumberMarker']
    return names.map((name) => values(text, name))
  }

  it('lists parts by number', async () => {
    expect(await list()).toEqual([['1', '2', '3'], ['1', '2', '3'], ['false'], ['3']])
  })

  it('stops after max-parts', async () => {
    expect(await list('&max-parts=2')).toEqual([['1', '2'], ['1', '2'], ['true'], ['2']])
  })

  it('goes on after a marker', async () => {
    expect(await list('&part-number-marker=2')).toEqual([['3'], ['3'], ['false'], ['3']])
  })
})

describe('an unfinished upload', () => {
  it('can be read in the order of its parts', async () => {
    await upload(2, 'second')
    await upload(1, 'first ')
    expect((await get(emulator, '/bucket/key')).text).toBe('first second')
  })

  it('has no ETag', async () => {
    await upload(1, 'a')
    expect((await get(emulator, '/bucket/key')).headers.get('etag')).toBeNull()
  })

  it('can be read in ranges and asked for with HEAD', async () => {
    await upload(1, 'first ')
    await upload(2, 'second')
    const target = '/bucket/key'
    const part = await get(emulator, target, [['range', 'bytes=4-7']])
    const { headers } = await send(emulator, { method: 'HEAD', target })
    expect([part.status, part.text]).toEqual([206, 't se'])
    expect([headers.get('content-length'), headers.get('etag')]).toEqual(['12', null])
  })

  it.each<[string, number]>([
    ['"0"', 412],
    ['*', 200],
  ])('has no ETag that If-Match %s could ask for: %d', async (value, status) => {
    await upload(1, 'a')
    expect((await get(emulator, '/bucket/key', [['if-match', value]])).status).toBe(status)
  })

  it('gives way to one that was started later', async () => {
    await upload(1, 'first upload')
    id = await begin()
    await upload(1, 'second upload')
    expect((await get(emulator, '/bucket/key')).text).toBe('second upload')
  })

  it('does not hide an object that is already there', async () => {
    await put(emulator, '/bucket/key', 'object')
    await upload(1, 'a')
    expect((await get(emulator, '/bucket/key')).text).toBe('object')
  })

  it('is not there before its first part', async () => {
    expect(code(await get(emulator, '/bucket/key'))).toBe('NoSuchKey')
  })

  it('is not listed', async () => {
    await upload(1, 'a')
    expect(values((await get(emulator, '/bucket/')).text, 'Key')).toEqual([])
  })
})
