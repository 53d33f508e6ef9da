import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Emulator } from '../src/index.js'
import {
  act,
  answerOf,
  code,
  emulatorAt,
  handWith,
  now,
  send,
  signed,
  values,
  type Answer,
  type Pairs,
  type Plain,
} from './client.js'

let emulator: Emulator
let time: number

beforeEach(() => {
  time = now
  emulator = emulatorAt(now, { clock: { now: () => time } })
})

const policy = JSON.stringify({
  Statement: { Effect: 'Allow', Action: 'oos:GetObject', Resource: 'arn:ctyun:oos:::bucket/a*' },
})

interface Temporary {
  readonly account: Account
  readonly headers: Pairs
}

async function getToken(form: Record<string, string> = {}): Promise<Temporary> {
  const { text } = await act(emulator, { Action: 'GetSessionToken', ...form })
  const one = (name: string): string => values(text, name)[0] ?? ''
  const account = {
    accessKeyId: one('AccessKeyId'),
    secretAccessKey: one('SecretAccessKey'),
  }
  return { account, headers: [['x-amz-security-token', one('SessionToken')]] }
}

function list(with_: Partial<Plain>): Promise<Answer> {
  return send(emulator, { method: 'GET', target: '/', ...with_ })
}

function later(seconds: number): Pairs {
  time = now + seconds * 1000
  return [['x-amz-date', new Date(time).toUTCString()]]
}

describe('GetSessionToken', () => {
  it('answers with credentials that end', async () => {
    const { text } = await act(emulator, { Action: 'GetSessionToken', DurationSeconds: '900' })
    expect(text).toMatch(
      /<GetSessionTokenResponse><GetSessionTokenResult><Credentials><AccessKeyId>[\da-f]{20}<\/AccessKeyId><SecretAccessKey>[\da-f]{40}<\/SecretAccessKey><SessionToken>[^<]+<\/SessionToken><Expiration>2018-12-10T06:27:21.000Z<\/Expiration><\/Credentials><\/GetSessionTokenResult><ResponseMetadata>/,
    )
  })

  it('keeps the policy', async () => {
    const { account } = await getToken({ PolicyDocument: policy })
    expect(emulator.keys.get(account.accessKeyId)?.session?.policy).toBe(policy)
  })

  it.each([
    { DurationSeconds: '899' },
    { DurationSeconds: '129601' },
    { DurationSeconds: '' },
    { PolicyDocument: '' },
    { PolicyDocument: 'x'.repeat(2049) },
  ])('refuses %j', async (form) => {
    const answer = await act(emulator, { Action: 'GetSessionToken', ...form })
    expect(code(answer)).toBe('InvalidArgument')
  })

  it.each(['{}', 'text', '{"Statement":[{"Effect":"Allow","Action":"oos:GetObject"}]}'])(
    'refuses %s as a policy',
    async (PolicyDocument) => {
      const answer = await act(emulator, { Action: 'GetSessionToken', PolicyDocument })
      expect([answer.status, code(answer)]).toEqual([400, 'InvalidPolicyDocument'])
    },
  )

  it('does not make credentials that are listed as keys, or that make others', async () => {
    const { account, headers } = await getToken()
    const answer = await act(emulator, { Action: 'ListAccessKey' })
    expect(values(answer.text, 'AccessKeyId')).not.toContain(account.accessKeyId)
    for (const Action of ['GetSessionToken', 'CreateAccessKey']) {
      expect(code(await act(emulator, { Action }, { account, headers }))).toBe('AccessDenied')
    }
  })
})

describe('temporary credentials', () => {
  it('sign together with their token', async () => {
    const answer = await list(await getToken())
    expect(values(answer.text, 'ID')).toEqual(['oosemulatorkey000001@oos.example'])
  })

  it('need the token', async () => {
    const { account } = await getToken()
    const answers = [
      await list({ account }),
      await list({ account, headers: [['x-amz-security-token', 'other']] }),
    ]
    expect(answers.map(code)).toEqual(['InvalidToken', 'InvalidToken'])
  })

  it('need it signed', async () => {
    const { account, headers } = await getToken()
    const plain: Plain = { method: 'GET', target: '/', account }
    const sent: [string, string][] = [...signed(plain), ...(headers as [string, string][])]
    const answer = await answerOf(await handWith(emulator, plain, sent))
    expect(code(answer)).toBe('SignatureDoesNotMatch')
  })

  it('end', async () => {
    const { account, headers } = await getToken({ DurationSeconds: '900' })
    const at = (seconds: number): Promise<Answer> => {
      return list({ account, headers: [...headers, ...later(seconds)] })
    }
    const answers = [await at(899), await at(900)]
    expect(answers.map(({ status }) => status)).toEqual([200, 400])
    expect(answers.map(code)).toEqual([undefined, 'ExpiredToken'])
  })
})

describe('lasting keys', () => {
  it('do not go with a token', async () => {
    const { headers } = await getToken()
    expect(code(await list({ headers }))).toBe('InvalidToken')
  })
})
