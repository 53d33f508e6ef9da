import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { describe, expect, it, vi } from 'vitest'
import { failure } from '../../support/failure.ts'
import { keys } from '../../support/keys.ts'
import { Bucket } from '../../support/seed.ts'
import { contentOf, stored } from '../../support/stored.ts'
import { fileOf, mebibyte, partOf, progressOf, setStage } from '../../support/upload.ts'

const reason = new Error('enough')

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer())
}

async function isSame(a: Blob, b: Blob): Promise<boolean> {
  const [first, second] = await Promise.all([bytesOf(a), bytesOf(b)])
  return first.length === second.length && first.every((byte, index) => byte === second[index])
}

describe('in a page, an upload', () => {
  it('Req 4b: sends a large file in parts, with MD5 and progress', async () => {
    const { emulator, upload, sent } = await setStage()
    const source = fileOf(12 * mebibyte)
    const task = upload(source)
    const events = progressOf(task)
    const output = await task.done()
    expect(output).toMatchObject({ Bucket, Key: 'film', ETag: expect.stringMatching(/-3"$/) })
    const object = stored(emulator, Bucket, 'film')
    expect(await isSame(contentOf(object), source)).toBe(true)
    expect(object.headers.get('content-type')).toBe('video/mp4')
    const sums = sent('UploadPart').map(({ headers }) => headers['content-md5'] ?? '')
    expect(sums.filter((sum) => /^[\w+/]{22}==$/.test(sum))).toHaveLength(3)
    const confirmed = events.map((event) => event.confirmed)
    expect(confirmed).toEqual([...confirmed].sort((a, b) => a - b))
    expect(events.filter(({ fraction }) => fraction === 1)).toEqual([events.at(-1)])
  })

  it('sends a small file at once', async () => {
    const { emulator, upload, sent } = await setStage()
    const source = fileOf(1000, 'image/png')
    await upload(source).done()
    expect(sent('PutObject')).toHaveLength(1)
    expect(await isSame(contentOf(stored(emulator, Bucket, 'film')), source)).toBe(true)
  })

  it('signs by WebCrypto', async () => {
    const { upload } = await setStage()
    const sign = vi.spyOn(crypto.subtle, 'sign')
    await upload(fileOf(1000)).done()
    expect(sign.mock.calls.length).toBeGreaterThan(0)
    sign.mockRestore()
  })

  it('Req 14a: is aborted on the way, and leaves nothing behind', async () => {
    const stage = await setStage((send) => (url, init) => {
      const answer = send(url, init)
      if (partOf(url) === '2') void task.abort(reason)
      return answer
    })
    stage.emulator.faults.on({ operation: 'UploadPart', part: 2 }).delay(1)
    const task = stage.upload(fileOf(12 * mebibyte), { md5: false })
    await expect(task.done()).rejects.toBe(reason)
    await task.abort()
    expect([task.state, stage.emulator.uploads.size]).toEqual(['aborted', 0])
  })

  it('Req 3c: takes the tags of its parts from their list where ETag cannot be seen', async () => {
    const { emulator, upload } = await setStage((send) => async (url, init) => {
      const response = await send(url, init)
      return partOf(url) === undefined ? response : new Response()
    })
    const source = fileOf(6 * mebibyte)
    await upload(source, { md5: false }).done()
    expect(await isSame(contentOf(stored(emulator, Bucket, 'film')), source)).toBe(true)
  })

  it('Req 22: works when a framework wraps it', async () => {
    const { emulator, upload } = await setStage()
    await new Proxy(upload(fileOf(1000)), {}).done()
    expect(emulator.buckets.get(Bucket)?.objects.size).toBe(1)
  })
})

describe('in a page, commands', () => {
  it('read an object as a Blob, and a part of it', async () => {
    const { client } = await setStage()
    const Body = new Blob(['0123456789'], { type: 'text/html' })
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body, Metadata: { a: '1' } }))
    const whole = await client.send(new GetObjectCommand({ Bucket, Key: 'k' }))
    const blob = await whole.Body.blob()
    expect([blob.size, blob.type, whole.Metadata]).toEqual([10, 'text/html', { a: '1' }])
    const part = await client.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=2-4' }))
    expect([await part.Body.text(), part.ContentRange]).toEqual(['234', 'bytes 2-4/10'])
  })

  it('list every hard key as it is', async () => {
    const { client } = await setStage()
    const names = keys.map(([, key]) => key)
    for (const Key of names) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'abc' }))
    const { Contents } = await client.send(new ListObjectsCommand({ Bucket }))
    expect(Contents.map(({ Key }) => Key).sort()).toEqual([...names].sort())
  })

  it.each(keys)('find a key: %s', async (_, Key) => {
    const { client } = await setStage()
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'abc' }))
    const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key }))
    expect(ContentLength).toBe(3)
  })

  it('reject with the error of the service', async () => {
    const { client } = await setStage()
    const error = await failure(client.send(new GetObjectCommand({ Bucket, Key: 'missing' })))
    expect(error).toMatchObject({ code: 'NoSuchKey', status: 404, key: 'missing' })
  })
})
