import { beforeEach, describe, expect, it } from 'vitest'
import { defaultAccount, type Emulator, type EmulatorOptions } from '../src/index.js'
import { serve } from '../src/node.js'
import {
  createBucket,
  emulatorAt,
  now,
  other,
  put,
  putDocument,
  send,
  values,
  type Pairs,
} from './client.js'
import { post, signForm } from './post-form.js'

const endpoint = 'http://oos-hz.example'
const timer = { sleep: () => Promise.resolve() }

let remote: Emulator
let emulator: Emulator

beforeEach(async () => {
  remote = emulatorAt(now, { baseHosts: ['oos-hz.example'], accounts: [other] })
  await send(remote, { method: 'PUT', target: '/remote/', account: other })
  emulator = await withTriggers({ fetch: (request) => remote.handle(request) })
})

describe('a trigger', () => {
  it('copies a new object with its headers and metadata', async () => {
    const headers: Pairs = [
      ['content-type', 'text/plain'],
      ['cache-control', 'no-store'],
      ['x-amz-meta-a', 'b'],
    ]
    const target = '/bucket/a/%E4%B8%AD!.txt'
    await send(emulator, { method: 'PUT', target, headers, body: 'content' })
    await emulator.settled()
    const copy = remote.buckets.get('remote')?.objects.get('a/中!.txt')
    expect(copy).toMatchObject({
      etag: emulator.buckets.get('bucket')?.objects.get('a/中!.txt')?.etag,
      headers: new Map([
        ['cache-control', 'no-store'],
        ['content-type', 'text/plain'],
      ]),
      metadata: new Map([['x-amz-meta-a', 'b']]),
    })
    expect(emulator.triggerFailures).toEqual([])
  })

  it('signs with the key of the remote site', async () => {
    await put(emulator, '/bucket/key', 'content')
    await emulator.settled()
    const { headers } = remote.requests.at(-1) ?? { headers: [] }
    expect(new Map(headers).get('authorization')).toMatch(`AWS ${other.accessKeyId}:`)
    expect(remote.requests.at(-1)?.status).toBe(200)
  })

  it('asks for the replica mode of the site', async () => {
    await put(emulator, '/bucket/key?trigger=modes', 'content')
    await emulator.settled()
    const { objects } = remote.buckets.get('remote') ?? {}
    expect(objects?.get('key')?.storageClass).toBe('EC_2_1')
  })

  it('copies to all its sites', async () => {
    await send(remote, { method: 'PUT', target: '/second/', account: other })
    await trigger(emulator, 'several', false, site('remote') + site('second'))
    await put(emulator, '/bucket/key?trigger=several', 'content')
    await emulator.settled()
    expect(
      ['remote', 'second'].map((name) => remote.buckets.get(name)?.objects.has('key')),
    ).toEqual([true, true])
  })

  it('copies nothing without a site', async () => {
    await trigger(emulator, 'none', false, '')
    await put(emulator, '/bucket/key?trigger=none', 'content')
    await emulator.settled()
    expect(remote.buckets.get('remote')?.objects.size).toBe(0)
  })

  it('starts by default only if it is the default one', async () => {
    await createBucket(emulator, 'plain')
    await trigger(emulator, 'named', false, site('remote'), 'plain')
    await put(emulator, '/plain/one', 'content')
    await put(emulator, '/plain/two?trigger=named', 'content')
    await emulator.settled()
    expect(remote.buckets.get('remote')?.objects.keys()).toEqual(['two'])
  })

  it('starts for copies and for complete multipart uploads', async () => {
    await createBucket(emulator, 'plain')
    await put(emulator, '/plain/source', 'content')
    const headers: Pairs = [['x-amz-copy-source', '/plain/source']]
    await send(emulator, { method: 'PUT', target: '/bucket/copy', headers })
    const created = await send(emulator, { method: 'POST', target: '/bucket/parts?uploads' })
    const [uploadId = ''] = values(created.text, 'UploadId')
    const part = await put(emulator, `/bucket/parts?partNumber=1&uploadId=${uploadId}`, 'part')
    const listed = `<Part><PartNumber>1</PartNumber><ETag>${part.headers.get('etag')}</ETag></Part>`
    await send(emulator, {
      method: 'POST',
      target: `/bucket/parts?uploadId=${uploadId}`,
      body: `<CompleteMultipartUpload>${listed}</CompleteMultipartUpload>`,
    })
    await emulator.settled()
    expect(remote.buckets.get('remote')?.objects.keys()).toEqual(['copy', 'parts'])
  })

  it('starts for forms', async () => {
    const fields = { key: 'form', ...signForm([{ bucket: 'bucket' }, ['eq', '$key', 'form']]) }
    expect((await post(emulator, fields)).status).toBe(204)
    await emulator.settled()
    expect(remote.buckets.get('remote')?.objects.keys()).toEqual(['form'])
  })

  it('does not start for what another trigger has copied', async () => {
    const baseHosts = ['oos-hz.example']
    const one: Emulator = emulatorAt(now, { baseHosts, fetch: (request) => two.handle(request) })
    const two: Emulator = emulatorAt(now, { baseHosts, fetch: (request) => one.handle(request) })
    for (const each of [one, two]) {
      await createBucket(each, 'bucket')
      await trigger(each, 'mirror', true, site('bucket', defaultAccount))
    }
    const before = one.requests.length
    await put(one, '/bucket/key', 'content')
    await one.settled()
    await two.settled()
    expect(two.buckets.get('bucket')?.objects.has('key')).toBe(true)
    expect(one.requests.length).toBe(before + 1)
  })

  it('copies over HTTP', async () => {
    const server = await serve(remote)
    const here = await withTriggers({}, server.url)
    await put(here, '/bucket/key%20%2B', 'content')
    await here.settled()
    await server.close()
    expect([here.triggerFailures, remote.buckets.get('remote')?.objects.keys()]).toEqual([
      [],
      ['key +'],
    ])
  })
})

describe('a trigger that fails', () => {
  it('fails not the request but is noted, without secrets', async () => {
    await trigger(emulator, 'wrong', false, site('remote', { ...other, secretAccessKey: 'wrong' }))
    const answer = await put(emulator, '/bucket/key?trigger=wrong', 'content')
    await emulator.settled()
    expect(answer.status).toBe(200)
    expect(emulator.triggerFailures).toEqual([
      {
        trigger: 'wrong',
        bucket: 'bucket',
        key: 'key',
        endpoint,
        remoteBucket: 'remote',
        attempts: 1,
        status: 403,
        reason: 'SignatureDoesNotMatch',
      },
    ])
  })

  it.each([
    ['an error of the server', 503, 'SlowDown'],
    ['a broken connection', undefined, 'The connection was closed.'],
  ])('is tried three times after %s', async (_, status, reason) => {
    const fault = remote.faults.on({ operation: 'PutObject' }).times(Infinity)
    if (status === undefined) fault.drop()
    else fault.fail(reason)
    await put(emulator, '/bucket/key', 'content')
    await emulator.settled()
    expect(emulator.triggerFailures).toMatchObject([{ attempts: 3, status, reason }])
    expect(remote.requests.filter(({ operation }) => operation === 'PutObject')).toHaveLength(3)
  })

  it('is forgotten if a later attempt succeeds', async () => {
    remote.faults.on({ operation: 'PutObject' }).fail('InternalError').times(2)
    await put(emulator, '/bucket/key', 'content')
    await emulator.settled()
    expect([emulator.triggerFailures, remote.buckets.get('remote')?.objects.has('key')]).toEqual([
      [],
      true,
    ])
  })

  it('is noted if there is none of that name', async () => {
    const answer = await put(emulator, '/bucket/key?trigger=unknown', 'content')
    expect(answer.status).toBe(200)
    expect(emulator.triggerFailures).toMatchObject([{ trigger: 'unknown', endpoint: undefined }])
  })

  it('is noted for a key that fetch cannot send', async () => {
    await put(emulator, '/bucket/a/../b', 'content')
    await emulator.settled()
    expect(emulator.triggerFailures).toMatchObject([{ key: 'a/../b', status: undefined }])
  })

  it('never reaches the network beyond loopback by itself', async () => {
    const here = await withTriggers({})
    await put(here, '/bucket/key', 'content')
    await here.settled()
    expect(here.triggerFailures).toMatchObject([
      { endpoint, reason: expect.stringContaining('loopback') as unknown },
    ])
  })

  it('is forgotten by a reset', async () => {
    await put(emulator, '/bucket/key?trigger=unknown', 'content')
    emulator.reset()
    expect(emulator.triggerFailures).toEqual([])
  })
})

async function withTriggers(options: EmulatorOptions, url = endpoint): Promise<Emulator> {
  const made = emulatorAt(now, { timer, ...options })
  await createBucket(made, 'bucket')
  await trigger(made, 'default', true, site('remote', other, url))
  await trigger(made, 'modes', false, site('remote', other, url, 'EC_2_1'))
  return made
}

async function trigger(
  on: Emulator,
  name: string,
  isDefault: boolean,
  sites: string,
  bucket = 'bucket',
): Promise<void> {
  const first = `<TriggerName>${name}</TriggerName><IsDefault>${isDefault}</IsDefault>`
  const document = `<TriggerConfiguration><Trigger>${first}${sites}</Trigger></TriggerConfiguration>`
  await putDocument(on, `/${bucket}/?trigger`, document)
}

function site(bucket: string, account = other, url = endpoint, mode = ''): string {
  const where = `<RemontEndPoint>${url}</RemontEndPoint><ReplicaMode>${mode}</ReplicaMode>`
  const who = `<RemoteAK>${account.accessKeyId}</RemoteAK><RemoteSK>${account.secretAccessKey}</RemoteSK>`
  return `<RemoteSite>${where}<RemoteBucketName>${bucket}</RemoteBucketName>${who}</RemoteSite>`
}
