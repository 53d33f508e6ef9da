import {
  DeleteObjectLockConfigurationCommand,
  GetObjectLockConfigurationCommand,
  PutObjectLockConfigurationCommand,
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

const lock = (length: object) => ({
  ObjectLockEnabled: 'Enabled',
  Rule: { DefaultRetention: { Mode: 'COMPLIANCE', ...length } },
})

const put = (ObjectLockConfiguration: any) =>
  new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration })

describe('object lock configurations', () => {
  it.each([{ Days: 30 }, { Years: 1 }])('are put and read: %o', async (length) => {
    const query = { 'object-lock': '' }
    await client.send(put(lock(length)))
    expect(lastSent(emulator)).toMatchObject({ method: 'PUT', query })
    const { $metadata, ...output } = await client.send(
      new GetObjectLockConfigurationCommand({ Bucket }),
    )
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', query })
    expect([$metadata.status, output]).toEqual([200, lock(length)])
  })

  it('are deleted while they are disabled', async () => {
    await client.send(put({ ...lock({ Days: 30 }), ObjectLockEnabled: 'Disabled' }))
    await client.send(new DeleteObjectLockConfigurationCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'DELETE', query: { 'object-lock': '' } })
    const error = await failure(client.send(new GetObjectLockConfigurationCommand({ Bucket })))
    expect(error.status).toBe(404)
  })
})

describe('PutObjectLockConfigurationCommand', () => {
  it('sends the document and its MD5', async () => {
    const { client: offline, sent } = createOffline()
    await offline.send(put(lock({ Days: 30 })))
    const body =
      '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule>' +
      '<DefaultRetention><Mode>COMPLIANCE</Mode><Days>30</Days></DefaultRetention>' +
      '</Rule></ObjectLockConfiguration>'
    expect(sent[0]?.body).toBe(body)
    const md5 = createHash('md5').update(body).digest('base64')
    expect(sent[0]?.headers.get('content-md5')).toBe(md5)
  })

  const either = '.Rule.DefaultRetention must be either Days or Years, a positive integer'
  it.each<[unknown, string]>([
    [lock({}), either],
    [lock({ Days: 365, Years: 1 }), either],
    ...[-1, 1.5, NaN].flatMap((length): [unknown, string][] => [
      [lock({ Days: length }), '.Rule.DefaultRetention.Days must be an integer from 0 on'],
      [lock({ Years: length }), '.Rule.DefaultRetention.Years must be an integer from 0 on'],
    ]),
    ...[0, '1'].flatMap((length): [unknown, string][] => [
      [lock({ Days: length }), either],
      [lock({ Years: length }), either],
    ]),
    [lock({ Mode: undefined, Days: 1 }), '.Rule.DefaultRetention.Mode is required'],
    [{ ObjectLockEnabled: 'Enabled' }, '.Rule is required'],
    [{ ...lock({ Days: 1 }), ObjectLockEnabled: undefined }, '.ObjectLockEnabled is required'],
  ])('refuses %j', async (configuration, message) => {
    const { client: offline, sent } = createOffline()
    const error = await failure(offline.send(put(configuration)))
    const sentence = `ObjectLockConfiguration${message}`
    expect([error.code, error.member, sent]).toEqual(['InvalidInput', sentence.split(' ')[0], []])
    expect(error.message).toContain(sentence)
  })
})

describe('GetObjectLockConfigurationCommand', () => {
  it.each([
    ['<ObjectLockConfiguration/>', {}],
    [
      '<ObjectLockConfiguration><ObjectLockEnabled>Disabled</ObjectLockEnabled></ObjectLockConfiguration>',
      { ObjectLockEnabled: 'Disabled' },
    ],
  ])('reads what is there of %s', async (document, expected) => {
    const offline = createOffline(() => new Response(document)).client
    const { $metadata: _, ...output } = await offline.send(
      new GetObjectLockConfigurationCommand({ Bucket }),
    )
    expect(output).toEqual(expected)
  })
})
