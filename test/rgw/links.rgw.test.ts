import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { createPostPolicy, OosClient, presign, type PostPolicy } from '@oos-js/core'
import { postForm } from '@oos-js/web'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { failure } from '../support/failure.ts'
import { keys } from '../support/keys.ts'

const Bucket = 'links'
const client = new OosClient({ endpoint: inject('endpoint'), credentials: inject('user') })

beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }))
})
afterAll(async () => {
  await client.send(new DeleteBucketCommand({ Bucket }))
})

describe('links on RGW', () => {
  it.each(keys)('put, tell of, get and delete a key with %s', async (_why, Key) => {
    const put = await presign(client, new PutObjectCommand({ Bucket, Key, Body: '' }))
    const { method, headers } = put
    expect((await fetch(put.url, { method, headers, body: Key })).status).toBe(200)
    const { Contents } = await client.send(new ListObjectsCommand({ Bucket }))
    expect(Contents.map((entry) => entry.Key)).toEqual([Key])
    const head = await presign(client, new HeadObjectCommand({ Bucket, Key }))
    expect((await fetch(head.url, { method: 'HEAD' })).status).toBe(200)
    const get = await presign(client, new GetObjectCommand({ Bucket, Key }))
    expect(await (await fetch(get.url)).text()).toBe(Key)
    const remove = await presign(client, new DeleteObjectCommand({ Bucket, Key }))
    expect((await fetch(remove.url, { method: 'DELETE' })).status).toBe(204)
  })

  it('answer with the headers that they override', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }))
    const { url } = await presign(
      client,
      new GetObjectCommand({
        Bucket,
        Key: 'a',
        ResponseContentDisposition: 'attachment; filename="b+c & d.txt"',
        ResponseContentType: 'image/svg+xml',
      }),
    )
    const { headers } = await fetch(url)
    expect([headers.get('content-disposition'), headers.get('content-type')]).toEqual([
      'attachment; filename="b+c & d.txt"',
      'image/svg+xml',
    ])
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))
  })

  const put = new PutObjectCommand({
    Bucket,
    Key: 'a b',
    Body: '',
    ContentType: 'image/png',
    Metadata: { author: 'me' },
  })
  const good = { 'content-type': 'image/png', 'x-amz-meta-author': 'me' }
  it.each([
    ['path', (url: string) => url.replace('a%20b', 'a%20c'), 'PUT', good],
    ['end', (url: string) => url.replace(/Expires=\d/, 'Expires=9'), 'PUT', good],
    ['signature', (url: string) => url.replace(/Signature=./, 'Signature=%00'), 'PUT', good],
    ['method', (url: string) => url, 'GET', good],
    ['type', (url: string) => url, 'PUT', { ...good, 'content-type': 'image/jpeg' }],
    ['metadata', (url: string) => url, 'PUT', { ...good, 'x-amz-meta-author': 'you' }],
    ['a header more', (url: string) => url, 'PUT', { ...good, 'x-amz-meta-b': '1' }],
  ])('are refused with another %s', async (_, change, method, headers) => {
    const { url } = await presign(client, put)
    const body = method === 'PUT' ? 'x' : null
    expect((await fetch(change(url), { method, headers, body })).status).toBe(403)
  })
})

describe('forms on RGW', () => {
  it.each(['a', '中文 名.txt', 'a+b%&c', 'a"b$key'])('upload %s', async (key) => {
    const options = { bucket: Bucket, key, maxBytes: 100, metadata: { author: 'me' } }
    const policy = await createPostPolicy(client, { ...options, contentType: 'text/plain' })
    const file = new File(['content'], 'f.txt', { type: 'text/plain' })
    const { $metadata } = await postForm(file, policy)
    expect($metadata.status).toBe(201)
    const stored = await client.send(new GetObjectCommand({ Bucket, Key: key }))
    expect(await stored.Body.text()).toBe('content')
    expect(stored).toMatchObject({ ContentType: 'text/plain', Metadata: { author: 'me' } })
    await client.send(new DeleteObjectCommand({ Bucket, Key: key }))
  })

  const send = async ({ url, fields }: PostPolicy, changes: Record<string, string> = {}) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value)
    form.append('file', new Blob(['content']))
    return (await fetch(url, { method: 'POST', body: form })).status
  }

  it.each(['a', '中文 名.txt', 'a b', 'a+b%&c'])('take %s by plain fetch', async (key) => {
    const policy = await createPostPolicy(client, { bucket: Bucket, key, maxBytes: 9 })
    expect(await send(policy, { 'Content-Type': 'text/plain' })).toBe(201)
    const stored = await client.send(new GetObjectCommand({ Bucket, Key: key }))
    expect(await stored.Body.text()).toBe('content')
    await client.send(new DeleteObjectCommand({ Bucket, Key: key }))
  })

  it('are refused with another policy or signature', async () => {
    const policy = await createPostPolicy(client, { bucket: Bucket, key: 'a', maxBytes: 9 })
    const { policy: signed = '', signature = '' } = policy.fields
    const later = btoa(atob(signed).replace(/"expiration":"20../, '"expiration":"2099'))
    expect(later).not.toBe(signed)
    const type = { 'Content-Type': 'text/plain' }
    expect(await send(policy, { ...type, policy: later })).toBe(403)
    expect(await send(policy, { ...type, signature: signature.split('').reverse().join('') })).toBe(
      403,
    )
  })

  it('put the name of the file behind a prefix', async () => {
    const policy = await createPostPolicy(client, { bucket: Bucket, keyPrefix: 'in/', maxBytes: 9 })
    await postForm(new File(['x'], '文 1.txt'), policy)
    const { Contents } = await client.send(new ListObjectsCommand({ Bucket }))
    expect(Contents.map(({ Key }) => Key)).toEqual(['in/文 1.txt'])
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'in/文 1.txt' }))
  })

  it('refuse a file that is too large, another type, another key and another field', async () => {
    const policy = await createPostPolicy(client, {
      bucket: Bucket,
      keyPrefix: 'in/',
      maxBytes: 5,
      contentType: 'image/*',
    })
    const image = new File(['12345'], 'a.png', { type: 'image/png' })
    const large = postForm(new File(['123456'], 'a.png', { type: 'image/png' }), policy)
    expect((await failure(large)).code).toBe('EntityTooLarge')
    const text = postForm(new File(['x'], 'a.txt', { type: 'text/plain' }), policy)
    expect((await failure(text)).code).toBe('AccessDenied')
    const other = postForm(image, policy, { fields: { key: 'out/a.png' } })
    expect((await failure(other)).code).toBe('AccessDenied')
    const more = postForm(image, policy, { fields: { 'x-amz-meta-a': '1' } })
    expect((await failure(more)).code).toBe('AccessDenied')
  })
})
