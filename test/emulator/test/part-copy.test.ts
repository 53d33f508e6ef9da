import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  documentOf,
  emulatorAt,
  get,
  md5Hex,
  now,
  put,
  send,
  values,
  type Answer,
  type Pairs,
} from './client.js'

let emulator: Emulator
let id: string

beforeEach(() => start())

async function start(partOfCopyAbove?: number): Promise<void> {
  emulator = emulatorAt(now, partOfCopyAbove === undefined ? {} : { partOfCopyAbove })
  await createBucket(emulator, 'bucket')
  await put(emulator, '/bucket/source', '0123456789')
  const answer = await send(emulator, { method: 'POST', target: '/bucket/key?uploads' })
  id = values(answer.text, 'UploadId')[0] ?? ''
}

function copy(headers: Pairs = [], number = '1', source = '/bucket/source'): Promise<Answer> {
  const target = `/bucket/key?partNumber=${number}&uploadId=${id}`
  const all: Pairs = [['x-amz-copy-source', source], ...headers]
  return send(emulator, { method: 'PUT', target, headers: all })
}

function copyRange(text: string): Promise<Answer> {
  return copy([['x-amz-copy-source-range', text]])
}

describe('Copy Part', () => {
  it('makes a part of a whole object', async () => {
    expect(documentOf(await copy())).toBe(
      '<CopyPartResult><LastModified>2018-12-10T06:12:21</LastModified>' +
        `<ETag>&quot;${md5Hex('0123456789')}&quot;</ETag></CopyPartResult>`,
    )
    expect((await get(emulator, '/bucket/key')).text).toBe('0123456789')
  })

  it('takes no range of a source of 5 GB or less', async () => {
    expect(code(await copyRange('bytes=0-4'))).toBe('InvalidRequest')
  })

  it('takes a range of a larger source', async () => {
    await start(9)
    const answer = await copyRange('bytes=2-5')
    expect(values(answer.text, 'ETag')).toEqual([`"${md5Hex('2345')}"`])
    expect(emulator.uploads.get(id)?.parts.get(1)?.content.size).toBe(4)
    expect((await get(emulator, '/bucket/key')).text).toBe('2345')
  })

  it('compares with the threshold exactly', async () => {
    await start(10)
    expect(code(await copyRange('bytes=0-4'))).toBe('InvalidRequest')
  })

  it.each([
    ['bytes=5-2', 'InvalidArgument'],
    ['bytes=5-', 'InvalidArgument'],
    ['5-9', 'InvalidArgument'],
    ['bytes=5-10', 'InvalidRange'],
  ])('refuses the range %s', async (text, expected) => {
    await start(9)
    expect(code(await copyRange(text))).toBe(expected)
  })

  it.each([
    ['if-match', '"other"'],
    ['if-none-match', `"${md5Hex('0123456789')}"`],
    ['if-unmodified-since', 'Sun, 09 Dec 2018 06:12:21 GMT'],
    ['if-modified-since', 'Tue, 11 Dec 2018 06:12:21 GMT'],
  ])('answers 412 if %s does not hold', async (name, value) => {
    const answer = await copy([[`x-amz-copy-source-${name}`, value]])
    expect([answer.status, code(answer)]).toEqual([412, 'PreconditionFailed'])
  })

  it('refuses what is not there, and bad numbers', async () => {
    const answers = [
      await copy([], '1', '/bucket/nokey'),
      await copy([], '1', '/nobucket/key'),
      await copy([], '0'),
    ]
    id = '1'
    answers.push(await copy())
    expect(answers.map(code)).toEqual([
      'NoSuchKey',
      'NoSuchBucket',
      'InvalidArgument',
      'NoSuchUpload',
    ])
  })
})
