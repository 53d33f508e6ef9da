import {
  DeleteBucketTriggerCommand,
  GetBucketTriggerCommand,
  PutBucketTriggerCommand,
} from '@oos-js/commands'
import { inspect } from 'node:util'
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

const site = {
  RemontEndPoint: 'http://oos-hz.ctyunapi.cn',
  ReplicaMode: 'EC_2_1',
  RemoteBucketName: 'b',
  RemoteAK: 'AK',
  RemoteSK: 'S<K',
}
const otherSite = { ...site, RemoteBucketName: 'c' }
const trigger = { TriggerName: 'trigger01', IsDefault: true, RemoteSite: site }

const put = (...Triggers: any[]) =>
  new PutBucketTriggerCommand({ Bucket, TriggerConfiguration: { Triggers } })

describe('bucket triggers', () => {
  it('are added one by one, listed, and deleted by name', async () => {
    await client.send(put(trigger))
    expect(lastSent(emulator)).toMatchObject({ method: 'PUT', query: { trigger: '' } })
    await client.send(put({ TriggerName: 'B', IsDefault: false, RemoteSite: [site, otherSite] }))
    await client.send(put({ TriggerName: 'c', IsDefault: false }))

    const { Triggers } = await client.send(new GetBucketTriggerCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', query: { trigger: '' } })
    expect(Triggers).toEqual([
      { ...trigger, RemoteSite: [site] },
      { TriggerName: 'B', IsDefault: false, RemoteSite: [site, otherSite] },
      { TriggerName: 'c', IsDefault: false, RemoteSite: [] },
    ])

    await client.send(new DeleteBucketTriggerCommand({ Bucket, TriggerName: 'B' }))
    expect(lastSent(emulator)).toMatchObject({ method: 'DELETE', query: { trigger: 'B' } })
    const left = await client.send(new GetBucketTriggerCommand({ Bucket }))
    expect(left.Triggers.map(({ TriggerName }) => TriggerName)).toEqual(['trigger01', 'c'])
  })
})

describe('PutBucketTriggerCommand', () => {
  const siteXml =
    '<RemoteSite><RemontEndPoint>http://oos-hz.ctyunapi.cn</RemontEndPoint>' +
    '<ReplicaMode>EC_2_1</ReplicaMode><RemoteBucketName>b</RemoteBucketName>' +
    '<RemoteAK>AK</RemoteAK><RemoteSK>S&lt;K</RemoteSK></RemoteSite>'
  const plain = siteXml.replace('EC_2_1', '')

  it.each<[string, unknown, string]>([
    ['one site', site, siteXml],
    ['a list of one', [site], siteXml],
    ['two sites', [site, { ...site, ReplicaMode: undefined }], siteXml + plain],
    ['no ReplicaMode', { ...site, ReplicaMode: undefined }, plain],
    ['an empty ReplicaMode', { ...site, ReplicaMode: '' }, plain],
    ['an empty list', [], ''],
    ['no site', undefined, ''],
  ])('sends %s', async (_, RemoteSite, xml) => {
    const { client: offline, sent } = createOffline()
    await offline.send(put({ RemoteSite, IsDefault: true, TriggerName: 'trigger01' }))
    expect(sent[0]?.url).toMatch(/\/bucket\/\?trigger$/)
    expect(sent[0]?.body).toBe(
      '<TriggerConfiguration><Trigger><TriggerName>trigger01</TriggerName>' +
        `<IsDefault>true</IsDefault>${xml}</Trigger></TriggerConfiguration>`,
    )
  })

  it('leaves the input as it was', async () => {
    const input = { ...trigger, RemoteSite: { ...site, ReplicaMode: undefined } }
    const before = structuredClone(input)
    await createOffline().client.send(put(input))
    expect(input).toEqual(before)
  })

  const oneOnly = 'TriggerConfiguration.Triggers must be one: OOS adds one a request'
  const name = 'TriggerConfiguration.Triggers[0].TriggerName must be 1 to 20 letters and digits'
  it.each<[string, any[], string]>([
    ['no trigger', [], oneOnly],
    ['two triggers', [trigger, { ...trigger, TriggerName: 'b' }], oneOnly],
    ['an empty name', [{ ...trigger, TriggerName: '' }], name],
    ['a name of 21 characters', [{ ...trigger, TriggerName: 'a'.repeat(21) }], name],
    ['a name with a hyphen', [{ ...trigger, TriggerName: 'a-b' }], name],
    ['a name beyond ASCII', [{ ...trigger, TriggerName: '触发器' }], name],
    ['a name that ends its line', [{ ...trigger, TriggerName: 'a\n' }], name],
    [
      'a trigger that does not say whether it is the default',
      [{ ...trigger, IsDefault: undefined }],
      'TriggerConfiguration.Triggers[0].IsDefault is required',
    ],
    [
      'a site without a bucket',
      [{ ...trigger, RemoteSite: [site, { ...site, RemoteBucketName: '' }] }],
      'TriggerConfiguration.Triggers[0].RemoteSite[1].RemoteBucketName is required',
    ],
  ])('refuses %s', async (_, Triggers, message) => {
    const { client: offline, sent } = createOffline()
    const error = await failure(offline.send(put(...Triggers)))
    expect([error.code, error.member, sent]).toEqual(['InvalidInput', message.split(' ')[0], []])
    expect(error.message).toContain(message)
  })

  it('refuses triggers that are no list', async () => {
    const Triggers: any = trigger
    const command = new PutBucketTriggerCommand({ Bucket, TriggerConfiguration: { Triggers } })
    const error = await failure(createOffline().client.send(command))
    expect(error.member).toBe('TriggerConfiguration.Triggers')
  })

  it('accepts a name of 20 letters and digits', async () => {
    const { client: offline, sent } = createOffline()
    await offline.send(put({ ...trigger, TriggerName: 'abcdefghijKLMNOP0123' }))
    expect(sent).toHaveLength(1)
  })

  it('tells nothing of a secret key, be it one that cannot be sent', async () => {
    const RemoteSK = 'the secret\u0001'
    const sending = createOffline().client.send(
      put({ ...trigger, RemoteSite: { ...site, RemoteSK } }),
    )
    const error = await failure(sending)
    expect(error.member).toBe('TriggerConfiguration.Triggers[0].RemoteSite[0].RemoteSK')
    expect(inspect(error, { depth: 9 })).not.toContain('the secret')
  })
})

describe('GetBucketTriggerCommand', () => {
  it('reads sites that leave something out', async () => {
    const document =
      '<TriggerConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Trigger>' +
      '<TriggerName>1e5</TriggerName><IsDefault>false</IsDefault><RemoteSite>' +
      '<RemontEndPoint>http://a</RemontEndPoint><ReplicaMode></ReplicaMode>' +
      '<RemoteBucketName>b</RemoteBucketName><RemoteAK>0123</RemoteAK>' +
      '</RemoteSite></Trigger></TriggerConfiguration>'
    const offline = createOffline(() => new Response(document)).client
    const { Triggers } = await offline.send(new GetBucketTriggerCommand({ Bucket }))
    const RemoteSite = [
      { RemontEndPoint: 'http://a', RemoteBucketName: 'b', RemoteAK: '0123', RemoteSK: '' },
    ]
    expect(Triggers).toEqual([{ TriggerName: '1e5', IsDefault: false, RemoteSite }])
  })

  it('reads that there is none', async () => {
    const offline = createOffline(() => new Response('<TriggerConfiguration/>')).client
    const { Triggers } = await offline.send(new GetBucketTriggerCommand({ Bucket }))
    expect(Triggers).toEqual([])
  })
})

describe('DeleteBucketTriggerCommand', () => {
  it('never goes without a name, which might delete all', async () => {
    const { client: offline, sent } = createOffline()
    const command = new DeleteBucketTriggerCommand({ Bucket, TriggerName: '' })
    const error = await failure(offline.send(command))
    expect([error.code, error.member, sent]).toEqual(['InvalidInput', 'TriggerName', []])
  })

  it('takes any name, as another program may have chosen it', async () => {
    const { client: offline, sent } = createOffline()
    await offline.send(new DeleteBucketTriggerCommand({ Bucket, TriggerName: 'a&触' }))
    expect(sent[0]?.url).toMatch(/\/bucket\/\?trigger=a%26%E8%A7%A6$/)
  })
})
