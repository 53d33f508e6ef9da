import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  parsePolicy,
  PutBucketPolicyCommand,
  type BucketPolicy,
} from '@oos-js/commands'
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

const policy: BucketPolicy = {
  Version: '2012-10-17',
  Id: '策略',
  Statement: [
    {
      Sid: '1',
      Effect: 'Allow',
      Principal: { AWS: ['*'] },
      Action: ['s3:GetObject'],
      Resource: `arn:aws:s3:::${Bucket}/*`,
      Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:db8::/32'] } },
    },
  ],
}

/** JSON of so many bytes. */
const jsonOf = (bytes: number): string => `{"Id":"${'a'.repeat(bytes - 9)}"}`

describe('bucket policies', () => {
  it('are put as an object, read as a text and deleted', async () => {
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }))
    expect(lastSent(emulator)).toMatchObject({ method: 'PUT', query: { policy: '' } })
    const { Policy, $metadata } = await client.send(new GetBucketPolicyCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', query: { policy: '' } })
    expect([$metadata.status, parsePolicy(Policy)]).toEqual([200, policy])

    await client.send(new DeleteBucketPolicyCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'DELETE', query: { policy: '' } })
    const error = await failure(client.send(new GetBucketPolicyCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'NoSuchPolicy', status: 404 })
  })

  it('may be deleted where there is none', async () => {
    const { $metadata, ...output } = await client.send(new DeleteBucketPolicyCommand({ Bucket }))
    expect([$metadata.status, output]).toEqual([204, {}])
  })
})

describe('PutBucketPolicyCommand', () => {
  it('sends a text as it is', async () => {
    const { client: offline, sent } = createOffline()
    const Policy = '  {"Statement" : [ ]}\n'
    await offline.send(new PutBucketPolicyCommand({ Bucket, Policy }))
    expect(sent).toMatchObject([{ method: 'PUT', body: Policy }])
    expect(sent[0]?.url).toMatch(/\/bucket\/\?policy$/)
    expect(sent[0]?.headers.get('content-type')).toBe('application/json')
  })

  it('sends 20 KB', async () => {
    const { client: offline, sent } = createOffline()
    await offline.send(new PutBucketPolicyCommand({ Bucket, Policy: jsonOf(20 * 1024) }))
    expect(sent).toHaveLength(1)
  })

  const cycle: any = {}
  cycle.Statement = cycle
  it.each<[string, any, string]>([
    ['more than 20 KB', jsonOf(20 * 1024 + 1), 'must be up to 20 KB'],
    ['more than 20 KB in UTF-8', jsonOf(20 * 1024).replace('aa', '策略'), 'must be up to 20 KB'],
    ['what is no JSON', '{Statement: []}', 'must be a JSON object'],
    ['JSON that breaks off', '{"Statement": [', 'must be a JSON object'],
    ['JSON that is no object', '"Statement"', 'must be a JSON object'],
    ['a list', [], 'must be a JSON object'],
    ['a function', () => '{}', 'must be a JSON object'],
    ['a cycle', cycle, 'must be a JSON object'],
    ['an empty text', '', 'is required'],
    ['nothing', undefined, 'is required'],
  ])('refuses %s', async (_, Policy, rule) => {
    const { client: offline, sent } = createOffline()
    const error = await failure(offline.send(new PutBucketPolicyCommand({ Bucket, Policy })))
    expect([error.code, error.member, sent]).toEqual(['InvalidInput', 'Policy', []])
    expect(error.message).toContain(`Policy ${rule}`)
  })
})

describe('GetBucketPolicyCommand', () => {
  it('gives the text as it came', async () => {
    const text = '{"Version": "2012-10-17", "Statement": [{"Action": ["s3:GetObject"]}]}'
    const offline = createOffline(() => new Response(text)).client
    const { Policy } = await offline.send(new GetBucketPolicyCommand({ Bucket }))
    expect(Policy).toBe(text)
  })
})
