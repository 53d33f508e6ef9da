import { GetBucketAccelerateCommand, PutBucketAccelerateCommand } from '@oos-js/commands'
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

const put = (AccelerateConfiguration: any) =>
  new PutBucketAccelerateCommand({ Bucket, AccelerateConfiguration })

const read = async (by = client) => {
  const { $metadata, ...output } = await by.send(new GetBucketAccelerateCommand({ Bucket }))
  expect($metadata.status).toBe(200)
  return output
}

describe('bucket acceleration', () => {
  it('is not set at first', async () => {
    expect(await read()).toEqual({ IPWhiteLists: [] })
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', query: { accelerate: '' } })
  })

  it.each([
    { Status: 'Enabled', IPWhiteLists: ['192.0.2.1', '2001:db8::1'] },
    { Status: 'Suspended', IPWhiteLists: [] },
  ])('is put and read: %o', async (configuration) => {
    await client.send(put(configuration))
    expect(lastSent(emulator)).toMatchObject({ method: 'PUT', query: { accelerate: '' } })
    expect(await read()).toEqual(configuration)
  })
})

describe('PutBucketAccelerateCommand', () => {
  it.each([
    [{ Status: 'Suspended' }, '<Status>Suspended</Status>'],
    [
      { IPWhiteLists: ['1.1.1.1', '2.2.2.2'], Status: 'Enabled' },
      '<Status>Enabled</Status><IPWhiteLists><IP>1.1.1.1</IP><IP>2.2.2.2</IP></IPWhiteLists>',
    ],
  ])('sends %o', async (configuration, content) => {
    const { client: offline, sent } = createOffline()
    await offline.send(put(configuration))
    expect(sent[0]?.body).toBe(`<AccelerateConfiguration>${content}</AccelerateConfiguration>`)
  })

  const tooMany = Array.from({ length: 6 }, (_, index) => `192.0.2.${index}`)
  it.each([
    [{ IPWhiteLists: [] }, '.Status is required'],
    [{ Status: 'Enabled', IPWhiteLists: tooMany }, '.IPWhiteLists must be a list of 0 to 5'],
    [{ Status: 'Enabled', IPWhiteLists: '192.0.2.1' }, '.IPWhiteLists must be a list of 0 to 5'],
  ])('refuses %o', async (configuration, message) => {
    const { client: offline, sent } = createOffline()
    const error = await failure(offline.send(put(configuration)))
    const sentence = `AccelerateConfiguration${message}`
    expect([error.code, error.member, sent]).toEqual(['InvalidInput', sentence.split(' ')[0], []])
    expect(error.message).toContain(sentence)
  })
})

describe('GetBucketAccelerateCommand', () => {
  it("reads the vendor's sample, in which a namespace is misspelt", async () => {
    const document =
      '<AccelerateConfiguration xmls="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status><IPWhiteLists><IP>1.1.1.1</IP></IPWhiteLists></AccelerateConfiguration>'
    const offline = createOffline(() => new Response(document)).client
    expect(await read(offline)).toEqual({ Status: 'Enabled', IPWhiteLists: ['1.1.1.1'] })
  })

  it.each([
    '<AccelerateConfiguration/>',
    '<AccelerateConfiguration xmlns="x"></AccelerateConfiguration>',
  ])('reads that nothing is set from %s', async (document) => {
    const offline = createOffline(() => new Response(document)).client
    expect(await read(offline)).toEqual({ IPWhiteLists: [] })
  })
})
