import {
  DeleteBucketWebsiteCommand,
  GetBucketWebsiteCommand,
  PutBucketWebsiteCommand,
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

const website = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'é & <error>' } }

describe('bucket websites', () => {
  it.each([[website], [{ IndexDocument: { Suffix: 'a' } }]])(
    'are put, read and deleted: %o',
    async (WebsiteConfiguration) => {
      await client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }))
      expect(lastSent(emulator)).toMatchObject({ method: 'PUT', query: { website: '' } })
      const { $metadata, ...output } = await client.send(new GetBucketWebsiteCommand({ Bucket }))
      expect(lastSent(emulator)).toMatchObject({ method: 'GET', query: { website: '' } })
      expect([$metadata.status, output]).toEqual([200, WebsiteConfiguration])

      await client.send(new DeleteBucketWebsiteCommand({ Bucket }))
      expect(lastSent(emulator)).toMatchObject({ method: 'DELETE', query: { website: '' } })
      const error = await failure(client.send(new GetBucketWebsiteCommand({ Bucket })))
      expect(error).toMatchObject({ code: 'NoSuchWebsiteConfiguration', status: 404 })
    },
  )

  it('may be deleted where there is none', async () => {
    const { $metadata } = await client.send(new DeleteBucketWebsiteCommand({ Bucket }))
    expect($metadata.status).toBe(200)
  })
})

describe('PutBucketWebsiteCommand', () => {
  it("sends the members in the vendor's order", async () => {
    const { client: offline, sent } = createOffline()
    const { IndexDocument, ErrorDocument } = website
    const WebsiteConfiguration = { ErrorDocument, IndexDocument }
    await offline.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }))
    expect(sent[0]?.body).toBe(
      '<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>' +
        '<ErrorDocument><Key>é &amp; &lt;error&gt;</Key></ErrorDocument></WebsiteConfiguration>',
    )
    expect(sent[0]?.headers.get('content-type')).toBe('application/xml')
  })

  it.each<[any, string]>([
    [{}, '.IndexDocument'],
    [{ IndexDocument: {} }, '.IndexDocument.Suffix'],
    [{ IndexDocument: { Suffix: '' } }, '.IndexDocument.Suffix'],
    [{ ...website, ErrorDocument: {} }, '.ErrorDocument.Key'],
  ])('refuses %o', async (WebsiteConfiguration, path) => {
    const { client: offline, sent } = createOffline()
    const put = new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration })
    const error = await failure(offline.send(put))
    expect([error.code, error.member]).toEqual(['InvalidInput', `WebsiteConfiguration${path}`])
    expect(sent).toEqual([])
  })
})

describe('GetBucketWebsiteCommand', () => {
  it('reads what Ceph sends', async () => {
    const document =
      '<?xml version="1.0" encoding="UTF-8"?><WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IndexDocument><Suffix>index.html</Suffix></IndexDocument><ErrorDocument><Key>error.html</Key></ErrorDocument></WebsiteConfiguration>'
    const offline = createOffline(() => new Response(document)).client
    expect(await offline.send(new GetBucketWebsiteCommand({ Bucket }))).toMatchObject({
      IndexDocument: { Suffix: 'index.html' },
      ErrorDocument: { Key: 'error.html' },
    })
  })
})
