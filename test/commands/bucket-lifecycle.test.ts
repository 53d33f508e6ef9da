import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleCommand,
  PutBucketLifecycleCommand,
  type LifecycleRule,
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

const rule: LifecycleRule = {
  ID: 'lifecycle-123',
  Prefix: 'test',
  Status: 'Enabled',
  Expiration: { Days: 100 },
}
const midnight = new Date('2002-10-11T00:00:00.000Z')
const dated: LifecycleRule = { ...rule, ID: 'b', Prefix: 'é&', Expiration: { Date: midnight } }

const put = (...Rules: any[]) =>
  new PutBucketLifecycleCommand({ Bucket, LifecycleConfiguration: { Rules } })

describe('bucket lifecycles', () => {
  it('are put, read and deleted', async () => {
    await client.send(put(rule, { ...dated, Status: 'Disabled' }))
    expect(lastSent(emulator)).toMatchObject({ method: 'PUT', query: { lifecycle: '' } })
    const { $metadata, ...output } = await client.send(new GetBucketLifecycleCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', query: { lifecycle: '' } })
    expect([$metadata.status, output]).toEqual([
      200,
      { Rules: [rule, { ...dated, Status: 'Disabled' }] },
    ])

    await client.send(new DeleteBucketLifecycleCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'DELETE', query: { lifecycle: '' } })
    const error = await failure(client.send(new GetBucketLifecycleCommand({ Bucket })))
    expect(error).toMatchObject({ code: 'NoSuchLifecycleConfiguration', status: 404 })
  })

  it('may be one rule for every object, without a name', async () => {
    await client.send(put({ Prefix: '', Status: 'Enabled', Expiration: { Days: 1 } }))
    const { Rules } = await client.send(new GetBucketLifecycleCommand({ Bucket }))
    expect(Rules).toMatchObject([{ Prefix: '', Status: 'Enabled', Expiration: { Days: 1 } }])
  })
})

describe('PutBucketLifecycleCommand', () => {
  it("sends the members in the vendor's order, and their MD5", async () => {
    const { client: offline, sent } = createOffline()
    const { ID, Prefix, Status, Expiration } = dated
    await offline.send(
      put(
        { Expiration, Status, Prefix, ID },
        { Prefix: '', Status: 'Disabled', Expiration: { Days: 1 } },
      ),
    )
    const body =
      '<LifecycleConfiguration><Rule><ID>b</ID><Prefix>é&amp;</Prefix><Status>Enabled</Status>' +
      '<Expiration><Date>2002-10-11T00:00:00.000Z</Date></Expiration></Rule>' +
      '<Rule><Prefix></Prefix><Status>Disabled</Status>' +
      '<Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>'
    expect(sent[0]?.body).toBe(body)
    const md5 = createHash('md5').update(body).digest('base64')
    expect(sent[0]?.headers.get('content-md5')).toBe(md5)
  })

  it('sends what is just within the bounds', async () => {
    const { client: offline, sent } = createOffline()
    const longest = { ...rule, ID: 'i'.repeat(255), Prefix: 'p'.repeat(1024) }
    await offline.send(put(...Array.from({ length: 100 }, () => longest)))
    expect(sent).toHaveLength(1)
  })

  const eitherOne = 'must be either Days, a positive integer, or Date, midnight UTC'
  const expiring = (Expiration: unknown): object[] => [rule, { ...rule, Expiration }]
  it.each<[string, any[], string]>([
    ['no rule', [], ' must be a list of 1 to 100'],
    ['101 rules', Array.from({ length: 101 }, () => rule), ' must be a list of 1 to 100'],
    ['a long ID', [{ ...rule, ID: 'a'.repeat(256) }], '[0].ID must be up to 255 characters'],
    [
      'a long Prefix',
      [{ ...rule, Prefix: 'a'.repeat(1025) }],
      '[0].Prefix must be up to 1024 char',
    ],
    ['no Prefix', [{ ...rule, Prefix: undefined }], '[0].Prefix is required'],
    ['no Status', [{ ...rule, Status: undefined }], '[0].Status is required'],
    ['another Status', [{ ...rule, Status: 'enabled' }], '[0].Status must be Enabled or Disabled'],
    ['no Expiration', expiring(undefined), '[1].Expiration is required'],
    ['an empty Expiration', expiring({}), `[1].Expiration ${eitherOne}`],
    ['Days and Date', expiring({ Days: 1, Date: midnight }), `[1].Expiration ${eitherOne}`],
    ...[-1, 1.5, NaN, Infinity, 1e21].map((Days): [string, any[], string] => [
      `${Days} as Days`,
      expiring({ Days }),
      '[1].Expiration.Days must be an integer from 0 on',
    ]),
    ...[0, '1'].map((Days): [string, any[], string] => [
      `${typeof Days} ${Days} as Days`,
      expiring({ Days }),
      `[1].Expiration ${eitherOne}`,
    ]),
    ...[
      new Date('2002-10-11T00:00:00.001Z'),
      new Date('2002-10-11T08:00+08:30'),
      '2002-10-11',
      1,
      0,
    ].map((day): [string, any[], string] => [
      `${day instanceof Date ? day.toISOString() : day} as Date`,
      expiring({ Date: day }),
      `[1].Expiration ${eitherOne}`,
    ]),
  ])('refuses %s', async (_, Rules, message) => {
    const { client: offline, sent } = createOffline()
    const error = await failure(offline.send(put(...Rules)))
    const sentence = `LifecycleConfiguration.Rules${message}`
    expect([error.code, error.member, sent]).toEqual(['InvalidInput', sentence.split(' ')[0], []])
    expect(error.message).toContain(sentence)
  })

  it('refuses a date that is none', async () => {
    const error = await failure(
      createOffline().client.send(put(...expiring({ Date: new Date('?') }))),
    )
    expect([error.code, error.member]).toEqual([
      'InvalidInput',
      'LifecycleConfiguration.Rules[1].Expiration.Date',
    ])
  })
})

describe('GetBucketLifecycleCommand', () => {
  const read = async (rules: string) => {
    const document = `<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${rules}</LifecycleConfiguration>`
    const offline = createOffline(() => new Response(document)).client
    return (await offline.send(new GetBucketLifecycleCommand({ Bucket }))).Rules
  }

  it('reads what Ceph sends', async () => {
    const rules =
      '<Rule><ID>by-date</ID><Prefix>date</Prefix><Status>Disabled</Status><Expiration><Date>2099-10-11T00:00:00Z</Date></Expiration></Rule><Rule><ID>lifecycle-123</ID><Prefix>test</Prefix><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>'
    expect(await read(rules)).toEqual([
      {
        ID: 'by-date',
        Prefix: 'date',
        Status: 'Disabled',
        Expiration: { Date: new Date('2099-10-11') },
      },
      { ...rule, Expiration: { Days: 1 } },
    ])
  })

  it('takes a date without zone for UTC', async () => {
    const rules =
      '<Rule><Prefix/><Status>Enabled</Status><Expiration><Date>2002-10-11T00:00:00.000</Date></Expiration></Rule>'
    expect(await read(rules)).toEqual([
      { Prefix: '', Status: 'Enabled', Expiration: { Date: midnight } },
    ])
  })

  it('reads a rule that does something else', async () => {
    const rules =
      '<Rule><ID>a</ID><Prefix>p</Prefix><Status>Enabled</Status><Transition><Days>1</Days><StorageClass>STANDARD_IA</StorageClass></Transition></Rule>'
    expect(await read(rules)).toEqual([{ ID: 'a', Prefix: 'p', Status: 'Enabled', Expiration: {} }])
  })

  it('reads that there is no rule', async () => {
    expect(await read('')).toEqual([])
  })
})
