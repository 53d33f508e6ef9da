import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  documentOf,
  emulatorAt,
  get,
  send,
  values,
  type Answer,
} from './client.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

async function begin(key: string): Promise<string> {
  const answer = await send(emulator, { method: 'POST', target: `/bucket/${key}?uploads` })
  return values(answer.text, 'UploadId')[0] ?? ''
}

function list(query = ''): Promise<Answer> {
  return get(emulator, `/bucket/?uploads${query}`)
}

function keys({ text }: Answer): string[] {
  return values(text, 'Key')
}

describe('List Multipart Uploads', () => {
  it('is empty without uploads', async () => {
    expect(documentOf(await list())).toBe(
      '<ListMultipartUploadsResult><Bucket>bucket</Bucket><KeyMarker/><UploadIdMarker/>' +
        '<MaxUploads>1000</MaxUploads><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>',
    )
  })

  it('describes an upload', async () => {
    await begin('key')
    const who = '<ID>oosemulatorkey000001@oos.example</ID><DisplayName/>'
    expect(documentOf(await list())).toContain(
      '<Upload><Key>key</Key><UploadId>1544422341000000001</UploadId>' +
        `<Initiator>${who}</Initiator><Owner>${who}</Owner><StorageClass>STANDARD</StorageClass>` +
        '<Initiated>2018-12-10T06:12:21.000Z</Initiated></Upload>',
    )
  })

  it('sorts by key, then by start', async () => {
    const ids = [await begin('b'), await begin('a'), await begin('b')]
    const answer = await list()
    expect(keys(answer)).toEqual(['a', 'b', 'b'])
    expect(values(answer.text, 'UploadId')).toEqual([ids[1], ids[0], ids[2]])
  })

  it('knows no uploads of other buckets, nor finished ones', async () => {
    await createBucket(emulator, 'other')
    await send(emulator, { method: 'POST', target: '/other/key?uploads' })
    const id = await begin('key')
    await send(emulator, { method: 'DELETE', target: `/bucket/key?uploadId=${id}` })
    expect(keys(await list())).toEqual([])
  })

  it('goes on page by page, within a key too', async () => {
    for (const key of ['b', 'a', 'b', 'c', 'b']) await begin(key)
    const seen: string[] = []
    let query = ''
    for (;;) {
      const { text } = await list(`&max-uploads=2${query}`)
      seen.push(values(text, 'UploadId').join())
      if (values(text, 'IsTruncated')[0] === 'false') break
      const [key = '', id = ''] = ['NextKeyMarker', 'NextUploadIdMarker'].flatMap((name) => {
        return values(text, name)
      })
      query = `&key-marker=${key}&upload-id-marker=${id}`
    }
    const [b, a, b2, c, b3] = [1, 2, 3, 4, 5].map((count) => `154442234100000000${count}`)
    expect(seen).toEqual([`${a},${b}`, `${b2},${b3}`, c])
  })

  it('starts after the key if no id is given, and echoes the markers', async () => {
    for (const key of ['a', 'b', 'b', 'c']) await begin(key)
    const answer = await list('&key-marker=b')
    expect([keys(answer), values(answer.text, 'KeyMarker')]).toEqual([['c'], ['b']])
  })

  it('ignores an id without a key', async () => {
    await begin('a')
    expect(keys(await list('&upload-id-marker=9'))).toEqual(['a'])
  })

  it('keeps its place when the upload of the marker is gone', async () => {
    const ids = [await begin('b'), await begin('b')]
    await send(emulator, { method: 'DELETE', target: `/bucket/b?uploadId=${ids[0]}` })
    const { text } = await list(`&key-marker=b&upload-id-marker=${ids[0]}`)
    expect(values(text, 'UploadId')).toEqual([ids[1]])
  })

  it('groups by the delimiter below the prefix', async () => {
    for (const key of ['d/a/1', 'd/a/2', 'd/b', 'e/c']) await begin(key)
    const { text } = await list('&prefix=d/&delimiter=/')
    expect([values(text, 'Prefix'), values(text, 'Key'), values(text, 'Delimiter')]).toEqual([
      ['d/', 'd/a/'],
      ['d/b'],
      ['/'],
    ])
  })

  it('does not show a group twice on two pages', async () => {
    for (const key of ['a/1', 'a/2', 'b']) await begin(key)
    const first = await list('&delimiter=/&max-uploads=1')
    expect(values(first.text, 'NextKeyMarker')).toEqual(['a/'])
    expect(values(first.text, 'NextUploadIdMarker')).toEqual([''])
    const second = await list('&delimiter=/&key-marker=a/')
    expect([keys(second), values(second.text, 'Prefix')]).toEqual([['b'], []])
  })

  it.each(['max-uploads=0', 'max-uploads=x', 'delimiter=a'])('refuses %s', async (query) => {
    expect(code(await list(`&${query}`))).toBe('InvalidArgument')
  })
})
