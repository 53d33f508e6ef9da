import { createHmac } from 'node:crypto'
import { handleSignRequest, stringToSign, type SignedParts, type SignRules } from '@oos-js/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resourceOf } from '../emulator/src/host.ts'
import { stringToSign as serverText } from '../emulator/src/string-to-sign.ts'
import { parseTarget } from '../emulator/src/target.ts'
import { credentials } from './support/client.ts'

const now = Date.UTC(2024, 1, 29, 12, 34, 56)
const date = new Date(now).toUTCString()

const rules: SignRules = {
  credentials,
  buckets: ['photos'],
  keyPrefixes: ['me/'],
  methods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
  clock: { now: () => now },
}

function ask(text: string, changes: Partial<SignRules> = {}): Promise<Response> {
  const request = new Request('https://app.test/sign', { method: 'POST', body: text })
  return handleSignRequest(request, { ...rules, ...changes })
}

/** The string to sign of a request dated now. */
function textOf(parts: Partial<SignedParts>, amz: Readonly<Record<string, string>> = {}): string {
  const headers = Object.entries({ 'x-amz-date': date, ...amz })
  return stringToSign({ method: 'PUT', target: '/photos/me/cat.jpg', headers, ...parts })
}

describe('a server that signs for pages', () => {
  it('tells the access key id and the session token, and never the secret', async () => {
    const session = { ...credentials, sessionToken: 'token' }
    const request = new Request('https://app.test/sign')
    const answer = await handleSignRequest(request, { ...rules, credentials: session })
    expect(await answer.json()).toEqual({
      accessKeyId: credentials.accessKeyId,
      sessionToken: 'token',
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it.each([
    ['a put', {}],
    ['a part', { target: '/photos/me/cat.jpg?partNumber=1&uploadId=7' }],
    ['the start of an upload', { method: 'POST', target: '/photos/me/a?uploads' }],
    ['a Chinese key with spaces', { target: '/photos/me/%E4%B8%AD%20%E6%96%87' }],
    ['a bucket in the host', { target: '/me/cat.jpg', bucket: 'photos' }],
    [
      'a download with a name',
      { method: 'GET', target: '/photos/me/a?response-content-disposition=a' },
    ],
    ['a link', { expires: now / 1000 + 900 }],
  ])('signs %s', async (_, parts) => {
    const text = textOf(parts)
    const answer = await ask(text)
    const hmac = createHmac('sha1', credentials.secretAccessKey).update(text)
    expect([answer.status, await answer.text()]).toEqual([200, hmac.digest('base64')])
  })

  it.each([
    ['another bucket', { target: '/films/me/cat.jpg' }],
    ['another prefix', { target: '/photos/you/cat.jpg' }],
    ['a key that only begins like the bucket', { target: '/photosme/cat.jpg' }],
    ['a way up', { target: '/photos/me/../you/cat.jpg' }],
    ['an encoded way up', { target: '/photos/me/%2e%2e/you/cat.jpg' }],
    ['a key in another encoding', { target: '/photos/me/%63at.jpg' }],
    ['a plus that might be a space', { target: '/photos/me/a+b' }],
    ['a bucket', { target: '/photos/' }],
    ['a listing', { method: 'GET', target: '/photos/?prefix=me/' }],
    ['the service', { method: 'GET', target: '/' }],
    ['a form of access keys', { method: 'POST', target: '/' }],
    ['a policy', { target: '/photos/me/?policy' }],
    ['a deletion of many', { method: 'POST', target: '/photos/?delete' }],
    ['a POST without meaning', { method: 'POST', target: '/photos/me/a' }],
    ['an override beside an upload', { target: '/photos/me/a?response-expires=1&uploads' }],
    ['a method that there is not', { method: 'PATCH' }],
    ['a link that lasts', { expires: now / 1000 + 901 }],
  ])('refuses %s', async (_, parts) => {
    expect((await ask(textOf(parts))).status).toBe(403)
  })

  it.each([
    ['an ACL', { 'x-amz-acl': 'public-read' }],
    ['a date long ago', { 'x-amz-date': new Date(now - 901_000).toUTCString() }],
    ['a date to come', { 'x-amz-date': new Date(now + 901_000).toUTCString() }],
    ['a date that is none', { 'x-amz-date': 'soon' }],
    ['a session token of somebody', { 'x-amz-security-token': 'x' }],
    ['a copy from another bucket', { 'x-amz-copy-source': '/films/me/a' }],
    ['a copy from another prefix', { 'x-amz-copy-source': '/photos/you/a' }],
    ['a copy from two sources', { 'x-amz-copy-source': '/photos/me/a,/photos/you/b' }],
  ])('refuses %s in a header', async (_, headers) => {
    expect((await ask(textOf({}, headers))).status).toBe(403)
  })

  it('signs a copy within the list', async () => {
    expect((await ask(textOf({}, { 'x-amz-copy-source': '/photos/me/a' }))).status).toBe(200)
  })

  it('refuses methods that the rules do not name, and uploads by default', async () => {
    const { methods: _, ...byDefault } = rules
    const request = new Request('https://app.test/sign', {
      method: 'POST',
      body: textOf({ method: 'DELETE' }),
    })
    expect((await handleSignRequest(request, byDefault)).status).toBe(403)
  })

  it('wants its own session token in what it signs', async () => {
    const session = { credentials: { ...credentials, sessionToken: 'mine' } }
    expect((await ask(textOf({}), session)).status).toBe(403)
    expect((await ask(textOf({}, { 'x-amz-security-token': 'mine' }), session)).status).toBe(200)
  })

  it('reads no endless text', async () => {
    expect((await ask(textOf({ target: `/photos/me/${'a'.repeat(20_000)}` }))).status).toBe(403)
  })

  it('answers other methods with 405', async () => {
    const request = new Request('https://app.test/sign', { method: 'PUT' })
    expect((await handleSignRequest(request, rules)).status).toBe(405)
  })

  // The oracle is the emulator: it knows what a server would do with a request, and shares no code.
  it('lets none of 10,000 crafted requests outside the list through', async () => {
    const piece = fc.constantFrom(
      'photos', 'films', 'me', 'you', 'me/', '/', '..', '.', '%2e%2e', '%2F', '+', '%0A', '%0a', '\n',
      'a', 'cat.jpg', '?', '&', '=', 'uploads', 'policy', 'acl', 'delete', 'uploadId=7', 'partNumber=1',
      'response-content-type=', 'response-expires=1', 'x-amz-a=', 'x-amz-date=', 'x-amz-copy-source=',
      '/photos/me/a', '/films/x', '%26', '%3F', '%E4%B8%AD', '%', date.replaceAll(' ', '%20'),
    ) // prettier-ignore
    const wild = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`)
    const near = fc
      .tuple(
        fc.constantFrom('/photos/me/a', '/photos/me/', '/photos/', '/me/', '/'),
        fc.array(piece, { maxLength: 3 }),
      )
      .map(([start, pieces]) => start + pieces.join(''))
    const value = fc.oneof(fc.constantFrom(date, '/photos/me/a', '/films/x', 'a'), fc.string())
    const name = fc.constantFrom(
      'x-amz-date', 'date', 'x-amz-copy-source', 'x-amz-acl', 'x-amz-meta-a', 'content-type',
      'content-md5', 'x-amz-security-token', 'X-Amz-Copy-Source',
    ) // prettier-ignore
    const crafted = fc.record({
      method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH'),
      target: fc.oneof(wild, near),
      headers: fc.oneof(
        fc.constant<[string, string][]>([['x-amz-date', date]]),
        fc.array(fc.tuple(name, value), { maxLength: 4 }),
      ),
      bucket: fc.constantFrom(undefined, 'photos', 'films'),
      expires: fc.constantFrom(undefined, undefined, String(now / 1000 + 60), '99999999999'),
    })
    let signed = 0
    await fc.assert(
      fc.asyncProperty(crafted, async (request) => {
        let text: string
        try {
          text = serverText(request)
        } catch {
          // No server takes it.
          return
        }
        if ((await ask(text)).status !== 200) return
        signed++
        const { path, query } = parseTarget(request.target)
        const { scope, bucket, key } = resourceOf(path, request.bucket)
        expect([scope, bucket, key.startsWith('me/')]).toEqual(['object', 'photos', true])
        expect(key).not.toMatch(/(^|\/)\.\.?(\/|$)/)
        const names = query.map((parameter) => parameter.name)
        expect(names.filter((one) => ['policy', 'acl', 'delete'].includes(one))).toEqual([])
        for (const [header, source] of request.headers) {
          if (/copy-source$/i.test(header)) expect(source.trim()).toMatch(/^\/photos\/me\//)
          expect(header).not.toMatch(/acl/i)
        }
        if (request.expires !== undefined) expect(Number(request.expires)).toBeLessThan(now)
      }),
      { numRuns: 10_000 },
    )
    // Without this a handler that refuses everything would pass.
    expect(signed).toBeGreaterThan(100)
  }, 60_000)
})
