import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { defaultAccount, type Account, type Emulator } from '../src/index.js'
import {
  act,
  answerOf,
  code,
  createBucket,
  emulatorAt,
  handWith,
  now,
  put,
  signed,
  values,
  type Answer,
  type Pairs,
  type Plain,
} from './client.js'

let emulator: Emulator
let time: number

beforeEach(async () => {
  time = now
  emulator = emulatorAt(now, { clock: { now: () => time } })
  await createBucket(emulator, 'bucket')
  await put(emulator, '/bucket/key', 'body')
})

const soon = now / 1000 + 60

interface Link {
  readonly method?: string
  readonly path?: string
  /** Parameters as they are sent. */
  readonly query?: string
  /** Lines `x-amz-…` of what is signed. */
  readonly amz?: string
  /** What is signed of the path and its sub-resources, if not the path alone. */
  readonly resource?: string
  readonly contentType?: string
  readonly expires?: string | number
  readonly account?: Account
}

function signatureOf(link: Link): string {
  const { method = 'GET', path = '/bucket/key', amz = '', contentType = '', expires = soon } = link
  const text = `${method}\n\n${contentType}\n${expires}\n${amz}${link.resource ?? path}`
  const { secretAccessKey } = link.account ?? defaultAccount
  return encodeURIComponent(createHmac('sha1', secretAccessKey).update(text).digest('base64'))
}

function targetOf(link: Link): string {
  const { path = '/bucket/key', query = '', expires = soon, account = defaultAccount } = link
  const own = `AWSAccessKeyId=${account.accessKeyId}&Expires=${expires}&Signature=${signatureOf(link)}`
  return `${path}?${query === '' ? own : `${query}&${own}`}`
}

async function follow(target: string, change: Partial<Plain> = {}): Promise<Answer> {
  const plain: Plain = { method: 'GET', target, ...change }
  return answerOf(await handWith(emulator, plain, (change.headers ?? []) as [string, string][]))
}

describe('a signed URL', () => {
  it('is as good as a signed header', async () => {
    expect((await follow(targetOf({}))).text).toBe('body')
  })

  it('needs no date, and looks at none', async () => {
    const answer = await follow(targetOf({}), { headers: [['date', 'yesterday']] })
    expect(answer.status).toBe(200)
  })

  it('can put an object', async () => {
    const link = { method: 'PUT', path: '/bucket/new', contentType: 'text/plain' }
    const headers: Pairs = [['content-type', 'text/plain']]
    const answer = await follow(targetOf(link), { method: 'PUT', headers, body: 'new' })
    expect(answer.status).toBe(200)
  })

  it('is for one method, one path and one Content-Type', async () => {
    const answers = [
      await follow(targetOf({}), { method: 'DELETE' }),
      await follow(targetOf({}).replace('/key', '/kez')),
      await follow(targetOf({}), { headers: [['content-type', 'text/plain']] }),
      await follow(`${targetOf({})}&acl`),
    ]
    expect(answers.map(code)).toEqual(answers.map(() => 'SignatureDoesNotMatch'))
  })

  it.each([
    ['until it expires', soon * 1000 - 1, 200, undefined],
    ['no longer when it has expired', soon * 1000, 403, 'AccessDenied'],
    ['a day before its end', (soon - 86_400) * 1000, 200, undefined],
  ])('is good %s', async (_, milliseconds, status, expected) => {
    time = milliseconds
    const answer = await follow(targetOf({}))
    expect([answer.status, code(answer)]).toEqual([status, expected])
  })

  it('that has expired is refused before anybody looks at its signature or its key', async () => {
    time = soon * 1000
    const account = { accessKeyId: 'NOBODY', secretAccessKey: 'x' }
    const answer = await follow(targetOf({ account }))
    expect([code(answer), values(answer.text, 'Message')]).toEqual([
      'AccessDenied',
      ['Request has expired'],
    ])
  })

  it.each(['AWSAccessKeyId', 'Expires', 'Signature'])('needs %s', async (name) => {
    const target = targetOf({}).replace(new RegExp(`${name}=[^&]*&?`), '')
    const answer = await follow(target)
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
    expect(values(answer.text, 'Message')[0]).toContain('AWSAccessKeyId, Expires and Signature')
  })

  it.each(['', 'never', '1e12', '-1', '0x7fffffff'])('does not expire at %j', async (expires) => {
    expect(code(await follow(targetOf({ expires })))).toBe('AccessDenied')
  })

  it.each(['AWSAccessKeyId=other', `Expires=${soon + 1}`, 'Signature=other'])(
    'counts the first of two: %s after it changes nothing',
    async (second) => {
      const before = (await follow(`${targetOf({})}&${second}`)).status
      const after = (await follow(targetOf({ query: second }))).status
      expect([before, after]).toEqual([200, 403])
    },
  )

  it('does not go with an Authorization header', async () => {
    const target = targetOf({})
    const headers = signed({ method: 'GET', target })
    const answer = await follow(target, { headers })
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument'])
  })

  it('signs parameters x-amz-… among the headers', async () => {
    const query = 'x-amz-limitrate=2048'
    const answers = [
      await follow(targetOf({ query, amz: 'x-amz-limitrate:2048\n' })),
      await follow(targetOf({ query })),
    ]
    expect(answers.map(code)).toEqual([undefined, 'SignatureDoesNotMatch'])
  })

  it('counts the first of two parameters x-amz-…', async () => {
    const amz = 'x-amz-limitrate:1\n'
    const answer = await follow(targetOf({ query: 'x-amz-limitrate=1&x-amz-limitrate=2', amz }))
    expect(answer.status).toBe(200)
  })

  it('signs parameters response-… decoded, and follows them', async () => {
    const query = 'response-content-type=text%2Fhtml%3B%20charset%3Dutf-8'
    const resource = '/bucket/key?response-content-type=text/html; charset=utf-8'
    const answer = await follow(targetOf({ query, resource }))
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  })

  it('is refused with a key nobody knows', async () => {
    const account = { accessKeyId: 'NOBODY', secretAccessKey: 'x' }
    expect(code(await follow(targetOf({ account })))).toBe('InvalidAccessKeyId')
  })

  it('ends with its key', async () => {
    const { text } = await act(emulator, { Action: 'CreateAccessKey' })
    const accessKeyId = values(text, 'AccessKeyId')[0] ?? ''
    const account = { accessKeyId, secretAccessKey: values(text, 'SecretAccessKey')[0] ?? '' }
    const target = targetOf({ path: `/bucket/${accessKeyId}`, method: 'PUT', account })
    const upload = (): Promise<Answer> => follow(target, { method: 'PUT', body: '' })
    const codes = [code(await upload())]
    const change = { Action: 'UpdateAccessKey', AccessKeyId: accessKeyId, IsPrimary: 'false' }
    await act(emulator, { ...change, Status: 'Inactive' })
    codes.push(code(await upload()))
    await act(emulator, { ...change, Status: 'Active' })
    codes.push(code(await upload()))
    await act(emulator, { Action: 'DeleteAccessKey', AccessKeyId: accessKeyId })
    codes.push(code(await upload()))
    expect(codes).toEqual([undefined, 'InvalidAccessKeyId', undefined, 'InvalidAccessKeyId'])
  })

  it('carries the token of temporary credentials as a parameter', async () => {
    const { text } = await act(emulator, { Action: 'GetSessionToken' })
    const one = (name: string): string => values(text, name)[0] ?? ''
    const account = { accessKeyId: one('AccessKeyId'), secretAccessKey: one('SecretAccessKey') }
    const token = one('SessionToken')
    const query = `x-amz-security-token=${encodeURIComponent(token)}`
    const answers = [
      await follow(targetOf({ account, query, amz: `x-amz-security-token:${token}\n` })),
      await follow(targetOf({ account })),
      await follow(targetOf({ query, amz: `x-amz-security-token:${token}\n` })),
    ]
    expect(answers.map(code)).toEqual([undefined, 'InvalidToken', 'InvalidToken'])
  })
})
