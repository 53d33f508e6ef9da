import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListAccessKeyCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import { contentMD5, OosClient, presign, type ClientOptions } from '@oos-js/core'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { failure } from '../support/failure.ts'
import { createClient, credentials } from './support/client.ts'

const clock = { now: () => 1_544_422_400_000 - 900_000 }
const endpoint = 'http://oos-hz.ctyunapi.cn'

function client(options: Partial<ClientOptions> = {}): OosClient {
  return createClient(undefined, { endpoint, credentials, clock, ...options }).client
}

const get = new GetObjectCommand({ Bucket: 'johnsmith', Key: 'a.txt' })

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a link', () => {
  // Vector E7: the speed limit is a parameter, and signed like a header.
  it('is signed as the vendor signs it', async () => {
    const link = await presign(client(), get, { limitRate: 2048 })
    const { searchParams, origin, pathname } = new URL(link.url)
    expect(origin + pathname).toBe('http://oos-hz.ctyunapi.cn/johnsmith/a.txt')
    expect(Object.fromEntries(searchParams)).toEqual({
      'x-amz-limitrate': '2048',
      AWSAccessKeyId: credentials.accessKeyId,
      Expires: '1544422400',
      Signature: 'LZmEr8E+ZIsTWyE0xyywoh/d9uY=',
    })
    expect(link).toMatchObject({ method: 'GET', headers: {} })
    expect(link.expiresAt.getTime()).toBe(1_544_422_400_000)
  })

  it('sends overrides encoded and signs them decoded', async () => {
    const command = new GetObjectCommand({
      Bucket: 'johnsmith',
      Key: 'a.txt',
      ResponseContentDisposition: 'attachment; filename="b.txt"',
      ResponseContentType: 'text/plain',
    })
    const { url } = await presign(client(), command)
    expect(url).toContain('?response-content-disposition=attachment%3B%20filename%3D%22b.txt%22&')
    expect(new URL(url).searchParams.get('Signature')).toMatch(/^[\w+/]{27}=$/)
  })

  it('names the headers that must be sent, and keeps them out of the address', async () => {
    const put = new PutObjectCommand({
      Bucket: 'johnsmith',
      Key: 'a.txt',
      Body: '',
      ContentType: 'image/png',
      Metadata: { author: 'me' },
    })
    const { url, method, headers } = await presign(client(), put)
    expect([method, headers]).toEqual([
      'PUT',
      { 'content-type': 'image/png', 'x-amz-meta-author': 'me' },
    ])
    expect(url).not.toMatch(/x-amz|content/i)
  })

  it('says which type an upload must have when none was given', async () => {
    const put = new PutObjectCommand({ Bucket: 'johnsmith', Key: 'a.txt', Body: '' })
    expect((await presign(client(), put)).headers).toEqual({
      'content-type': 'application/octet-stream',
    })
  })

  it('covers no content, not even where the client hashes everything', async () => {
    const hashing = client()
    hashing.use('contentMD5', contentMD5())
    const part = new UploadPartCommand({
      Bucket: 'johnsmith',
      Key: 'a',
      UploadId: '7',
      PartNumber: 1,
      Body: 'x',
    })
    const { url, headers } = await presign(hashing, part)
    expect(url).toContain('/johnsmith/a?')
    expect(Object.keys(headers)).toEqual(['content-type'])
  })

  it('has a session token as a parameter', async () => {
    const session = { ...credentials, sessionToken: 'T+/=' }
    const { url, headers } = await presign(client({ credentials: session }), get)
    expect(url).toContain('x-amz-security-token=T%2B%2F%3D')
    expect(headers).toEqual({})
  })

  it('names the bucket in the host where the client does', async () => {
    const { url } = await presign(client({ addressing: 'virtual' }), get)
    expect(url).toMatch(/^http:\/\/johnsmith\.oos-hz\.ctyunapi\.cn\/a\.txt\?/)
  })

  it('sends nothing and tries nothing twice', async () => {
    const { client: watched, sent } = createClient(undefined, { endpoint, credentials })
    await presign(watched, get)
    expect(sent).toEqual([])
  })

  it('leaves the client as it was', async () => {
    const one = client()
    const before = one.middleware.names
    await presign(one, get)
    expect(one.middleware.names).toEqual(before)
  })

  it.each([
    [
      'a list of keys',
      new DeleteObjectsCommand({ Bucket: 'bucket', Delete: { Objects: [{ Key: 'a' }] } }),
    ],
    ['a policy', new PutBucketPolicyCommand({ Bucket: 'bucket', Policy: '{}' })],
    ['a form', new ListAccessKeyCommand()],
  ])('cannot carry %s', async (_, command) => {
    const error = await failure(presign(client(), command as ListAccessKeyCommand))
    expect([error.code, error.operation]).toEqual(['InvalidInput', command.operation.name])
    expect(error.message).toContain('a link cannot carry the document')
  })

  it.each([
    ['expiresIn', { expiresIn: 0 }],
    ['expiresIn', { expiresIn: NaN }],
    ['expiresIn', { expiresIn: Infinity }],
    ['expiresIn', { expiresIn: 901, maxExpiresIn: 900 }],
    ['limitRate', { limitRate: -1 }],
  ])('needs a sound %s: %o', async (member, options) => {
    const error = await failure(presign(client(), get, options))
    expect([error.code, error.member]).toEqual(['InvalidInput', member])
  })

  it('needs a key', async () => {
    const error = await failure(presign(client({ credentials: undefined }), get))
    expect([error.code, error.member]).toEqual(['InvalidInput', 'credentials'])
  })

  it('S13: that lives past a week comes with a warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    await presign(client(), get, { expiresIn: 604_800 })
    expect(warn).not.toHaveBeenCalled()
    await presign(client(), get, { expiresIn: 604_801 })
    expect(warn).toHaveBeenCalledOnce()
  })

  it('ends by the clock of the service, once that is known', async () => {
    const now = clock.now()
    const emulator = createEmulator({ clock: { now: () => now + 3_600_000 } })
    const late = client({
      endpoint: 'http://localhost',
      credentials: defaultAccount,
      maxAttempts: 2,
      fetch: (url, init) => emulator.handle(new Request(url, init as RequestInit)),
    })
    const ask = async () => {
      const { url } = await presign(late, new ListBucketsCommand(), { expiresIn: 60 })
      return (await emulator.handle(new Request(url))).status
    }
    expect(await ask()).toBe(403)
    await late.send(new ListBucketsCommand())
    expect(await ask()).toBe(200)
  })

  it('refuses input that no request could carry', async () => {
    const error = await failure(
      presign(client(), new GetObjectCommand({ Bucket: 'bucket', Key: '' })),
    )
    expect([error.code, error.member]).toEqual(['InvalidInput', 'Key'])
  })
})

describe('a link at the service', () => {
  const emulator = createEmulator()
  const here = 'http://localhost'
  const owner = new OosClient({
    endpoint: here,
    credentials: defaultAccount,
    fetch: (url, init) => emulator.handle(new Request(url, init as RequestInit)),
  })
  const ask = (url: string, init: RequestInit = {}): Promise<Response> =>
    emulator.handle(new Request(url, init))

  it('uploads, downloads, tells of and deletes an object', async () => {
    await ask((await presign(owner, new ListObjectsCommand({ Bucket: 'links' }))).url)
    const { CreateBucketCommand } = await import('@oos-js/commands')
    await owner.send(new CreateBucketCommand({ Bucket: 'links' }))
    for (const Key of ['a', '中文 名.txt', 'a+b%&c']) {
      const target = { Bucket: 'links', Key }
      const put = await presign(owner, new PutObjectCommand({ ...target, Body: '' }))
      const { url, method, headers } = put
      expect((await ask(url, { method, headers, body: 'content' })).status).toBe(200)
      const read = await presign(owner, new GetObjectCommand(target))
      expect(await (await ask(read.url)).text()).toBe('content')
      const head = await presign(owner, new HeadObjectCommand(target))
      expect((await ask(head.url, { method: 'HEAD' })).status).toBe(200)
      const other = await ask(read.url, { method: 'DELETE' })
      expect(other.status).toBe(403)
      const remove = await presign(owner, new DeleteObjectCommand(target))
      expect((await ask(remove.url, { method: 'DELETE' })).status).toBe(204)
    }
  })
})
