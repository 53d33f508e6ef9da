import { stringToSign } from '@oos-js/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { base64 } from '../../packages/core/src/signing/base64.js'
import { createHmac } from '../../packages/core/src/signing/hmac.js'
import { hmacSha1 } from '../../packages/core/src/signing/sha1.js'
import file from '../vectors/sign-v2.json' with { type: 'json' }

interface Vector {
  readonly id: string
  readonly secretAccessKey: string
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly stringToSign: string
  readonly signature: string
}

const vectors = file as unknown as readonly Vector[]
const byId = vectors.map((vector) => [vector.id, vector] as const)

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the vectors of Signature V2', () => {
  it('are all there', () => {
    expect(vectors).toHaveLength(31)
  })

  it.each(byId)('%s: its string to sign is reproduced', (_id, vector) => {
    const { method, headers } = vector
    const [, host = '', target = ''] = /^https?:\/\/([^/]+)(.*)$/s.exec(vector.url) ?? []
    const expires = /[?&]Expires=(\d+)/.exec(target)?.[1]
    const text = stringToSign({
      method,
      target,
      headers,
      bucket: bucketOf(host),
      expires: expires === undefined ? undefined : Number(expires),
    })
    expect(text).toBe(vector.stringToSign)
  })

  it.each(byId)('%s: its signature is reproduced with WebCrypto', async (_id, vector) => {
    const sign = vi.spyOn(crypto.subtle, 'sign')
    expect(await createHmac()(vector.secretAccessKey, vector.stringToSign)).toBe(vector.signature)
    expect(sign).toHaveBeenCalledOnce()
  })

  it.each(byId)('%s: its signature is reproduced with the own SHA-1', (_id, vector) => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    const mac = hmacSha1(bytes(vector.secretAccessKey), bytes(vector.stringToSign))
    expect(base64(mac)).toBe(vector.signature)
  })

  it.each(byId)(
    '%s: its signature is reproduced where WebCrypto is withheld',
    async (_id, vector) => {
      vi.stubGlobal('crypto', {})
      expect(await createHmac()(vector.secretAccessKey, vector.stringToSign)).toBe(vector.signature)
    },
  )
})

describe('createHmac', () => {
  it('imports the key of one secret once', async () => {
    const importKey = vi.spyOn(crypto.subtle, 'importKey')
    const hmac = createHmac()
    await hmac('one', 'a')
    await hmac('one', 'b')
    expect(importKey).toHaveBeenCalledOnce()
  })

  it('signs with the new secret after a change, also for calls made at once', async () => {
    const hmac = createHmac()
    const alone = await Promise.all(['one', 'two', 'one'].map((key) => createHmac()(key, 'text')))
    const shared = await Promise.all(['one', 'two', 'one'].map((key) => hmac(key, 'text')))
    expect(shared).toEqual(alone)
  })
})

describe('stringToSign', () => {
  it('sorts the x-amz headers by name, not by line', () => {
    const text = sign('/b/k', [
      ['x-amz-copy-source-if-match', 'e'],
      ['x-amz-copy-source', '/a/b'],
    ])
    expect(text).toContain('\nx-amz-copy-source:/a/b\nx-amz-copy-source-if-match:e\n')
  })

  it('joins a repeated header with commas, in the order sent and whatever its letter case', () => {
    const text = sign('/b/k', [
      ['X-Amz-Meta-A', ' 2 '],
      ['x-amz-meta-a', '1'],
      ['x-AMZ-meta-A', '3'],
    ])
    expect(text).toContain('\nx-amz-meta-a:2,1,3\n')
  })

  it('keeps an empty header when it is repeated', () => {
    const text = sign('/b/k', [
      ['x-amz-meta-a', ''],
      ['x-amz-meta-a', '1'],
    ])
    expect(text).toContain('\nx-amz-meta-a:,1\n')
  })

  it('leaves the date line blank when there is an x-amz-date', () => {
    const text = sign('/b/k', [
      ['Date', 'Tue, 27 Mar 2007 21:20:27 +0000'],
      ['X-Amz-Date', 'Tue, 27 Mar 2007 21:20:26 +0000'],
    ])
    expect(text).toBe('GET\n\n\n\nx-amz-date:Tue, 27 Mar 2007 21:20:26 +0000\n/b/k')
  })

  it('puts the end of a link in the place of the date', () => {
    const headers = [['date', 'today']] as const
    const text = stringToSign({ method: 'GET', target: '/b/k', headers, expires: 7 })
    expect(text).toBe('GET\n\n\n7\n/b/k')
  })

  it('signs Content-MD5 and Content-Type as sent, and no other Content header', () => {
    const text = sign('/b/k', [
      ['Content-Type', 'text/plain;charset=UTF-8'],
      ['Content-MD5', 'abc=='],
      ['Content-Encoding', 'gzip'],
      ['Content-Length', '3'],
      ['Range', 'bytes=0-1'],
      ['If-Match', 'e'],
      ['x-ctyun-data-location', 'type=Local'],
    ])
    expect(text).toBe('GET\nabc==\ntext/plain;charset=UTF-8\n\n/b/k')
  })

  const unsigned = ['trigger', 'trigger=t1', 'accelerate', 'regions', 'object-lock', 'prefix=a%2Fb']
  it.each([...unsigned, 'marker=m', 'max-keys=1', 'delimiter=%2F', 'ACL', 'partnumber=1'])(
    'does not sign ?%s',
    (query) => {
      expect(resourceOf(`/b/?${query}`)).toBe('/b/')
    },
  )

  it.each(
    'acl cors delete lifecycle location logging notification partNumber policy requestPayment restore tagging torrent uploadId uploads versionId versioning versions website response-cache-control response-content-disposition response-content-encoding response-content-language response-content-type response-expires'.split(
      ' ',
    ),
  )('signs ?%s, bare and with a value', (name) => {
    expect([resourceOf(`/b/?${name}`), resourceOf(`/b/?z=1&${name}=v&prefix=p`)]).toEqual([
      `/b/?${name}`,
      `/b/?${name}=v`,
    ])
  })

  it('signs ?acl= like ?acl', () => {
    expect(resourceOf('/b/?acl=')).toBe('/b/?acl')
  })

  it('signs response-* values decoded', () => {
    expect(
      resourceOf(
        '/b/k?response-content-type=image%2Fsvg%2Bxml&response-content-disposition=a%3B%20b%3D%22%E6%96%87%3F%26%22',
      ),
    ).toBe('/b/k?response-content-disposition=a; b="文?&"&response-content-type=image/svg+xml')
  })

  it('signs the path as sent, its percent-encoding and hex case untouched', () => {
    expect(resourceOf('/b/a%2fb/%E6%96%87//c?acl')).toBe('/b/a%2fb/%E6%96%87//c?acl')
  })

  it('splits the target at its first question mark', () => {
    expect(resourceOf('/b/k?uploadId=a?b')).toBe('/b/k?uploadId=a?b')
  })

  it('names the bucket of the host before the path', () => {
    const text = stringToSign({ method: 'GET', target: '/?acl', headers: [], bucket: 'b' })
    expect(text.split('\n').pop()).toBe('/b/?acl')
  })

  it('signs a slash for an empty path', () => {
    expect(resourceOf('')).toBe('/')
  })

  it('signs x-amz parameters in the place of the headers of that name', () => {
    const text = sign('/b/k?x-amz-limitrate=20&x-amz-a=%20', [
      ['x-amz-limitrate', '10'],
      ['x-amz-m', '1'],
    ])
    expect(text).toBe('GET\n\n\n\nx-amz-a: \nx-amz-limitrate:20\nx-amz-m:1\n/b/k')
  })

  it('gives the same text for the same parts, which it leaves alone', () => {
    const parts = {
      method: 'GET',
      target: '/b/?uploads&acl',
      headers: [
        ['x-amz-b', '2'],
        ['x-amz-a', '1'],
      ],
    } as const
    const before = JSON.stringify(parts)
    expect(stringToSign(parts)).toBe(stringToSign(parts))
    expect(JSON.stringify(parts)).toBe(before)
  })
})

function sign(target: string, headers: readonly (readonly [string, string])[]): string {
  return stringToSign({ method: 'GET', target, headers })
}

function resourceOf(target: string): string {
  return sign(target, []).split('\n').slice(4).join('\n')
}

/** The bucket, if the host of a vector names it: as its first label, or as a whole (CNAME). */
function bucketOf(host: string): string | undefined {
  if (host === 'static.johnsmith.net:8080') return 'static.johnsmith.net'
  if (/^(?:s3\.amazonaws\.com|oos[^.]*\.ctyunapi\.cn)$/.test(host)) return undefined
  return host.split('.')[0]
}
