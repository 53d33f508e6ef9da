import { stringToSign } from '@oos-js/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { base64 } from '../../packages/core/src/signing/base64.js'
import { createHmac } from '../../packages/core/src/signing/hmac.js'
import { createHmacSha1 } from '../../packages/core/src/signing/sha1.js'
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
    inPage()
    const sign = vi.spyOn(crypto.subtle, 'sign')
    expect(await createHmac(vector.secretAccessKey)(vector.stringToSign)).toBe(vector.signature)
    expect(sign).toHaveBeenCalledOnce()
  })

  it.each(byId)('%s: its signature is reproduced with the own SHA-1', (_id, vector) => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    const mac = createHmacSha1(bytes(vector.secretAccessKey))(bytes(vector.stringToSign))
    expect(base64(mac)).toBe(vector.signature)
  })

  it.each(byId)(
    '%s: its signature is reproduced where WebCrypto is withheld',
    async (_id, vector) => {
      inPage()
      vi.stubGlobal('crypto', {})
      expect(await createHmac(vector.secretAccessKey)(vector.stringToSign)).toBe(vector.signature)
    },
  )
})

describe('createHmac', () => {
  it('imports the key of its secret once', async () => {
    inPage()
    const importKey = vi.spyOn(crypto.subtle, 'importKey')
    const hmac = createHmac('one')
    await Promise.all([hmac('a'), hmac('b')])
    expect(importKey).toHaveBeenCalledOnce()
  })

  it('asks nothing of WebCrypto outside of pages, where it is slow', async () => {
    const sign = vi.spyOn(crypto.subtle, 'sign')
    await createHmac('one')('text')
    expect(sign).toHaveBeenCalledTimes('location' in globalThis ? 1 : 0)
  })

  it('signs with its own secret, whatever others sign with meanwhile', async () => {
    const secrets = ['one', 'two', 'one']
    const [first, second, third] = await Promise.all(secrets.map((key) => createHmac(key)('text')))
    expect([first === third, first === second]).toEqual([true, false])
  })
})

/** Makes this a page, if it is none: what tells pages is that they have a place. */
function inPage(): void {
  if (!('location' in globalThis)) vi.stubGlobal('location', new URL('https://oos.test'))
}

function bucketOf(host: string): string | undefined {
  if (host === 'static.johnsmith.net:8080') return 'static.johnsmith.net'
  if (/^(?:s3\.amazonaws\.com|oos[^.]*\.ctyunapi\.cn)$/.test(host)) return undefined
  return host.split('.')[0]
}
