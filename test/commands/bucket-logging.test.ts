import { GetBucketLoggingCommand, PutBucketLoggingCommand } from '@oos-js/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient as createOffline } from '../core/support/client.ts'
import { createClient } from '../support/client.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()

beforeEach(() => createBucket(client))

const all = {
  TargetBucket: Bucket,
  TargetPrefix: 'logs/',
  TriggerTargetBucket: 'b2',
  TriggerTargetPrefix: 'p2',
  TriggerSourceBucket: 'b3',
  TriggerSourcePrefix: 'p3',
}

describe('bucket logging', () => {
  it.each([[all], [{ TargetBucket: Bucket }], [{ TriggerTargetBucket: 'b2' }]])(
    'is turned on, read and turned off: %o',
    async (LoggingEnabled) => {
      const on = { LoggingEnabled }
      await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: on }))
      expect(lastSent(emulator)).toMatchObject({ method: 'PUT', query: { logging: '' } })
      const read = await client.send(new GetBucketLoggingCommand({ Bucket }))
      expect(lastSent(emulator)).toMatchObject({ method: 'GET', query: { logging: '' } })
      expect(read.LoggingEnabled).toEqual(LoggingEnabled)

      await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }))
      const { $metadata, ...output } = await client.send(new GetBucketLoggingCommand({ Bucket }))
      expect([$metadata.status, output]).toEqual([200, {}])
    },
  )
})

describe('PutBucketLoggingCommand', () => {
  it.each([
    [{}, ''],
    [{ LoggingEnabled: undefined }, ''],
    [
      { LoggingEnabled: { TargetPrefix: '', TargetBucket: 'b' } },
      '<LoggingEnabled><TargetBucket>b</TargetBucket><TargetPrefix></TargetPrefix></LoggingEnabled>',
    ],
    [
      { LoggingEnabled: all },
      '<LoggingEnabled><TargetBucket>bucket</TargetBucket><TargetPrefix>logs/</TargetPrefix>' +
        '<TriggerTargetBucket>b2</TriggerTargetBucket><TriggerTargetPrefix>p2</TriggerTargetPrefix>' +
        '<TriggerSourceBucket>b3</TriggerSourceBucket><TriggerSourcePrefix>p3</TriggerSourcePrefix>' +
        '</LoggingEnabled>',
    ],
  ])('sends %o', async (BucketLoggingStatus, content) => {
    const { client: offline, sent } = createOffline()
    await offline.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus }))
    expect(sent[0]?.body).toBe(`<BucketLoggingStatus>${content}</BucketLoggingStatus>`)
    expect(sent[0]?.headers.get('content-type')).toBe('application/xml')
  })
})

describe('GetBucketLoggingCommand', () => {
  it.each([
    '<?xml version="1.0" encoding="UTF-8"?><BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></BucketLoggingStatus>',
    '<BucketLoggingStatus xmlns="http://doc.s3.amazonaws.com/2006-03-01" />',
    '\n<BucketLoggingStatus>\n</BucketLoggingStatus>\n',
  ])('reads that logging is off from %s', async (document) => {
    const offline = createOffline(() => new Response(document)).client
    const { $metadata: _, ...output } = await offline.send(new GetBucketLoggingCommand({ Bucket }))
    expect(output).toEqual({})
  })
})
