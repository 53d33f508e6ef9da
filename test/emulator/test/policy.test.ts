import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import { code, createBucket, emulatorAt, get, other, put, remove, send } from './client.js'

let emulator: Emulator
const target = '/bucket/?policy'

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

// The sample of the OOS Python SDK guide, 2.2.5.
const statement = {
  Effect: 'Allow',
  Sid: '1',
  Principal: { AWS: '*' },
  Action: ['s3:*'],
  Resource: 'arn:aws:s3:::bucket/*',
}

function policyWith(change: Record<string, unknown>, rest: Record<string, unknown> = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ ...statement, ...change }],
    ...rest,
  })
}

describe('PUT Bucket Policy', () => {
  it('stores the text as it is', async () => {
    const text = `  ${policyWith({ Sid: '一' })}\n`
    const answers = [await put(emulator, target, text), await get(emulator, target)]
    expect(answers.map(({ status }) => status)).toEqual([204, 200])
    expect(answers[1]?.text).toBe(text)
    expect(answers[1]?.headers.get('content-type')).toBe('application/json')
  })

  it.each([
    policyWith({ Principal: '*' }),
    policyWith({ Principal: { AWS: ['*'] } }),
    policyWith({ Action: 's3:GetObject', Resource: ['arn:aws:s3:::bucket'] }),
    policyWith({ Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '::1'] } } }),
    policyWith({ Condition: { StringLike: { 'aws:Referer': 'http://a.example/*' } } }),
    JSON.stringify({ Statement: statement }),
  ])('accepts %s', async (text) => {
    expect((await put(emulator, target, text)).status).toBe(204)
  })

  it.each([
    ['no text', ''],
    ['no object', '[]'],
    ['another version', policyWith({}, { Version: '2008-10-17' })],
    ['no statement', policyWith({}, { Statement: [] })],
    ['another effect', policyWith({ Effect: 'Maybe' })],
    ['another principal', policyWith({ Principal: { AWS: 'arn:aws:iam::1:root' } })],
    ['an unknown action', policyWith({ Action: 's3:CreateBucket' })],
    ['the resource of another bucket', policyWith({ Resource: 'arn:aws:s3:::bucket2/*' })],
    ['an unknown operator', policyWith({ Condition: { DateLessThan: { 'aws:Referer': 'a' } } })],
    ['an unknown key', policyWith({ Condition: { Bool: { 'aws:Moon': 'true' } } })],
    ['more than 20 KB', policyWith({ Sid: 'x'.repeat(20 * 1024) })],
  ])('refuses %s', async (_, text) => {
    const answer = await put(emulator, target, text)
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidPolicyDocument'])
  })

  it('refuses bytes that are not UTF-8', async () => {
    const body = Uint8Array.of(0x7b, 0xff)
    const answer = await send(emulator, { method: 'PUT', target, body })
    expect(code(answer)).toBe('InvalidPolicyDocument')
  })

  it('is for the owner only', async () => {
    const body = policyWith({})
    const answer = await send(emulator, { method: 'PUT', target, body, account: other })
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
  })
})

describe('without a policy', () => {
  it('GET answers NoSuchPolicy', async () => {
    const answer = await get(emulator, target)
    expect([answer.status, code(answer)]).toEqual([404, 'NoSuchPolicy'])
  })

  it('DELETE answers 204, as it does with one', async () => {
    await put(emulator, target, policyWith({}))
    const answers = [await remove(emulator, target), await remove(emulator, target)]
    expect(answers.map(({ status }) => status)).toEqual([204, 204])
    expect(code(await get(emulator, target))).toBe('NoSuchPolicy')
  })
})
