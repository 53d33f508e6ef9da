import { beforeEach, describe, expect, it } from 'vitest'
import { defaultAccount, type Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  emulatorAt,
  get,
  other,
  put,
  send,
  values,
  type Pairs,
  type Plain,
} from './client.js'

let emulator: Emulator

beforeEach(() => {
  emulator = emulatorAt()
})

describe('GET Service', () => {
  it('lists the buckets of the caller only, by name', async () => {
    await createBucket(emulator, 'bbb')
    await createBucket(emulator, 'aaa')
    await send(emulator, { method: 'PUT', target: '/ccc/', account: other })
    expect(values((await get(emulator, '/')).text, 'Name')).toEqual(['aaa', 'bbb'])
  })

  it('names the owner and the time of creation', async () => {
    await createBucket(emulator, 'aaa')
    const { text } = await get(emulator, '/')
    expect([values(text, 'ID'), values(text, 'CreationDate')]).toEqual([
      ['oosemulatorkey000001@oos.example'],
      ['2018-12-10T06:12:21.000Z'],
    ])
  })
})

describe('PUT Bucket', () => {
  it('answers with the location', async () => {
    const answer = await put(emulator, '/bucket/')
    expect([answer.status, answer.headers.get('location')]).toEqual([200, '/bucket'])
  })

  it.each(['abc', 'a-b', 'a.b', '0ab', 'x'.repeat(63)])('takes the name %s', async (name) => {
    expect((await put(emulator, `/${name}/`)).status).toBe(200)
  })

  it.each([
    'ab',
    'x'.repeat(64),
    'Upper',
    'under_score',
    '-ab',
    'ab-',
    'a..b',
    '.ab',
    'a.-b',
    '192.168.0.1',
    'www.example',
    'httpd',
    'b%0D%0A',
    '%40evil.com',
  ])('refuses the name %s', async (name) => {
    const answer = await put(emulator, `/${name}/`)
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidBucketName'])
  })

  it('refuses the name of somebody else’s bucket', async () => {
    await createBucket(emulator, 'bucket')
    const answer = await send(emulator, { method: 'PUT', target: '/bucket/', account: other })
    expect([answer.status, code(answer)]).toEqual([409, 'BucketAlreadyExists'])
  })

  it('changes the ACL of a bucket of one’s own and keeps the objects', async () => {
    await createBucket(emulator, 'bucket')
    await put(emulator, '/bucket/key')
    await createBucket(emulator, 'bucket', 'public-read')
    const bucket = emulator.buckets.get('bucket')
    expect([bucket?.acl, bucket?.objects.size]).toEqual(['public-read', 1])
  })

  it('refuses an ACL that OOS does not have', async () => {
    const headers: Pairs = [['x-amz-acl', 'public']]
    const answer = await send(emulator, { method: 'PUT', target: '/bucket/', headers })
    expect(code(answer)).toBe('InvalidArgument')
  })

  it('takes a configuration of locations', async () => {
    const body = '<CreateBucketConfiguration xmlns="urn:x"></CreateBucketConfiguration>'
    expect((await put(emulator, '/bucket/', body)).status).toBe(200)
  })

  it('refuses a configuration that is cut off', async () => {
    const answer = await put(emulator, '/bucket/', '<CreateBucketConfiguration>')
    expect(code(answer)).toBe('MalformedXML')
  })
})

describe('HEAD Bucket', () => {
  it('answers 200 for a bucket and 404 for none', async () => {
    await createBucket(emulator, 'bucket')
    const answers = [
      await send(emulator, { method: 'HEAD', target: '/bucket/' }),
      await send(emulator, { method: 'HEAD', target: '/nobucket/' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 404])
  })
})

describe('DELETE Bucket', () => {
  const remove: Plain = { method: 'DELETE', target: '/bucket/' }

  it('removes an empty bucket', async () => {
    await createBucket(emulator, 'bucket')
    expect([(await send(emulator, remove)).status, emulator.buckets.size]).toEqual([204, 0])
  })

  it('refuses a bucket that holds something', async () => {
    await createBucket(emulator, 'bucket')
    await put(emulator, '/bucket/key')
    const answer = await send(emulator, remove)
    expect([answer.status, code(answer)]).toEqual([409, 'BucketNotEmpty'])
  })

  it('refuses a bucket that is not there', async () => {
    const answer = await send(emulator, remove)
    expect([answer.status, code(answer)]).toEqual([404, 'NoSuchBucket'])
  })

  it.each(['trigger=t', 'policy', 'website', 'lifecycle', 'cors', 'tagging'])(
    'is not what DELETE ?%s means',
    async (query) => {
      await createBucket(emulator, 'bucket')
      await send(emulator, { method: 'DELETE', target: `/bucket/?${query}` })
      expect(emulator.buckets.has('bucket')).toBe(true)
    },
  )
})

describe('access', () => {
  const read: Plain[] = [
    { method: 'GET', target: '/bucket/' },
    { method: 'HEAD', target: '/bucket/' },
    { method: 'GET', target: '/bucket/key' },
    { method: 'HEAD', target: '/bucket/key' },
  ]
  const write: Plain[] = [
    { method: 'PUT', target: '/bucket/key', body: 'b' },
    { method: 'DELETE', target: '/bucket/key' },
    { method: 'POST', target: '/bucket/key?uploads' },
  ]
  const own: Plain[] = [{ method: 'DELETE', target: '/bucket/' }]
  const name = ({ method, target }: Plain): string => `${method} ${target}`

  it.each([
    ['private', [...read, ...write, ...own]],
    ['public-read', [...write, ...own]],
    ['public-read-write', own],
  ])('to a %s bucket is denied to strangers', async (acl, requests) => {
    const seen: string[] = []
    for (const request of requests) {
      for (const account of [undefined, other]) {
        emulator.reset()
        await createBucket(emulator, 'bucket', acl)
        await put(emulator, '/bucket/key')
        if ((await send(emulator, { ...request, account })).status !== 403) seen.push(name(request))
      }
    }
    expect(seen).toEqual([])
  })

  it.each([
    ['public-read', read],
    ['public-read-write', [...read, ...write]],
  ])('to a %s bucket is given to strangers', async (acl, requests) => {
    const seen: string[] = []
    for (const request of requests) {
      for (const account of [undefined, other]) {
        emulator.reset()
        await createBucket(emulator, 'bucket', acl)
        await put(emulator, '/bucket/key')
        if ((await send(emulator, { ...request, account })).status > 299) seen.push(name(request))
      }
    }
    expect(seen).toEqual([])
  })

  it('to the list of buckets needs a signature', async () => {
    const answer = await send(emulator, { method: 'GET', target: '/', account: undefined })
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
  })

  it('is the same for two access keys of one account', async () => {
    const second = {
      accessKeyId: 'SECOND',
      secretAccessKey: 'x',
      id: 'oosemulatorkey000001@oos.example',
    }
    emulator = emulatorAt(undefined, { accounts: [defaultAccount, second] })
    await createBucket(emulator, 'bucket')
    const answer = await send(emulator, { method: 'GET', target: '/bucket/', account: second })
    expect(answer.status).toBe(200)
  })
})

describe('the host', () => {
  it.each(['bucket.localhost', 'bucket.localhost:8080', 'BUCKET.localhost', 'bucket.oos.example'])(
    '%s names the bucket',
    async (host) => {
      emulator = emulatorAt(undefined, { baseHosts: ['OOS.example'] })
      await createBucket(emulator, 'bucket')
      const request: Plain = { method: 'PUT', target: '/key', body: '', host, hostBucket: 'bucket' }
      expect((await send(emulator, request)).status).toBe(200)
    },
  )

  it('is the bucket itself behind a CNAME', async () => {
    await createBucket(emulator, 'static.example.net')
    const host = 'static.example.net:8080'
    const request: Plain = { method: 'GET', target: '/', host, hostBucket: 'static.example.net' }
    expect(values((await send(emulator, request)).text, 'Name')).toEqual(['static.example.net'])
  })

  it('leaves the bucket to the path otherwise', async () => {
    await createBucket(emulator, 'bucket')
    const request: Plain = { method: 'HEAD', target: '/bucket/', host: 'oos.example' }
    expect((await send(emulator, request)).status).toBe(200)
  })

  it('makes the bucket part of what is signed', async () => {
    await createBucket(emulator, 'bucket')
    const request: Plain = { method: 'GET', target: '/', host: 'bucket.localhost' }
    expect(code(await send(emulator, request))).toBe('SignatureDoesNotMatch')
  })
})

describe('a request', () => {
  beforeEach(() => createBucket(emulator, 'bucket'))

  it.each([
    ['GET', '/bucket/?versioning'],
    ['PUT', '/bucket/?acl'],
    ['PUT', '/bucket/key?partNumber=1'],
    ['GET', '/bucket/key?tagging'],
    ['POST', '/bucket/key'],
    ['PATCH', '/bucket/key'],
    ['DELETE', '/'],
  ])('%s %s is no operation of OOS', async (method, target) => {
    const answer = await send(emulator, { method, target })
    expect([answer.status, code(answer)]).toEqual([405, 'MethodNotAllowed'])
  })

  it('PUT with a trigger parameter on a key is PUT Object', async () => {
    await put(emulator, '/bucket/key?trigger=t', 'body')
    expect(emulator.requests.at(-1)).toMatchObject({ operation: 'PutObject', status: 200 })
  })

  it('for a bucket may leave out the slash', async () => {
    expect((await get(emulator, '/bucket')).status).toBe(200)
  })

  it('is recorded with its answer', async () => {
    await put(emulator, '/bucket/a%20b', 'body')
    expect(emulator.requests.at(-1)).toMatchObject({
      method: 'PUT',
      rawTarget: '/bucket/a%20b',
      bodyLength: 4,
      operation: 'PutObject',
      status: 200,
    })
  })

  it('is answered with an id of its own', async () => {
    const answers = [await get(emulator, '/'), await get(emulator, '/')]
    expect(answers.map(({ headers }) => headers.get('x-amz-request-id'))).toEqual([
      '0000000000000002',
      '0000000000000003',
    ])
  })

  it('that is refused finds its id in the body as well', async () => {
    const answer = await get(emulator, '/bucket/nokey')
    expect(values(answer.text, 'RequestId')).toEqual([answer.headers.get('x-amz-request-id')])
  })
})

describe('reset', () => {
  it('forgets buckets, uploads, requests and faults', async () => {
    await createBucket(emulator, 'bucket')
    await send(emulator, { method: 'POST', target: '/bucket/key?uploads' })
    emulator.faults.on({}).fail('InternalError')
    emulator.reset()
    const { buckets, uploads, requests, faults } = emulator
    expect([buckets.size, uploads.size, requests.length, faults.rules.length]).toEqual([0, 0, 0, 0])
  })
})
