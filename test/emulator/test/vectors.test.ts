import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hmacSha1Base64 } from '../src/auth.js'
import { bucketOfHost } from '../src/host.js'
import { stringToSign } from '../src/string-to-sign.js'
import { bytesOf } from '../src/target.js'

interface Vector {
  readonly id: string
  readonly secretAccessKey: string
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly stringToSign: string
  readonly signature: string
}

const file = new URL('../../vectors/sign-v2.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[]
const baseHosts = [
  's3.amazonaws.com',
  'oos.ctyunapi.cn',
  'oos-hz.ctyunapi.cn',
  'oos-hz-iam.ctyunapi.cn',
]

describe('Signature V2', () => {
  it.each(vectors)('makes the string to sign of $id', (vector) => {
    expect(textOf(vector)).toBe(vector.stringToSign)
  })

  it.each(vectors)('makes the signature of $id', async (vector) => {
    const signature = await hmacSha1Base64(vector.secretAccessKey, bytesOf(textOf(vector)))
    expect(signature).toBe(vector.signature)
  })
})

function textOf({ method, url, headers }: Vector): string {
  const [, host = '', target = ''] = /^https?:\/\/([^/]+)(.*)$/s.exec(url) ?? []
  const bucket = bucketOfHost(host, baseHosts, (name) => name === 'static.johnsmith.net')
  const expires = /[?&]Expires=(\d+)/.exec(target)?.[1]
  return stringToSign({ method, target, headers, bucket, expires })
}
