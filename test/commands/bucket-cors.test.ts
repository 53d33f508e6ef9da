import {
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  type CORSRule,
} from '@oos-js/commands'
import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient as createOffline } from '../core/support/client.ts'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()

beforeEach(() => createBucket(client))

const rule: CORSRule = {
  ID: 'r1',
  AllowedOrigins: ['http://app.example', 'https://*.app.example'],
  AllowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
  AllowedHeaders: ['*', 'x-amz-*'],
  MaxAgeSeconds: 300,
  ExposeHeaders: ['ETag', 'x-amz-request-id'],
}
const least: CORSRule = { AllowedOrigins: ['*'], AllowedMethods: ['GET'] }

const put = (...CORSRules: any[]) =>
  new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } })

describe('bucket CORS rules', () => {
  it('Req 3d: are put, read and deleted', async () => {
    await client.send(put(rule, least))
    expect(lastSent(emulator)).toMatchObject({ method: 'PUT', query: { cors: '' } })
    const { $metadata, ...output } = await client.send(new GetBucketCorsCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', query: { cors: '' } })
    expect([$metadata.status, output]).toEqual([
      200,
      { CORSRules: [rule, { ...least, AllowedHeaders: [], ExposeHeaders: [] }] },
    ])

    await client.send(new DeleteBucketCorsCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'DELETE', query: { cors: '' } })
    const error = await failure(client.send(new GetBucketCorsCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'NoSuchCORSConfiguration', status: 404 })
  })
})

describe('PutBucketCorsCommand', () => {
  it("sends the members in the vendor's order, and their MD5", async () => {
    const { client: offline, sent } = createOffline()
    await offline.send(
      put({
        MaxAgeSeconds: 0,
        ExposeHeaders: ['ETag', 'a'],
        AllowedHeaders: ['*'],
        AllowedMethods: ['GET', 'PUT'],
        AllowedOrigins: ['http://a', 'http://b'],
        ID: 'a<b',
      }),
    )
    const body =
      '<CORSConfiguration><CORSRule><ID>a&lt;b</ID><AllowedOrigin>http://a</AllowedOrigin>' +
      '<AllowedOrigin>http://b</AllowedOrigin><AllowedMethod>GET</AllowedMethod>' +
      '<AllowedMethod>PUT</AllowedMethod><AllowedHeader>*</AllowedHeader>' +
      '<MaxAgeSeconds>0</MaxAgeSeconds><ExposeHeader>ETag</ExposeHeader>' +
      '<ExposeHeader>a</ExposeHeader></CORSRule></CORSConfiguration>'
    expect(sent[0]?.body).toBe(body)
    const md5 = createHash('md5').update(body).digest('base64')
    expect(sent[0]?.headers.get('content-md5')).toBe(md5)
  })

  it('sends a rule that says no more than it must', async () => {
    const { client: offline, sent } = createOffline()
    await offline.send(put(least, { ...least, ExposeHeaders: undefined, AllowedHeaders: [] }))
    const xml =
      '<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>'
    expect(sent[0]?.body).toBe(`<CORSConfiguration>${xml}${xml}</CORSConfiguration>`)
  })

  it('sends what is just within the bounds', async () => {
    const { client: offline, sent } = createOffline()
    const longest = { ...least, ID: 'i'.repeat(255) }
    await offline.send(put(...Array.from({ length: 100 }, () => longest)))
    expect(sent).toHaveLength(1)
  })

  const changed = (change: object): object[] => [rule, { ...rule, ...change }]
  it.each<[string, any[], string]>([
    ['no rule', [], ' must be a list of 1 to 100'],
    ['101 rules', Array.from({ length: 101 }, () => rule), ' must be a list of 1 to 100'],
    ['no origin', changed({ AllowedOrigins: [] }), '[1].AllowedOrigins must be a list of 1 to'],
    [
      'no list of origins',
      changed({ AllowedOrigins: undefined }),
      '[1].AllowedOrigins is required',
    ],
    ['no method', changed({ AllowedMethods: [] }), '[1].AllowedMethods must be a list of 1 to 5'],
    [
      'another method',
      changed({ AllowedMethods: ['GET', 'OPTIONS'] }),
      '[1].AllowedMethods must be of GET|PUT|POST|DELETE|HEAD',
    ],
    [
      'two * in an origin',
      changed({ AllowedOrigins: ['*', 'http://*.*'] }),
      '[1].AllowedOrigins must have one * each at most',
    ],
    [
      'two * in a header',
      changed({ AllowedHeaders: ['**'] }),
      '[1].AllowedHeaders must have one * each at most',
    ],
  ])('refuses %s', async (_, CORSRules, message) => {
    const { client: offline, sent } = createOffline()
    const error = await failure(offline.send(put(...CORSRules)))
    const sentence = `CORSConfiguration.CORSRules${message}`
    expect([error.code, error.member, sent]).toEqual(['InvalidInput', sentence.split(' ')[0], []])
    expect(error.message).toContain(sentence)
  })
})

describe('GetBucketCorsCommand', () => {
  it('reads what Ceph sends, in another order', async () => {
    const document =
      '<CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CORSRule><ID>r1</ID><AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod><AllowedOrigin>http://app.example</AllowedOrigin><AllowedHeader>*</AllowedHeader><MaxAgeSeconds>300</MaxAgeSeconds><ExposeHeader>ETag</ExposeHeader><ExposeHeader>x-amz-request-id</ExposeHeader></CORSRule></CORSConfiguration>'
    const offline = createOffline(() => new Response(document)).client
    const { CORSRules } = await offline.send(new GetBucketCorsCommand({ Bucket }))
    expect(CORSRules).toEqual([
      {
        ID: 'r1',
        AllowedOrigins: ['http://app.example'],
        AllowedMethods: ['GET', 'PUT'],
        AllowedHeaders: ['*'],
        MaxAgeSeconds: 300,
        ExposeHeaders: ['ETag', 'x-amz-request-id'],
      },
    ])
  })
})
