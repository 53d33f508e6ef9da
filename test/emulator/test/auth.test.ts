import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  answerOf,
  code,
  createBucket,
  date,
  emulatorAt,
  handWith,
  send,
  sendRaw,
  signed,
  values,
  type Answer,
  type Plain,
} from './client.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

const plain: Plain = {
  method: 'PUT',
  target: '/bucket/key?partNumber=1&uploadId=1&other=a',
  headers: [
    ['content-md5', 'CY9rzUYh03PK3k6DJie09g=='],
    ['content-type', 'text/plain'],
    ['date', date],
    ['x-amz-meta-a', 'one'],
    ['cache-control', 'no-cache'],
    ['x-ctyun-data-location', 'type=Local'],
  ],
  body: 'test',
}

// Signs one request and sends another.
async function tamper(change: Partial<Plain>, secret?: string): Promise<Answer> {
  const account = { accessKeyId: 'OOSEMULATORKEY000001', secretAccessKey: secret ?? '' }
  const from = signed(secret === undefined ? plain : { ...plain, account })
  const authorization = from.filter(([name]) => name === 'authorization')
  const sent = { ...plain, ...change }
  const headers = [...(sent.headers ?? []), ...authorization] as [string, string][]
  return answerOf(await handWith(emulator, sent, headers))
}

function withHeader(name: string, value: string | undefined): Partial<Plain> {
  const rest = (plain.headers ?? []).filter(([present]) => present !== name)
  return { headers: value === undefined ? rest : [...rest, [name, value]] }
}

describe('a signed request', () => {
  it('is accepted as it was signed', async () => {
    expect(code(await tamper({}))).toBe('NoSuchUpload')
  })

  it.each<[string, Partial<Plain>]>([
    ['the method', { method: 'DELETE' }],
    ['the key', { target: '/bucket/kez?partNumber=1&uploadId=1&other=a' }],
    ['the bucket', { target: '/bucket2/key?partNumber=1&uploadId=1&other=a' }],
    ['the spelling of the path', { target: '/bucket/k%65y?partNumber=1&uploadId=1&other=a' }],
    ['Content-MD5', withHeader('content-md5', 'XY9rzUYh03PK3k6DJie09g==')],
    ['the presence of Content-MD5', withHeader('content-md5', undefined)],
    ['Content-Type', withHeader('content-type', 'text/plain;charset=UTF-8')],
    ['the presence of Content-Type', withHeader('content-type', undefined)],
    ['the date', withHeader('date', 'Mon, 10 Dec 2018 06:12:22 GMT')],
    ['the spelling of the date', withHeader('date', 'Mon, 10 Dec 2018 06:12:21 +0000')],
    ['an x-amz header', withHeader('x-amz-meta-a', 'two')],
    ['an x-amz header away', withHeader('x-amz-meta-a', undefined)],
    ['an x-amz header in', withHeader('x-amz-meta-b', 'two')],
    ['the date to x-amz-date', withHeader('x-amz-date', date)],
    ['a sub-resource', { target: '/bucket/key?partNumber=2&uploadId=1&other=a' }],
    ['a sub-resource in', { target: '/bucket/key?acl&partNumber=1&uploadId=1&other=a' }],
    ['a sub-resource away', { target: '/bucket/key?uploadId=1&other=a' }],
    ['an x-amz query parameter in', { target: `${plain.target}&x-amz-limitrate=1` }],
  ])('is refused after a change of %s', async (_, change) => {
    expect(code(await tamper(change))).toBe('SignatureDoesNotMatch')
  })

  it('is refused if another secret signed it', async () => {
    expect(code(await tamper({}, 'wrong'))).toBe('SignatureDoesNotMatch')
  })

  it.each<[string, Partial<Plain>]>([
    ['a query parameter that is no sub-resource', { target: plain.target.replace('=a', '=b') }],
    ['the order of the query', { target: '/bucket/key?uploadId=1&other=a&partNumber=1' }],
    ['Cache-Control', withHeader('cache-control', 'public')],
    ['an x-ctyun header', withHeader('x-ctyun-data-location', 'type=Specified')],
    ['Range', withHeader('range', 'bytes=0-1')],
    ['the trigger parameter', { target: `${plain.target}&trigger=t` }],
    ['the body', { body: 'tesu' }],
  ])('is not refused after a change of %s, which is not signed', async (_, change) => {
    expect(code(await tamper(change))).toBe('NoSuchUpload')
  })
})

describe('an Authorization header', () => {
  const list: Plain = { method: 'GET', target: '/' }

  it.each([
    'AWS nonsense',
    'AWS4-HMAC-SHA256 Credential=a/b',
    'AWSkey:sig',
    'Basic a:b',
    'AWS  a:b',
  ])('is malformed if it reads %j', async (authorization) => {
    const headers: [string, string][] = [
      ['date', date],
      ['authorization', authorization],
    ]
    const answer = await answerOf(await handWith(emulator, list, headers))
    expect([answer.status, code(answer)]).toEqual([400, 'AuthorizationHeaderMalformed'])
  })

  it('is refused with a key nobody knows', async () => {
    const account = { accessKeyId: 'NOBODY', secretAccessKey: 'secret' }
    const answer = await send(emulator, { ...list, account })
    expect([answer.status, code(answer)]).toEqual([403, 'InvalidAccessKeyId'])
  })

  it('is refused with the string that should have been signed', async () => {
    const account = { accessKeyId: 'OOSEMULATORKEY000001', secretAccessKey: 'wrong' }
    const answer = await send(emulator, { ...list, account })
    expect(values(answer.text, 'StringToSign')).toEqual([`GET\n\n\n${date}\n/`])
  })

  it('is refused with the signature that was sent', async () => {
    const headers = signed({ ...list, headers: [['date', date]] }).map(
      ([name, value]): [string, string] =>
        name === 'authorization' ? [name, value.replace(/:.*/, ':c2lnbmF0dXJl')] : [name, value],
    )
    const answer = await answerOf(await handWith(emulator, list, headers))
    expect(values(answer.text, 'SignatureProvided')).toEqual(['c2lnbmF0dXJl'])
  })

  it('is refused without a date', async () => {
    const headers = signed(list).filter(([name]) => name !== 'date')
    const answer = await answerOf(await handWith(emulator, list, headers))
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
  })

  it('is refused with the date of Signature V4', async () => {
    const answer = await send(emulator, { ...list, headers: [['x-amz-date', '20181210T061221Z']] })
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
  })

  it.each([
    ['Date', 'Mon, 10 Dec 2018 06:12:21 +0000'],
    ['Date', 'Mon, 10 Dec 2018 06:27:21 GMT'],
    ['x-amz-date', 'Mon, 10 Dec 2018 05:57:21 GMT'],
  ])('is accepted with %s: %s', async (name, value) => {
    const { status } = await sendRaw(emulator, { ...list, headers: [[name, value]] })
    expect(status).toBe(200)
  })

  it.each([
    ['Date', 'Mon, 10 Dec 2018 06:27:22 GMT'],
    ['x-amz-date', 'Mon, 10 Dec 2018 05:57:20 GMT'],
  ])('is too far off the clock with %s: %s', async (name, value) => {
    const answer = await send(emulator, { ...list, headers: [[name, value]] })
    expect([answer.status, code(answer)]).toEqual([403, 'RequestTimeTooSkewed'])
  })

  it('is judged by x-amz-date where there is a Date as well', async () => {
    const headers = [
      ['date', 'Mon, 10 Dec 2018 00:00:00 GMT'],
      ['x-amz-date', date],
    ] as const
    expect((await sendRaw(emulator, { ...list, headers })).status).toBe(200)
  })

  it('takes days without a leading zero', async () => {
    const early = emulatorAt(Date.UTC(2018, 11, 1, 6, 12, 21))
    const headers = [['date', 'Sat, 1 Dec 2018 06:12:21 GMT']] as const
    expect((await sendRaw(early, { ...list, headers })).status).toBe(200)
  })
})
