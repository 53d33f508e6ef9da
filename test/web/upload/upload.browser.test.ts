import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  type CORSRule,
} from '@oos-js/commands'
import { Upload, type UploadOptions } from '@oos-js/web'
import { describe, expect, it, vi } from 'vitest'
import { bytesOf, headerOf } from '../../support/download.ts'
import { failure } from '../../support/failure.ts'
import { keys } from '../../support/keys.ts'
import { createStage, openRule } from '../../support/stage/stage.ts'
import { fileOf, mebibyte, progressOf } from '../../support/upload.ts'

const object = { Bucket: 'photos', Key: 'film' }
const { Bucket } = object
const reason = new Error('enough')

/** A bucket behind a real server of another origin. */
async function setUp(rules: readonly CORSRule[] = [openRule]) {
  const stage = await createStage()
  await stage.createBucket(Bucket, rules)
  const client = stage.client()
  return {
    stage,
    client,
    upload: (source: Blob, options?: Partial<UploadOptions>) =>
      new Upload(client, { source, ...object, ...options }),
    /** The requests for an operation, in the order they came in. */
    async sent(operation: string) {
      const requests = await stage.requests()
      return requests.filter((request) => request.operation === operation)
    },
    /** Whether the service has exactly this. */
    async has(content: Blob): Promise<boolean> {
      const { Body } = await client.send(new GetObjectCommand(object))
      const [own, there] = await Promise.all([bytesOf(content), bytesOf(await Body.blob())])
      return own.length === there.length && own.every((byte, index) => byte === there[index])
    },
  }
}

describe('in a page, an upload', () => {
  it('Req 4b: sends a large file in parts, with MD5 and progress', async () => {
    const { client, has, upload, sent } = await setUp()
    const source = fileOf(12 * mebibyte)
    const task = upload(source)
    const events = progressOf(task)
    const output = await task.done()
    expect(output).toMatchObject({ ...object, ETag: expect.stringMatching(/-3"$/) })
    expect(await has(source)).toBe(true)
    const { ContentType } = await client.send(new HeadObjectCommand(object))
    expect(ContentType).toBe('video/mp4')
    const parts = await sent('UploadPart')
    const sums = parts.map(({ headers }) => headerOf(headers, 'content-md5') ?? '')
    expect(sums.filter((sum) => /^[\w+/]{22}==$/.test(sum))).toHaveLength(3)
    expect(task.progress.granularity).toBe('bytes')
    for (const name of ['loaded', 'confirmed'] as const) {
      const values = events.map((event) => event[name])
      expect(values).toEqual([...values].sort((a, b) => a - b))
    }
    expect(events.filter(({ fraction }) => fraction === 1)).toEqual([events.at(-1)])
  })

  it('sends a small file at once', async () => {
    const { has, upload, sent } = await setUp()
    const source = fileOf(1000, 'image/png')
    await upload(source).done()
    expect(await sent('PutObject')).toHaveLength(1)
    expect(await has(source)).toBe(true)
  })

  it('signs by WebCrypto', async () => {
    const { upload } = await setUp()
    const sign = vi.spyOn(crypto.subtle, 'sign')
    await upload(fileOf(1000)).done()
    expect(sign.mock.calls.length).toBeGreaterThan(0)
    sign.mockRestore()
  })

  it('Req 14a: is aborted on the way, and leaves nothing behind', async () => {
    const { stage, upload, sent } = await setUp()
    await stage.on({ operation: 'UploadPart', part: 2 }).stall()
    const task = upload(fileOf(12 * mebibyte), { md5: false })
    const done = task.done()
    const rest = new Promise<void>((resolve) => {
      task.addEventListener('progress', ({ detail }) => {
        if (detail.parts.done === 2) resolve()
      })
    })
    await rest
    await Promise.all([task.abort(reason), expect(done).rejects.toBe(reason)])
    expect(task.state).toBe('aborted')
    // The last word of the service: there is no such upload.
    expect((await sent('ListParts')).at(-1)?.status).toBe(404)
    expect(await sent('CompleteMultipartUpload')).toEqual([])
  })

  it('Req 3c: takes the tags of its parts from their list where ETag cannot be seen', async () => {
    const { has, upload } = await setUp([{ ...openRule, ExposeHeaders: [] }])
    const source = fileOf(6 * mebibyte)
    await upload(source, { md5: false }).done()
    expect(await has(source)).toBe(true)
  })

  it('Req 22: works when a framework wraps it', async () => {
    const { has, upload } = await setUp()
    const source = fileOf(1000)
    await new Proxy(upload(source), {}).done()
    expect(await has(source)).toBe(true)
  })
})

describe('in a page, commands', () => {
  it('read an object as a Blob, and a part of it', async () => {
    const rule = { ...openRule, ExposeHeaders: [...(openRule.ExposeHeaders ?? []), 'x-amz-meta-a'] }
    const { client } = await setUp([rule])
    const Body = new Blob(['0123456789'], { type: 'text/html' })
    await client.send(new PutObjectCommand({ ...object, Body, Metadata: { a: '1' } }))
    const whole = await client.send(new GetObjectCommand(object))
    const blob = await whole.Body.blob()
    expect([blob.size, blob.type, whole.Metadata]).toEqual([10, 'text/html', { a: '1' }])
    const part = await client.send(new GetObjectCommand({ ...object, Range: 'bytes=2-4' }))
    expect([await part.Body.text(), part.ContentRange]).toEqual(['234', 'bytes 2-4/10'])
  })

  it('find every hard key, and list it as it is', async () => {
    const { client } = await setUp()
    const names = keys.map(([, key]) => key)
    for (const Key of names) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: `at ${Key}` }))
    }
    const { Contents } = await client.send(new ListObjectsCommand({ Bucket }))
    expect(Contents.map(({ Key }) => Key).sort()).toEqual([...names].sort())
    for (const Key of names) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
      expect(await Body.text()).toBe(`at ${Key}`)
    }
  })

  it('reject with the error of the service', async () => {
    const { client } = await setUp()
    const error = await failure(client.send(new GetObjectCommand({ Bucket, Key: 'missing' })))
    expect(error).toMatchObject({ code: 'NoSuchKey', status: 404, key: 'missing' })
  })
})
