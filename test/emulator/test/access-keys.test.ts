import { beforeEach, describe, expect, it } from 'vitest'
import { defaultAccount, type Account, type Emulator } from '../src/index.js'
import {
  act,
  code,
  documentOf,
  emulatorAt,
  now,
  other,
  send,
  values,
  type Answer,
  type Plain,
} from './client.js'

let emulator: Emulator
const list: Plain = { method: 'GET', target: '/' }

beforeEach(() => {
  emulator = emulatorAt()
})

async function create(): Promise<Account> {
  const { text } = await act(emulator, { Action: 'CreateAccessKey' })
  const [accessKeyId = '', secretAccessKey = ''] = ['AccessKeyId', 'SecretAccessKey'].flatMap(
    (name) => values(text, name),
  )
  return { accessKeyId, secretAccessKey }
}

function update(AccessKeyId: string, Status: string, IsPrimary?: string): Promise<Answer> {
  const rest = IsPrimary === undefined ? {} : { IsPrimary }
  return act(emulator, { Action: 'UpdateAccessKey', AccessKeyId, Status, ...rest })
}

function drop(AccessKeyId: string): Promise<Answer> {
  return act(emulator, { Action: 'DeleteAccessKey', AccessKeyId })
}

describe('CreateAccessKey', () => {
  it('answers with an ordinary key and its secret, without a namespace', async () => {
    const answer = await act(emulator, { Action: 'CreateAccessKey', Version: '2010-05-08' })
    expect(answer.text).toMatch(
      /<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><UserName>oosemulatorkey000001@oos.example<\/UserName><AccessKeyId>[\da-f]{20}<\/AccessKeyId><Status>Active<\/Status><SecretAccessKey>[\da-f]{40}<\/SecretAccessKey><IsPrimary>false<\/IsPrimary><CreateDate>2018-12-10T06:12:21.000Z<\/CreateDate><\/AccessKey><\/CreateAccessKeyResult><ResponseMetadata><RequestId>0000000000000001<\/RequestId><\/ResponseMetadata><\/CreateAccessKeyResponse>$/,
    )
    expect(emulator.requests[0]?.operation).toBe('CreateAccessKey')
  })

  it('makes a key that signs at once for the same owner', async () => {
    const account = await create()
    const answer = await send(emulator, { ...list, account })
    expect(values(answer.text, 'ID')).toEqual(['oosemulatorkey000001@oos.example'])
  })

  it('works on the host for access keys, whatever the base hosts', async () => {
    emulator = emulatorAt(now, { baseHosts: ['ctyunapi.cn'] })
    const form = { Action: 'CreateAccessKey' }
    const hosts = ['oos-cn-iam.ctyunapi.cn', 'oos-iam.ctyunapi.cn', 'oos-bj2-iam.oos.example:80']
    for (const host of hosts) expect((await act(emulator, form, { host })).status).toBe(200)
  })

  it('makes ten keys at most', async () => {
    for (let count = 1; count < 10; count += 1) await create()
    expect(code(await act(emulator, { Action: 'CreateAccessKey' }))).toBe('LimitExceeded')
    const answer = await act(emulator, { Action: 'CreateAccessKey' }, { account: other })
    expect(answer.status).toBe(200)
  })

  it('makes ten keys at most even if more are asked for at once', async () => {
    const form = { Action: 'CreateAccessKey' }
    const answers = await Promise.all(Array.from({ length: 12 }, () => act(emulator, form)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9)
  })

  it('is not found in the query', async () => {
    const answer = await send(emulator, { method: 'POST', target: '/?Action=CreateAccessKey' })
    expect([answer.status, code(answer)]).toEqual([405, 'MethodNotAllowed'])
  })

  it('takes any content type', async () => {
    const headers = [['content-type', 'application/octet-stream']] as const
    expect((await act(emulator, { Action: 'CreateAccessKey' }, { headers })).status).toBe(200)
  })

  it('is for primary keys only', async () => {
    const ordinary = await create()
    for (const account of [ordinary, undefined]) {
      expect(code(await act(emulator, { Action: 'CreateAccessKey' }, { account }))).toBe(
        'AccessDenied',
      )
    }
  })

  it('makes the same keys again after a reset', async () => {
    const first = await create()
    emulator.reset()
    expect([[...emulator.keys.keys()], await create()]).toEqual([
      [defaultAccount.accessKeyId, other.accessKeyId],
      first,
    ])
  })
})

describe('UpdateAccessKey', () => {
  it('answers nothing, as recorded', async () => {
    const { accessKeyId } = await create()
    const answer = await update(accessKeyId, 'inactive', 'True')
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(emulator.keys.get(accessKeyId)).toMatchObject({ status: 'Inactive', isPrimary: true })
  })

  it('answers the documented form if told to', async () => {
    emulator = emulatorAt(now, { updateAccessKeyAnswer: 'document' })
    const { accessKeyId } = await create()
    expect(documentOf(await update(accessKeyId, 'Active'))).toBe(
      '<UpdateAccessKeyResponse><ResponseMetadata><RequestId>0000000000000002</RequestId>' +
        '</ResponseMetadata></UpdateAccessKeyResponse>',
    )
  })

  it('switches a key off and on', async () => {
    const account = await create()
    await update(account.accessKeyId, 'Inactive')
    expect(code(await send(emulator, { ...list, account }))).toBe('InvalidAccessKeyId')
    await update(account.accessKeyId, 'Active')
    expect((await send(emulator, { ...list, account })).status).toBe(200)
  })

  it.each([
    ['Status', { Status: 'on' }],
    ['no Status', {}],
    ['IsPrimary', { Status: 'Active', IsPrimary: 'yes' }],
  ])('refuses %s', async (_, form) => {
    const { accessKeyId } = await create()
    const all = { Action: 'UpdateAccessKey', AccessKeyId: accessKeyId, ...form }
    expect(code(await act(emulator, all))).toBe('InvalidArgument')
  })

  it('leaves one primary key active', async () => {
    const first = defaultAccount.accessKeyId
    const second = (await create()).accessKeyId
    const refused = [
      await update(first, 'Inactive', 'true'),
      await update(first, 'Active', 'false'),
      await drop(first),
    ]
    expect(refused.map(code)).toEqual(['InvalidRequest', 'InvalidRequest', 'InvalidRequest'])
    await update(second, 'Active', 'true')
    expect((await drop(first)).status).toBe(200)
  })
})

describe('DeleteAccessKey', () => {
  it('removes a key, which then signs no more', async () => {
    const account = await create()
    expect(documentOf(await drop(account.accessKeyId))).toBe(
      '<DeleteAccessKeyResponse><ResponseMetadata><RequestId>0000000000000002</RequestId>' +
        '</ResponseMetadata></DeleteAccessKeyResponse>',
    )
    expect(code(await send(emulator, { ...list, account }))).toBe('InvalidAccessKeyId')
  })

  it('knows the keys of one’s own account only', async () => {
    const answers = [await drop('nothing'), await drop(other.accessKeyId), await drop('')]
    expect(answers.map(code)).toEqual(['NoSuchEntity', 'NoSuchEntity', 'InvalidArgument'])
  })
})

describe('ListAccessKey', () => {
  it.each(['ListAccessKey', 'ListAccessKeys'])(
    'lists keys without secrets as %s',
    async (Action) => {
      const { accessKeyId } = await create()
      const answer = await act(emulator, { Action })
      const [first, second] = [defaultAccount.accessKeyId, accessKeyId].map((id, index) => {
        const name = '<UserName>oosemulatorkey000001@oos.example</UserName>'
        const state = `<Status>Active</Status><IsPrimary>${index === 0}</IsPrimary>`
        const when = '<CreateDate>2018-12-10T06:12:21.000Z</CreateDate>'
        return `<member>${name}<AccessKeyId>${id}</AccessKeyId>${state}${when}</member>`
      })
      expect(documentOf(answer)).toBe(
        '<ListAccessKeysResponse><ListAccessKeysResult>' +
          '<UserName>oosemulatorkey000001@oos.example</UserName>' +
          `<AccessKeyMetadata>${first}${second}</AccessKeyMetadata>` +
          '<IsTruncated>false</IsTruncated></ListAccessKeysResult>' +
          '<ResponseMetadata><RequestId>0000000000000002</RequestId></ResponseMetadata>' +
          '</ListAccessKeysResponse>',
      )
      expect(emulator.requests.at(-1)?.operation).toBe('ListAccessKey')
    },
  )

  it('goes on from the marker', async () => {
    const made = [await create(), await create()].map(({ accessKeyId }) => accessKeyId)
    const form = { Action: 'ListAccessKey', MaxItems: '2' }
    const { text } = await act(emulator, form)
    const Marker = values(text, 'Marker')[0] ?? ''
    const rest = await act(emulator, { ...form, Marker })
    expect([values(text, 'IsTruncated'), values(text, 'AccessKeyId')]).toEqual([
      ['true'],
      [defaultAccount.accessKeyId, made[0]],
    ])
    expect([values(rest.text, 'IsTruncated'), values(rest.text, 'AccessKeyId')]).toEqual([
      ['false'],
      [made[1]],
    ])
  })

  it.each([
    ['MaxItems', '0'],
    ['MaxItems', '1001'],
    ['MaxItems', 'all'],
    ['Marker', 'nothing'],
  ])('refuses %s=%s', async (name, value) => {
    const answer = await act(emulator, { Action: 'ListAccessKey', [name]: value })
    expect(code(answer)).toBe('InvalidArgument')
  })
})

describe('GetAccessKeyLastUsed', () => {
  it('tells when a key has signed something', async () => {
    const account = await create()
    const form = { Action: 'GetAccessKeyLastUsed', AccessKeyId: account.accessKeyId }
    const before = await act(emulator, form)
    await send(emulator, { ...list, account })
    const after = await act(emulator, form)
    expect([before, after].map(({ text }) => values(text, 'LastUsedDate'))).toEqual([
      [],
      ['2018-12-10T06:12:21.000Z'],
    ])
    expect(values(after.text, 'ServiceName')).toEqual(['s3'])
  })
})
