import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  emulatorAt,
  get,
  put,
  putDocument,
  send,
  type Answer,
  type Pairs,
} from './client.js'

const page = 'https://app.example.com'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

describe('a preflight', () => {
  it('is refused without rules', async () => {
    const answer = await preflight('PUT')
    expect([answer.status, code(answer), corsOf(answer)]).toEqual([403, 'AccessDenied', {}])
  })

  it('is answered by the rule that matches', async () => {
    await rules(
      origin(page) +
        methods('PUT', 'GET') +
        allowed('*') +
        exposed('ETag', 'x-amz-meta-a') +
        age(60),
    )
    const answer = await preflight('PUT', { wanted: 'X-Amz-Date, content-type' })
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': page,
      'access-control-allow-methods': 'PUT, GET',
      'access-control-allow-headers': 'x-amz-date, content-type',
      'access-control-expose-headers': 'ETag, x-amz-meta-a',
      'access-control-max-age': '60',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    })
  })

  it.each([
    ['another origin', { from: 'https://evil.example' }, 'PUT'],
    ['the origin with another scheme', { from: 'http://app.example.com' }, 'PUT'],
    ['another method', {}, 'DELETE'],
    ['one header too many', { wanted: 'content-md5, x-amz-date' }, 'PUT'],
  ])('is refused for %s', async (_, change, method) => {
    await rules(origin(page) + methods('PUT') + allowed('content-md5'))
    const answer = await preflight(method, change)
    expect([answer.status, corsOf(answer)]).toEqual([403, {}])
  })

  it('is answered by the first of several rules that match', async () => {
    await rules(
      origin('https://other.example.com') + methods('PUT') + age(1),
      origin('https://*.example.com') + methods('PUT') + age(2),
      origin('*') + methods('PUT') + age(3),
    )
    const ages = [page, 'https://other.example.com', 'https://elsewhere.example'].map(
      async (from) => (await preflight('PUT', { from })).headers.get('access-control-max-age'),
    )
    expect(await Promise.all(ages)).toEqual(['2', '1', '3'])
  })

  it('passes over a rule that allows too few headers', async () => {
    await rules(
      origin(page) + methods('PUT') + age(1),
      origin(page) + methods('PUT') + allowed('x-amz-*') + age(2),
    )
    const answer = await preflight('PUT', { wanted: 'x-amz-date' })
    expect(answer.headers.get('access-control-max-age')).toBe('2')
  })

  it.each([
    ['https://*', 'https://a.b', 200],
    ['https://*.example.com', 'https://a.b.example.com', 200],
    ['https://*.example.com', 'https://example.com', 403],
    ['https://a*a.example', 'https://a.example', 403],
    ['*://app.example.com', page, 200],
    ['app.example.com', page, 403],
    ['*', 'null', 200],
  ])('compares %s with %s', async (pattern, from, status) => {
    await rules(origin(pattern) + methods('GET'))
    expect((await preflight('GET', { from })).status).toBe(status)
  })

  it.each([
    ['X-Amz-*', 'x-amz-meta-a', 200],
    ['*-type', 'content-type', 200],
    ['x-amz-*', 'content-type', 403],
    ['Content-MD5', 'content-md5', 200],
  ])('compares the header %s with %s in any case', async (pattern, wanted, status) => {
    await rules(origin('*') + methods('GET') + allowed(pattern))
    expect((await preflight('GET', { wanted })).status).toBe(status)
  })

  it('tells a rule for every origin as such', async () => {
    await rules(origin('*') + methods('GET'))
    expect((await preflight('GET')).headers.get('access-control-allow-origin')).toBe('*')
  })

  it.each(['/bucket/', '/bucket/?delete', '/bucket/key?uploadId=1&partNumber=2', '/bucket/none'])(
    'is answered at %s',
    async (target) => {
      await rules(origin('*') + methods('POST'))
      expect((await preflight('POST', { target })).status).toBe(200)
    },
  )

  it('is answered for a signed URL, though the signature is for the request to follow', async () => {
    await rules(origin('*') + methods('PUT'))
    const target = '/bucket/key?AWSAccessKeyId=A&Expires=1&Signature=S'
    expect((await preflight('PUT', { target })).status).toBe(200)
  })

  it('is refused by the service itself, which has no rules', async () => {
    await rules(origin('*') + methods('GET'))
    expect((await preflight('GET', { target: '/' })).status).toBe(403)
  })

  it.each([[[['origin', page]]], [[['access-control-request-method', 'GET']]]])(
    'needs both headers, not %j alone',
    async (headers) => {
      const answer = await send(emulator, {
        method: 'OPTIONS',
        target: '/bucket/key',
        headers: headers as unknown as Pairs,
        account: undefined,
      })
      expect([answer.status, code(answer)]).toEqual([400, 'InvalidRequest'])
    },
  )

  it('meets a fault only if the fault is for preflights', async () => {
    await rules(origin('*') + methods('GET'))
    emulator.faults.on({ bucket: 'bucket' }).fail('InternalError')
    expect((await preflight('GET')).status).toBe(200)
    emulator.faults.on({ operation: 'OptionsObject' }).fail('SlowDown')
    expect((await preflight('GET')).status).toBe(503)
  })
})

describe('an answer to a page', () => {
  const from: Pairs = [['origin', page]]

  beforeEach(() =>
    rules(origin(page) + methods('GET', 'PUT') + exposed('ETag', 'Date', 'Retry-After') + age(9)),
  )

  it('exposes what the rule says', async () => {
    await put(emulator, '/bucket/key', 'body')
    const answer = await get(emulator, '/bucket/key', from)
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': page,
      'access-control-allow-methods': 'GET, PUT',
      'access-control-expose-headers': 'ETag, Date, Retry-After',
      'access-control-max-age': '9',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    })
  })

  it.each([
    ['without an origin', [], 'GET'],
    ['to another origin', [['origin', 'https://evil.example']], 'GET'],
    ['to another method', from, 'HEAD'],
  ] as const)('has no CORS headers %s', async (_, headers, method) => {
    expect(corsOf(await send(emulator, { method, target: '/bucket/', headers }))).toEqual({})
  })

  it('has none on the path of the service', async () => {
    expect(corsOf(await get(emulator, '/', from))).toEqual({})
  })

  it('has them on errors too', async () => {
    emulator.faults.on({ key: 'key' }).fail('SlowDown')
    const answers = [
      await get(emulator, '/bucket/key', from),
      await get(emulator, '/bucket/none', from),
    ]
    expect(
      answers.map((one) => [one.status, one.headers.get('access-control-allow-origin')]),
    ).toEqual([
      [503, page],
      [404, page],
    ])
  })

  it('has none on errors where that is switched off', async () => {
    emulator = emulatorAt(undefined, { cors: { onErrors: false } })
    await createBucket(emulator, 'bucket')
    await rules(origin(page) + methods('GET'))
    const answers = [
      await get(emulator, '/bucket/none', from),
      await get(emulator, '/bucket/', from),
    ]
    expect(answers.map((one) => one.headers.get('access-control-allow-origin'))).toEqual([
      null,
      page,
    ])
  })

  it('exposes nothing that is never exposed', async () => {
    emulator = emulatorAt(undefined, { cors: { neverExposed: ['date', 'retry-after'] } })
    await createBucket(emulator, 'bucket')
    await rules(origin(page) + methods('GET') + exposed('Date', 'ETag', 'Retry-After'))
    const answer = await get(emulator, '/bucket/', from)
    expect(answer.headers.get('access-control-expose-headers')).toBe('ETag')
  })
})

describe('an open emulator', () => {
  beforeEach(() => {
    emulator = emulatorAt(undefined, { cors: { open: true } })
  })

  it.each(['/', '/bucket/', '/bucket/key'])('answers every preflight at %s', async (target) => {
    const answer = await preflight('PUT', { target, wanted: 'authorization, x-amz-date' })
    expect([answer.status, corsOf(answer)]).toEqual([
      200,
      {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'PUT',
        'access-control-allow-headers': 'authorization, x-amz-date',
      },
    ])
  })

  it('exposes every header of an answer', async () => {
    const answer = await get(emulator, '/', [['origin', page]])
    const names = answer.headers.get('access-control-expose-headers')?.split(', ')
    expect(names).toEqual(expect.arrayContaining(['content-type', 'date', 'x-amz-request-id']))
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })
})

async function rules(...texts: string[]): Promise<void> {
  const list = texts.map((text) => `<CORSRule>${text}</CORSRule>`).join('')
  const document = `<CORSConfiguration>${list}</CORSConfiguration>`
  await putDocument(emulator, '/bucket/?cors', document)
}

function origin(value: string): string {
  return `<AllowedOrigin>${value}</AllowedOrigin>`
}

function methods(...names: string[]): string {
  return names.map((name) => `<AllowedMethod>${name}</AllowedMethod>`).join('')
}

function allowed(...names: string[]): string {
  return names.map((name) => `<AllowedHeader>${name}</AllowedHeader>`).join('')
}

function exposed(...names: string[]): string {
  return names.map((name) => `<ExposeHeader>${name}</ExposeHeader>`).join('')
}

function age(seconds: number): string {
  return `<MaxAgeSeconds>${seconds}</MaxAgeSeconds>`
}

function preflight(
  method: string,
  { target = '/bucket/key', from = page, wanted = '' } = {},
): Promise<Answer> {
  const headers: Pairs = [
    ['origin', from],
    ['access-control-request-method', method],
    ...(wanted === '' ? [] : [['access-control-request-headers', wanted] as const]),
  ]
  return send(emulator, { method: 'OPTIONS', target, headers, account: undefined })
}

function corsOf({ headers }: Answer): Record<string, string> {
  const names = [...headers].filter(([name]) => /^(access-control-|vary$)/.test(name))
  return Object.fromEntries(names)
}
