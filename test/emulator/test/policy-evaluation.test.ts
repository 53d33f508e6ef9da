import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import type { HandleContext } from '../src/world.js'
import {
  act,
  code,
  createBucket,
  emulatorAt,
  other,
  put,
  remove,
  send,
  values,
  type Pairs,
  type Plain,
} from './client.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
  await put(emulator, '/bucket/dir/key')
})

interface Statement {
  readonly Effect?: 'Allow' | 'Deny'
  readonly Action?: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Condition?: Record<string, Record<string, unknown>>
}

async function setPolicy(...statements: Statement[]): Promise<void> {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:*',
    Resource: 'arn:aws:s3:::bucket/*',
    ...statement,
  }))
  const { status } = await put(emulator, '/bucket/?policy', JSON.stringify({ Statement }))
  expect(status).toBe(204)
}

const anonymous: Plain = { method: 'GET', target: '/bucket/dir/key', account: undefined }

async function statusOf(change: Partial<Plain> = {}): Promise<number> {
  return (await send(emulator, { ...anonymous, ...change })).status
}

async function statusFrom(
  context: HandleContext,
  headers: Pairs = [],
  url = 'http://localhost',
): Promise<number> {
  const request = new Request(`${url}/bucket/dir/key`, { headers: headers as [string, string][] })
  return (await emulator.handle(request, context)).status
}

describe('a bucket policy', () => {
  it('opens a private bucket to everybody', async () => {
    const before = await statusOf()
    await setPolicy({})
    expect([before, await statusOf(), await statusOf({ account: other })]).toEqual([403, 200, 200])
  })

  it('closes it again when it goes', async () => {
    await setPolicy({})
    await remove(emulator, '/bucket/?policy')
    expect(await statusOf()).toBe(403)
  })

  it.each<[string, string | string[], boolean]>([
    ['the action by name', 's3:GetObject', true],
    ['another action', 's3:PutObject', false],
    ['one of several', ['s3:PutObject', 's3:GetObject'], true],
    ['s3:*', 's3:*', true],
    ['*', '*', true],
    ['a wildcard that fits', 's3:Get*', true],
    ['a wildcard that does not', 's3:List*', false],
    ['a question mark', 's3:?etObject', true],
    ['too many question marks', 's3:?GetObject', false],
  ])('is looked at for its actions: %s', async (_, Action, allowed) => {
    await setPolicy({ Action })
    expect(await statusOf()).toBe(allowed ? 200 : 403)
  })

  it.each<[string, boolean]>([
    ['bucket/dir/key', true],
    ['bucket/*', true],
    ['bucket/dir/*', true],
    ['bucket/*key', true],
    ['bucket/d*/k?y', true],
    ['bucket/dir/ke', false],
    ['bucket/dir/key?', false],
    ['bucket/other/*', false],
    ['bucket', false],
  ])('is looked at for its resources: %s', async (resource, allowed) => {
    await setPolicy({ Resource: `arn:aws:s3:::${resource}` })
    expect(await statusOf()).toBe(allowed ? 200 : 403)
  })

  it.each<[string, string, Partial<Plain>]>([
    ['s3:ListBucket', 'bucket', { target: '/bucket/' }],
    ['s3:ListBucket', 'bucket', { method: 'HEAD', target: '/bucket/' }],
    ['s3:ListBucketMultipartUploads', 'bucket', { target: '/bucket/?uploads' }],
    ['s3:GetObject', 'bucket/*', {}],
    ['s3:GetObject', 'bucket/*', { method: 'HEAD' }],
    ['s3:PutObject', 'bucket/*', { method: 'PUT', body: '' }],
    ['s3:PutObject', 'bucket/*', { method: 'POST', target: '/bucket/dir/key?uploads' }],
    ['s3:DeleteObject', 'bucket/*', { method: 'DELETE' }],
    ['s3:ListMultipartUploadParts', 'bucket/*', { target: '/bucket/dir/key?uploadId=ID' }],
    [
      's3:AbortMultipartUpload',
      'bucket/*',
      { method: 'DELETE', target: '/bucket/dir/key?uploadId=ID' },
    ],
  ])('gives %s on %s to the operations that need it: %j', async (Action, resource, change) => {
    const begun = await send(emulator, { method: 'POST', target: '/bucket/dir/key?uploads' })
    const id = values(begun.text, 'UploadId')[0] ?? ''
    const plain = { ...change, target: (change.target ?? anonymous.target).replace('ID', id) }
    const before = await statusOf(plain)
    await setPolicy({ Action, Resource: `arn:aws:s3:::${resource}` })
    expect([before, (await statusOf(plain)) < 300]).toEqual([403, true])
  })

  it.each([
    ['first', ['Deny', 'Allow']],
    ['last', ['Allow', 'Deny']],
  ] as const)('denies where Deny stands %s', async (_, [a, b]) => {
    await setPolicy({ Effect: a }, { Effect: b })
    expect(await statusOf()).toBe(403)
  })

  it('denies what the ACL gives', async () => {
    await createBucket(emulator, 'bucket', 'public-read')
    await setPolicy({ Effect: 'Deny', Resource: 'arn:aws:s3:::bucket/dir/*' })
    expect(await statusOf()).toBe(403)
  })

  it('binds the owner where it denies, who can still take it away', async () => {
    await setPolicy({ Effect: 'Deny' })
    const target = anonymous.target
    const owner = (): Promise<{ status: number }> => send(emulator, { method: 'GET', target })
    const before = await owner()
    await remove(emulator, '/bucket/?policy')
    expect([before.status, (await owner()).status]).toEqual([403, 200])
  })

  it('does not give away what only the owner may do', async () => {
    await setPolicy({ Resource: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'] })
    expect(await statusOf({ target: '/bucket/?policy' })).toBe(403)
  })

  it('counts key by key in Delete Multiple Objects and at the source of a copy', async () => {
    await send(emulator, { method: 'PUT', target: '/others/', account: other })
    const headers: Pairs = [['x-amz-copy-source', '/bucket/dir/key']]
    const copy = { method: 'PUT', target: '/others/key', headers, account: other }
    const before = await statusOf(copy)
    await setPolicy({ Action: 's3:GetObject' })
    expect([before, await statusOf(copy)]).toEqual([403, 200])
  })
})

describe('a condition', () => {
  const page = 'http://www.example.com/page?a=1'

  it.each<[string, unknown, Pairs, boolean]>([
    ['StringEquals', page, [['referer', page]], true],
    ['StringEquals', page, [['referer', page.toUpperCase()]], false],
    ['StringEquals', ['x', page], [['referer', page]], true],
    ['StringEquals', page, [], false],
    ['StringEquals', 'http://www.example.com/*', [['referer', page]], false],
    ['StringNotEquals', page, [['referer', page]], false],
    ['StringNotEquals', ['x', page], [['referer', page]], false],
    ['StringNotEquals', page, [['referer', 'http://other.example/']], true],
    ['StringNotEquals', page, [], true],
    ['StringEqualsIgnoreCase', page, [['referer', page.toUpperCase()]], true],
    ['StringEqualsIgnoreCase', page, [['referer', 'x']], false],
    ['StringNotEqualsIgnoreCase', page, [['referer', page.toUpperCase()]], false],
    ['StringNotEqualsIgnoreCase', page, [['referer', 'x']], true],
    ['StringLike', 'http://*.example.com/*', [['referer', page]], true],
    ['StringLike', 'http://www.example.com/page?a=?', [['referer', page]], true],
    ['StringLike', 'http://*.example.org/*', [['referer', page]], false],
    ['StringLike', '*', [], false],
    ['StringNotLike', 'http://*.example.com/*', [['referer', page]], false],
    ['StringNotLike', 'http://*.example.org/*', [['referer', page]], true],
    ['StringNotLike', '*', [], true],
  ])('%s %j on the Referer with %j holds: %s', async (operator, value, headers, allowed) => {
    await setPolicy({ Condition: { [operator]: { 'aws:Referer': value } } })
    expect(await statusFrom({}, headers)).toBe(allowed ? 200 : 403)
  })

  it('looks at the User-Agent', async () => {
    await setPolicy({ Condition: { StringLike: { 'aws:UserAgent': 'Good*' } } })
    const statuses = [
      await statusFrom({}, [['user-agent', 'GoodBrowser/1']]),
      await statusFrom({}, [['user-agent', 'BadBrowser/1']]),
    ]
    expect(statuses).toEqual([200, 403])
  })

  it.each<[string, HandleContext, string, boolean]>([
    ['true', {}, 'https://localhost', true],
    ['true', {}, 'http://localhost', false],
    ['false', {}, 'http://localhost', true],
    ['true', { isSecure: true }, 'http://localhost', true],
    ['true', { isSecure: false }, 'https://localhost', false],
  ])(
    'Bool aws:SecureTransport %s with %j and %s holds: %s',
    async (value, context, url, allowed) => {
      await setPolicy({ Condition: { Bool: { 'aws:SecureTransport': value } } })
      expect(await statusFrom(context, [], url)).toBe(allowed ? 200 : 403)
    },
  )

  it.each<[string, unknown, string | undefined, boolean]>([
    ['IpAddress', '10.1.2.3', '10.1.2.3', true],
    ['IpAddress', '10.1.2.3', '10.1.2.4', false],
    ['IpAddress', '10.0.0.0/8', '10.255.0.1', true],
    ['IpAddress', '10.0.0.0/8', '11.0.0.1', false],
    ['IpAddress', '10.128.0.0/9', '10.127.255.255', false],
    ['IpAddress', ['192.168.0.0/16', '10.0.0.0/8'], '10.0.0.1', true],
    ['IpAddress', '0.0.0.0/0', '203.0.113.9', true],
    ['IpAddress', '10.0.0.0/8', '::ffff:10.0.0.1', true],
    ['IpAddress', '::1', '::1', true],
    ['IpAddress', '2001:db8::/32', '2001:db8:ffff::1', true],
    ['IpAddress', '2001:db8::/32', '2001:db9::1', false],
    ['IpAddress', '2001:DB8:0:0::1', '2001:db8::1', true],
    ['IpAddress', 'fe80::/10', 'fe80::1%eth0', true],
    ['IpAddress', '::/0', 'unknown', false],
    ['IpAddress', '0.0.0.0/0', undefined, false],
    ['NotIpAddress', '10.0.0.0/8', '11.0.0.1', true],
    ['NotIpAddress', '10.0.0.0/8', '10.0.0.1', false],
    ['NotIpAddress', ['11.0.0.0/8', '10.0.0.0/8'], '10.0.0.1', false],
    ['NotIpAddress', '2001:db8::/32', '2001:db9::1', true],
    ['NotIpAddress', '10.0.0.0/8', undefined, true],
  ])('%s %j for a client at %s holds: %s', async (operator, value, address, allowed) => {
    await setPolicy({ Condition: { [operator]: { 'aws:SourceIp': value } } })
    expect(await statusFrom({ address })).toBe(allowed ? 200 : 403)
  })

  it('has to hold together with all others', async () => {
    await setPolicy({
      Condition: {
        IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
        StringLike: { 'aws:Referer': 'http://a/*', 'aws:UserAgent': 'A*' },
      },
    })
    const headers: [string, string][] = [
      ['referer', 'http://a/'],
      ['user-agent', 'A'],
    ]
    const statuses = [
      await statusFrom({ address: '10.0.0.1' }, headers),
      await statusFrom({ address: '11.0.0.1' }, headers),
      await statusFrom({ address: '10.0.0.1' }, headers.slice(0, 1)),
    ]
    expect(statuses).toEqual([200, 403, 403])
  })

  it.each<[string, Record<string, unknown>]>([
    ['no address', { IpAddress: { 'aws:SourceIp': 'here' } }],
    ['a network too long', { IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } }],
    ['part of an address', { NotIpAddress: { 'aws:SourceIp': '10.0' } }],
    ['an address for a text', { IpAddress: { 'aws:Referer': '10.0.0.0/8' } }],
    ['no truth', { Bool: { 'aws:SecureTransport': 'maybe' } }],
    ['no values', { StringLike: { 'aws:Referer': [] } }],
    ['a name of every object', { constructor: { 'aws:Referer': 'a' } }],
  ])('with %s is refused', async (_, Condition) => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:*', Condition }
    const Statement = [{ ...statement, Resource: 'arn:aws:s3:::bucket/*' }]
    const answer = await put(emulator, '/bucket/?policy', JSON.stringify({ Statement }))
    expect(code(answer)).toBe('InvalidPolicyDocument')
  })
})

describe('the policy of temporary credentials', () => {
  async function statusWith(statement: object, plain: Plain): Promise<number> {
    const PolicyDocument = JSON.stringify({ Statement: statement })
    const { text } = await act(emulator, { Action: 'GetSessionToken', PolicyDocument })
    const one = (name: string): string => values(text, name)[0] ?? ''
    const account = { accessKeyId: one('AccessKeyId'), secretAccessKey: one('SecretAccessKey') }
    const headers: Pairs = [['x-amz-security-token', one('SessionToken')]]
    return (await send(emulator, { ...plain, account, headers })).status
  }

  const allow = { Effect: 'Allow', Action: 'oos:*', Resource: 'arn:ctyun:oos:::bucket/*' }
  const get: Plain = { method: 'GET', target: '/bucket/dir/key' }

  it.each<[string, object, Plain, number]>([
    ['what it allows', allow, get, 200],
    ['what it allows in the words of S3', { ...allow, Action: 's3:GetObject' }, get, 200],
    ['what it allows for an account', { ...allow, Resource: 'arn:ctyun:oos::id:*' }, get, 200],
    ['not another action', { ...allow, Action: 'oos:PutObject' }, get, 403],
    ['not another object', { ...allow, Resource: 'arn:ctyun:oos:::bucket/x' }, get, 403],
    ['not what it denies', [allow, { ...allow, Effect: 'Deny' }], get, 403],
    ['not the bucket, if it is for objects', allow, { method: 'GET', target: '/bucket/' }, 403],
    ['not the list of buckets either', allow, { method: 'GET', target: '/' }, 403],
    ['a bucket to be', { ...allow, Resource: '*' }, { method: 'PUT', target: '/new/' }, 200],
    [
      'the list of buckets by name',
      { ...allow, Action: 'oos:ListAllMyBucket', Resource: '*' },
      { method: 'GET', target: '/' },
      200,
    ],
    [
      'what only owners may do, by name',
      { ...allow, Action: 'oos:GetBucketLocation', Resource: 'arn:ctyun:oos:::bucket' },
      { method: 'GET', target: '/bucket/?location' },
      200,
    ],
  ])('leaves %s', async (_, statement, plain, status) => {
    expect(await statusWith(statement, plain)).toBe(status)
  })

  it('gives no rights that the key has not', async () => {
    await send(emulator, { method: 'PUT', target: '/others/', account: other })
    const everything = { Effect: 'Allow', Action: '*', Resource: '*' }
    expect(await statusWith(everything, { method: 'GET', target: '/others/' })).toBe(403)
  })
})
