import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  emulatorAt,
  md5Base64,
  put,
  send,
  values,
  type Answer,
} from './client.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
  for (const key of ['a', 'b', 'c%26d']) await put(emulator, `/bucket/${key}`)
})

function remove(body: string, sum: string | undefined = md5Base64(body)): Promise<Answer> {
  const headers = sum === '' ? [] : [['content-md5', sum] as const]
  return send(emulator, { method: 'POST', target: '/bucket/?delete', headers, body })
}

function document(keys: readonly string[], quiet = ''): string {
  const objects = keys.map((key) => `<Object><Key>${key}</Key></Object>`)
  return `<Delete>${quiet}${objects.join('')}</Delete>`
}

describe('Delete Multiple Objects', () => {
  it('removes the keys and leaves the rest', async () => {
    await remove(document(['a', 'c&amp;d']))
    expect(emulator.buckets.get('bucket')?.objects.keys()).toEqual(['b'])
  })

  it('names what it has deleted, also what was not there', async () => {
    const { text } = await remove(document(['a', 'c&#38;d', 'none']))
    expect(values(text, 'Key')).toEqual(['a', 'c&d', 'none'])
  })

  it('says nothing if it is to be quiet', async () => {
    const { text } = await remove(document(['a'], '<Quiet>true</Quiet>'))
    expect(values(text, 'Key')).toEqual([])
  })

  it('tells which keys a fault has spared', async () => {
    emulator.faults.on({ operation: 'DeleteObjects', key: 'b' }).fail('InternalError')
    const { text } = await remove(document(['a', 'b'], '<Quiet>true</Quiet>'))
    expect([values(text, 'Key'), values(text, 'Code')]).toEqual([['b'], ['InternalError']])
  })

  it('takes 1000 keys', async () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `k${index}`)
    expect((await remove(document(keys))).status).toBe(200)
  })

  it.each<[string, string, string | undefined, string]>([
    ['1001 keys', document(Array<string>(1001).fill('k')), undefined, 'MalformedXML'],
    ['no keys', document([]), undefined, 'MalformedXML'],
    ['an empty key', document(['']), undefined, 'MalformedXML'],
    ['XML that is cut off', document(['a']).slice(0, -3), undefined, 'MalformedXML'],
    ['another root', '<Remove/>', undefined, 'MalformedXML'],
    ['no Content-MD5', document(['a']), '', 'InvalidRequest'],
    ['a wrong Content-MD5', document(['a']), md5Base64('x'), 'BadDigest'],
  ])('refuses %s', async (_, body, sum, expected) => {
    const answer = await remove(body, sum)
    expect([answer.status, code(answer)]).toEqual([400, expected])
  })
})
