import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Emulator } from '../src/index.js'
import {
  act,
  code,
  createBucket,
  emulatorAt,
  md5Base64,
  other,
  put,
  send,
  values,
  type Answer,
  type Pairs,
  type Plain,
} from './client.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
  await put(emulator, '/bucket/key')
})

const part = 'partNumber=1&uploadId=ID'

// Every operation that the ACL of a bucket may give to strangers. `ID` stands for an upload that runs.
const reading: Plain[] = [
  { method: 'GET', target: '/bucket/' },
  { method: 'HEAD', target: '/bucket/' },
  { method: 'GET', target: '/bucket/?acl' },
  { method: 'GET', target: '/bucket/?uploads' },
  { method: 'GET', target: '/bucket/key' },
  { method: 'HEAD', target: '/bucket/key' },
]
const writing: Plain[] = [
  { method: 'PUT', target: '/bucket/new' },
  { method: 'PUT', target: '/bucket/new', headers: [['x-amz-copy-source', '/bucket/key']] },
  { method: 'POST', target: '/bucket/key?uploads' },
  { method: 'PUT', target: `/bucket/key?${part}` },
  { method: 'GET', target: '/bucket/key?uploadId=ID' },
  { method: 'DELETE', target: '/bucket/key?uploadId=ID' },
  { method: 'DELETE', target: '/bucket/key' },
]
const managing: Plain[] = [
  ...['policy', 'website', 'logging', 'trigger', 'lifecycle', 'cors', 'location'],
  ...['accelerate', 'object-lock'],
].map((name) => ({ method: 'GET', target: `/bucket/?${name}` }))

async function statusesOf(
  acl: string,
  account: Account | undefined,
): Promise<Map<string, boolean>> {
  const allowed = new Map<string, boolean>()
  for (const plain of [...reading, ...writing, ...managing]) {
    emulator.reset()
    await createBucket(emulator, 'bucket', acl)
    await put(emulator, '/bucket/key')
    const begun = await send(emulator, { method: 'POST', target: '/bucket/key?uploads' })
    const target = plain.target.replace('ID', values(begun.text, 'UploadId')[0] ?? '')
    const { status } = await send(emulator, { ...plain, target, account })
    allowed.set(nameOf(plain), status !== 403)
  }
  return allowed
}

function nameOf({ method, target, headers }: Plain): string {
  return `${method} ${target}${headers === undefined ? '' : ' (copy)'}`
}

describe.each([
  ['somebody who does not sign', undefined],
  ['another account', other],
])('to %s', (_, account) => {
  it.each([
    ['private', []],
    ['public-read', reading],
    ['public-read-write', [...reading, ...writing]],
  ])('a %s bucket gives what its ACL says and no more', async (acl, given) => {
    const allowed = [...(await statusesOf(acl, account))].flatMap(([name, is]) =>
      is ? [name] : [],
    )
    expect(allowed.sort()).toEqual(given.map(nameOf).sort())
  })
})

describe('an ordinary key', () => {
  const ordinary: Account = {
    accessKeyId: 'ORDINARY',
    secretAccessKey: 'ordinary secret',
    id: 'oosemulatorkey000001@oos.example',
    isPrimary: false,
  }

  beforeEach(async () => {
    emulator = emulatorAt(undefined, {
      accounts: [{ accessKeyId: 'PRIMARY', secretAccessKey: 'x', id: ordinary.id ?? '' }, ordinary],
    })
    for (const target of ['/bucket/', '/bucket/key', '/bucket/ORDINARY/mine']) {
      await as({ accessKeyId: 'PRIMARY', secretAccessKey: 'x' }, 'PUT', target)
    }
  })

  function as(
    account: Account,
    method: string,
    target: string,
    headers: Pairs = [],
    body?: string,
  ): Promise<Answer> {
    return send(emulator, { method, target, account, headers, ...(body ? { body } : {}) })
  }

  it.each([
    ['PUT', '/bucket/ORDINARY'],
    ['PUT', '/bucket/ORDINARY/new'],
    ['GET', '/bucket/ORDINARY/mine'],
    ['HEAD', '/bucket/ORDINARY/mine'],
    ['DELETE', '/bucket/ORDINARY/mine'],
    ['POST', '/bucket/ORDINARY/mine?uploads'],
    ['GET', '/bucket/?prefix=ORDINARY'],
    ['GET', '/bucket/?prefix=ORDINARY%2Fm&delimiter=%2F'],
    ['GET', '/bucket/?uploads&prefix=ORDINARY'],
    ['GET', '/'],
  ])('may %s %s', async (method, target) => {
    expect((await as(ordinary, method, target)).status).toBeLessThan(300)
  })

  it.each([
    ['PUT', '/bucket/key'],
    ['PUT', '/bucket/ORDINAR'],
    ['PUT', '/bucket/ordinary/new'],
    ['GET', '/bucket/key'],
    ['DELETE', '/bucket/key'],
    ['POST', '/bucket/key?uploads'],
    ['GET', '/bucket/'],
    ['GET', '/bucket/?prefix=ORD'],
    ['GET', '/bucket/?uploads'],
    ['GET', '/bucket/?policy'],
    ['GET', '/bucket/?location'],
    ['PUT', '/bucket/'],
    ['PUT', '/ORDINARY/'],
    ['PUT', '/another/'],
    ['DELETE', '/bucket/'],
  ])('may not %s %s', async (method, target) => {
    const answer = await as(ordinary, method, target)
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
  })

  it('may not read more in a public bucket', async () => {
    const primary = { accessKeyId: 'PRIMARY', secretAccessKey: 'x' }
    await as(primary, 'PUT', '/bucket/', [['x-amz-acl', 'public-read']])
    expect(code(await as(ordinary, 'GET', '/bucket/key'))).toBe('AccessDenied')
  })

  it('may not copy from elsewhere', async () => {
    const copy = (source: string): Promise<Answer> =>
      as(ordinary, 'PUT', '/bucket/ORDINARY/copy', [['x-amz-copy-source', source]])
    const answers = [await copy('/bucket/key'), await copy('/bucket/ORDINARY/mine')]
    expect(answers.map(code)).toEqual(['AccessDenied', undefined])
  })

  it('learns for each key whether it was deleted', async () => {
    const body = `<Delete><Object><Key>key</Key></Object><Object><Key>ORDINARY/mine</Key></Object></Delete>`
    const headers: Pairs = [['content-md5', md5Base64(body)]]
    const { text } = await as(ordinary, 'POST', '/bucket/?delete', headers, body)
    expect([values(text, 'Code'), values(text, 'Key')]).toEqual([
      ['AccessDenied'],
      ['key', 'ORDINARY/mine'],
    ])
    expect(emulator.buckets.get('bucket')?.objects.keys()).toEqual(['key'])
  })

  it('gives temporary credentials its own rights', async () => {
    const { text } = await act(emulator, { Action: 'GetSessionToken' }, { account: ordinary })
    const one = (name: string): string => values(text, name)[0] ?? ''
    const account = { accessKeyId: one('AccessKeyId'), secretAccessKey: one('SecretAccessKey') }
    const token: Pairs = [['x-amz-security-token', one('SessionToken')]]
    const answers = [
      await as(account, 'GET', '/bucket/key', token),
      await as(account, 'GET', '/bucket/ORDINARY/mine', token),
      await as(account, 'PUT', '/bucket/', token),
    ]
    expect(answers.map(({ status }) => status)).toEqual([403, 200, 403])
  })
})

describe('a copy', () => {
  it('needs to be allowed to read its source', async () => {
    await send(emulator, { method: 'PUT', target: '/others/', account: other })
    const headers: Pairs = [['x-amz-copy-source', '/bucket/key']]
    const plain: Plain = { method: 'PUT', target: '/others/key', headers, account: other }
    const before = await send(emulator, plain)
    await createBucket(emulator, 'bucket', 'public-read')
    expect([code(before), (await send(emulator, plain)).status]).toEqual(['AccessDenied', 200])
  })
})

describe('Delete Multiple Objects', () => {
  it('tells strangers that they may not, key by key', async () => {
    const body = '<Delete><Object><Key>key</Key></Object></Delete>'
    const headers: Pairs = [['content-md5', md5Base64(body)]]
    const target = '/bucket/?delete'
    const answer = await send(emulator, { method: 'POST', target, headers, body, account: other })
    expect([answer.status, code(answer)]).toEqual([200, 'AccessDenied'])
    expect(emulator.buckets.get('bucket')?.objects.has('key')).toBe(true)
  })
})
