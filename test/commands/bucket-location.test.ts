import {
  CreateBucketCommand,
  GetBucketLocationCommand,
  GetRegionsCommand,
  type CreateBucketConfiguration,
} from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { createClient as createOffline } from '../core/support/client.ts'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()

const specified = {
  MetadataLocationConstraint: { Location: 'LaSa' },
  DataLocationConstraint: {
    Type: 'Specified',
    LocationList: ['LaSa', 'ChengDu'],
    ScheduleStrategy: 'NotAllowed',
  },
}

/** What is read from this answer. */
async function read(document: string) {
  const offline = createOffline(() => new Response(document)).client
  const { $metadata, ...output } = await offline.send(new GetBucketLocationCommand({ Bucket }))
  expect($metadata.status).toBe(200)
  return output
}

describe('CreateBucketCommand', () => {
  const create = (CreateBucketConfiguration: any) =>
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration })

  it('makes a bucket in a place', async () => {
    await client.send(create(specified))
    expect(lastSent(emulator)).toMatchObject({ method: 'PUT', query: {} })
    const { $metadata, ...output } = await client.send(new GetBucketLocationCommand({ Bucket }))
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', query: { location: '' } })
    expect([$metadata.status, output]).toEqual([200, specified])
  })

  it.each<[CreateBucketConfiguration, string]>([
    [{}, ''],
    [
      { DataLocationConstraint: { Type: 'Local' } },
      '<DataLocationConstraint><Type>Local</Type></DataLocationConstraint>',
    ],
    [
      specified,
      '<MetadataLocationConstraint><Location>LaSa</Location></MetadataLocationConstraint>' +
        '<DataLocationConstraint><Type>Specified</Type><LocationList><Location>LaSa</Location>' +
        '<Location>ChengDu</Location></LocationList>' +
        '<ScheduleStrategy>NotAllowed</ScheduleStrategy></DataLocationConstraint>',
    ],
  ])('sends %o', async (configuration, content) => {
    const { client: offline, sent } = createOffline()
    await offline.send(create(configuration))
    expect(sent[0]?.body).toBe(`<CreateBucketConfiguration>${content}</CreateBucketConfiguration>`)
    expect(sent[0]?.headers.get('content-type')).toBe('application/xml')
  })

  it('sends no body without it', async () => {
    const { client: offline, sent } = createOffline()
    await offline.send(create(undefined))
    expect(sent[0]?.body).toBeUndefined()
  })

  it.each([
    [{ MetadataLocationConstraint: {} }, '.MetadataLocationConstraint.Location'],
    [{ DataLocationConstraint: {} }, '.DataLocationConstraint.Type'],
    [
      { DataLocationConstraint: { Type: 'Specified', LocationList: 'LaSa' } },
      '.DataLocationConstraint.LocationList',
    ],
  ])('refuses %o', async (configuration, path) => {
    const error = await failure(createOffline().client.send(create(configuration)))
    expect([error.code, error.member]).toEqual(['InvalidInput', `CreateBucketConfiguration${path}`])
  })
})

describe('GetBucketLocationCommand', () => {
  const local = '<DataLocationConstraint><Type>Local</Type></DataLocationConstraint>'
  const keys =
    '<MetadataLocationConstraint><Location>BeiJing</Location></MetadataLocationConstraint>'

  it.each(['CreateBucketConfiguration', 'BucketConfiguration', 'x:BucketConfiguration'])(
    'reads a document with the root %s',
    async (root) => {
      const document = `<?xml version="1.0"?>\n<${root} xmlns="http://oos.ctyunapi.cn/doc/2012-09-03/">${keys}${local}</${root}>`
      expect(await read(document)).toEqual({
        MetadataLocationConstraint: { Location: 'BeiJing' },
        DataLocationConstraint: { Type: 'Local', LocationList: [] },
      })
    },
  )

  it.each([
    '<?xml version="1.0" encoding="UTF-8"?><LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">a&amp;$1</LocationConstraint>',
    '\n<s3:LocationConstraint>a&amp;$1</s3:LocationConstraint>\n',
  ])('reads the region of Ceph and S3 from %s', async (document) => {
    expect(await read(document)).toEqual({ LocationConstraint: 'a&$1' })
  })

  it.each(['<LocationConstraint/>', '<BucketConfiguration/>', '<CreateBucketConfiguration />'])(
    'reads that nothing is said in %s',
    async (document) => {
      expect(await read(document)).toEqual({})
    },
  )

  it.each([
    ['<Error><Code>AccessDenied</Code></Error>', 'AccessDenied'],
    ['<ListBucketResult></ListBucketResult>', 'InvalidResponse'],
    ['<LocationConstraint>a', 'InvalidResponse'],
    ['', 'InvalidResponse'],
  ])('rejects for %s', async (document, code) => {
    const headers = { 'x-amz-request-id': 'id' }
    const offline = createOffline(() => new Response(document, { headers })).client
    const error = await failure(offline.send(new GetBucketLocationCommand({ Bucket })))
    expect([error.code, error.operation]).toEqual([code, 'GetBucketLocation'])
  })
})

describe('GetRegionsCommand', () => {
  it('lists the places of the account', async () => {
    const { $metadata, ...output } = await client.send(new GetRegionsCommand())
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', path: '/', query: { regions: '' } })
    expect(output.MetadataRegions.length).toBeGreaterThan(0)
    expect(output.DataRegions.length).toBeGreaterThan(0)
    expect([$metadata.status, Object.keys(output)]).toEqual([
      200,
      ['MetadataRegions', 'DataRegions'],
    ])
  })

  it('reads them in order', async () => {
    const document =
      '<BucketRegions><MetadataRegions><Region>ZhengZhou</Region></MetadataRegions>' +
      '<DataRegions><Region>ZhengZhou</Region><Region>ChengDu</Region></DataRegions></BucketRegions>'
    const { client: offline, sent } = createOffline(() => new Response(document))
    const { $metadata: _, ...output } = await offline.send(new GetRegionsCommand())
    expect(sent[0]?.url).toMatch(/[^/]\/\?regions$/)
    expect(output).toEqual({
      MetadataRegions: ['ZhengZhou'],
      DataRegions: ['ZhengZhou', 'ChengDu'],
    })
  })
})
