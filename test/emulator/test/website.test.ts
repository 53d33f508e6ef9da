import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import { serve, type Serving } from '../src/node.js'
import { code, createBucket, emulatorAt, put, send, type Answer, type Pairs } from './client.js'

const host = 'bucket.website.localhost:8080'
const html: Pairs = [['content-type', 'text/html']]

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket', 'public-read')
  await put(emulator, '/bucket/?website', website('index.html', '404.html'))
  await send(emulator, { method: 'PUT', target: '/bucket/index.html', headers: html, body: 'home' })
  await put(emulator, '/bucket/docs/index.html', 'docs')
  await put(emulator, '/bucket/docs/a%20b.txt', '0123456789')
})

describe('a website', () => {
  it.each([
    ['/', 'home'],
    ['/index.html', 'home'],
    ['/docs/', 'docs'],
    ['/docs/a%20b.txt', '0123456789'],
    ['/docs/?anything=1&acl', 'docs'],
  ])('shows at %s "%s"', async (target, text) => {
    const answer = await visit(target)
    expect([answer.status, answer.text]).toEqual([200, text])
  })

  it('has the headers of its objects', async () => {
    const { headers } = await visit('/')
    expect(headers.get('content-type')).toBe('text/html')
    expect(headers.get('x-amz-request-id')).not.toBeNull()
  })

  it('answers HEAD, ranges and conditions', async () => {
    const target = '/docs/a%20b.txt'
    const { headers } = await visit(target)
    const answers = [
      await visit(target, { method: 'HEAD' }),
      await visit(target, { headers: [['range', 'bytes=2-4']] }),
      await visit(target, { headers: [['if-none-match', headers.get('etag') ?? '']] }),
    ]
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, ''],
      [206, '234'],
      [304, ''],
    ])
    expect(answers[0]?.headers.get('content-length')).toBe('10')
  })

  it('leads from a folder without a slash to its index page', async () => {
    const answer = await visit('/docs')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs/'])
  })

  it('leads where an object says', async () => {
    const headers: Pairs = [['x-amz-website-redirect-location', 'https://elsewhere.example/a']]
    await send(emulator, { method: 'PUT', target: '/bucket/moved', headers })
    const answer = await visit('/moved')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      301,
      'https://elsewhere.example/a',
    ])
  })

  it.each(['elsewhere', 'ftp://elsewhere.example/', `/${'a'.repeat(2048)}`])(
    'cannot lead to %s',
    async (location) => {
      const headers: Pairs = [['x-amz-website-redirect-location', location]]
      const answer = await send(emulator, { method: 'PUT', target: '/bucket/moved', headers })
      expect(code(answer)).toBe('InvalidArgument')
    },
  )

  it.each(['oos-website-cn.oos.ctyunapi.cn', 'oos-website-cn.oos-hz.example', 'sites.example'])(
    'is found at %s',
    async (base) => {
      const options = { baseHosts: ['oos-hz.example'], websiteHosts: ['sites.example'] }
      emulator = emulatorAt(undefined, options)
      await createBucket(emulator, 'bucket', 'public-read')
      await put(emulator, '/bucket/?website', website('index.html'))
      await put(emulator, '/bucket/index.html', 'home')
      expect((await visit('/', { host: `bucket.${base}` })).text).toBe('home')
    },
  )

  it('leaves the API to the host names of the API', async () => {
    const answer = await visit('/', { host: 'bucket.localhost' })
    expect(answer.text).toContain('<ListBucketResult')
  })

  it('meets faults', async () => {
    emulator.faults.on({ operation: 'GetWebsitePage', key: 'docs/' }).fail('SlowDown')
    const answer = await visit('/docs/')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      503,
      'text/html;charset=UTF-8',
    ])
  })
})

describe('an error of a website', () => {
  it('is shown by the error page, with the status of the error', async () => {
    const page = { target: '/bucket/404.html', headers: html, body: 'lost' }
    await send(emulator, { method: 'PUT', ...page })
    const answer = await visit('/none', { headers: [['range', 'bytes=0-1']] })
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
      404,
      'lost',
      'text/html',
    ])
  })

  it.each([
    ['a failed condition', 'GET', [['if-match', '"other"']], 412],
    ['a range beyond the end', 'GET', [['range', 'bytes=99-']], 416],
    ['another method', 'DELETE', [], 405],
  ] as const)('is not shown by the error page for %s', async (_, method, headers, status) => {
    await put(emulator, '/bucket/404.html', 'lost')
    const answer = await visit('/index.html', { method, headers })
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining('<h1>')])
  })

  it('is HTML where there is no error page', async () => {
    const answer = await visit('/none')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'text/html;charset=UTF-8',
    ])
    expect(answer.text).toContain('<li>Code: NoSuchKey</li>')
  })

  it.each([
    ['a private bucket', 'bucket.website.localhost', 403, 'AccessDenied'],
    ['no such bucket', 'other-bucket.website.localhost', 404, 'NoSuchBucket'],
  ])('is HTML for %s', async (_, name, status, expected) => {
    await createBucket(emulator, 'bucket', 'private')
    await put(emulator, '/bucket/404.html', 'lost')
    const answer = await visit('/', { host: name })
    expect([answer.status, answer.text]).toEqual([
      status,
      expect.stringContaining(`<li>Code: ${expected}</li>`),
    ])
  })

  it('is HTML for a bucket without a website', async () => {
    await send(emulator, { method: 'DELETE', target: '/bucket/?website' })
    const answer = await visit('/')
    expect([answer.status, answer.text]).toEqual([
      404,
      expect.stringContaining('NoSuchWebsiteConfiguration'),
    ])
  })

  it.each(['PUT', 'POST', 'DELETE'])('is 405 for %s', async (method) => {
    expect((await visit('/index.html', { method })).status).toBe(405)
  })
})

describe('the port of websites', () => {
  let server: Serving

  beforeEach(async () => {
    server = await serve(emulator, { websitePort: 0 })
  })

  afterEach(() => server.close())

  it('serves a bucket under its path', async () => {
    const answer = await fetch(`${server.websiteUrl}/bucket/docs/`)
    expect([answer.status, await answer.text()]).toEqual([200, 'docs'])
  })

  it('keeps the bucket in the path when it redirects', async () => {
    const answer = await fetch(`${server.websiteUrl}/bucket/docs`)
    expect([answer.url, await answer.text()]).toEqual([`${server.websiteUrl}/bucket/docs/`, 'docs'])
  })

  it('leaves the other port to the API', async () => {
    const answer = await fetch(`${server.url}/bucket/`)
    expect(await answer.text()).toContain('<ListBucketResult')
  })
})

function visit(
  target: string,
  change: { method?: string; headers?: Pairs; host?: string } = {},
): Promise<Answer> {
  return send(emulator, { method: 'GET', target, host, account: undefined, ...change })
}

function website(suffix: string, errorKey?: string): string {
  const error =
    errorKey === undefined ? '' : `<ErrorDocument><Key>${errorKey}</Key></ErrorDocument>`
  const index = `<IndexDocument><Suffix>${suffix}</Suffix></IndexDocument>`
  return `<WebsiteConfiguration>${index}${error}</WebsiteConfiguration>`
}
