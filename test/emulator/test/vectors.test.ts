import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hmacSha1Base64 } from '../src/signature.js'
import type { AccessKey } from '../src/index.js'
import { authenticate } from '../src/auth.js'
import { bucketOfHost } from '../src/host.js'
import { stringToSign } from '../src/string-to-sign.js'
import { bytesOf } from '../src/target.js'

interface Vector {
  readonly id: string
  readonly accessKeyId: string
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

describe('the emulator', () => {
  it.each(vectors)('accepts the signature of $id', async (vector) => {
    const { accessKeyId, secretAccessKey, headers, method, signature } = vector
    const { target, bucket, expires } = partsOf(vector)
    const token = headers.find(([name]) => name === 'x-amz-security-token')?.[1]
    const owner = { id: 'id', displayName: '' }
    const issuer = { accessKeyId, isPrimary: true }
    const session = { token: token ?? '', expires: Infinity, policy: undefined, issuer }
    const key: AccessKey = {
      ...{ accessKeyId, secretAccessKey, owner, created: 0, status: 'Active', isPrimary: true },
      ...(token === undefined ? {} : { session }),
    }
    const keys = new Map([[accessKeyId, key]])
    const parts =
      expires === undefined
        ? {
            target,
            headers: [...headers, ['Authorization', `AWS ${accessKeyId}:${signature}`] as const],
          }
        : {
            target: target.includes('Signature=')
              ? target
              : `${target}&Signature=${encodeURIComponent(signature)}`,
            headers,
          }
    expect(await authenticate({ method, bucket, ...parts }, keys, timeOf(vector))).toBe(key)
  })
})

// Such that the request is neither too old nor too new.
function timeOf(vector: Vector): number {
  const { expires } = partsOf(vector)
  const header = (wanted: string): string | undefined =>
    vector.headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
  return expires === undefined
    ? Date.parse(header('x-amz-date') ?? header('date') ?? '')
    : Number(expires) * 1000 - 1
}

interface Parts {
  readonly target: string
  readonly bucket: string | undefined
  readonly expires: string | undefined
}

function partsOf({ url }: Vector): Parts {
  const [, host = '', target = ''] = /^https?:\/\/([^/]+)(.*)$/s.exec(url) ?? []
  const bucket = bucketOfHost(host, baseHosts, (name) => name === 'static.johnsmith.net')
  return { target, bucket, expires: /[?&]Expires=(\d+)/.exec(target)?.[1] }
}

function textOf(vector: Vector): string {
  const { method, headers } = vector
  return stringToSign({ method, headers, ...partsOf(vector) })
}
