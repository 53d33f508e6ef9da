import { GetObjectCommand, HeadObjectCommand } from '@oos-js/commands'
import { createPostPolicy, type PostPolicyOptions, type UploadProgressEvent } from '@oos-js/core'
import { postForm } from '@oos-js/web'
import { describe, expect, it, vi } from 'vitest'
import { failure } from '../support/failure.ts'
import { createStage } from '../support/stage/stage.ts'

const picture = new File(['a picture'], '文 1.png', { type: 'image/png' })

async function setStage() {
  const stage = await createStage()
  await stage.createBucket('photos')
  const client = stage.client()
  const policyOf = (options: Partial<PostPolicyOptions> = {}) =>
    createPostPolicy(client, { bucket: 'photos', key: 'a', maxBytes: 5_000_000, ...options })
  const read = async (Key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'photos', Key }))
    return Body.text()
  }
  return { stage, client, policyOf, read }
}

describe('a form that a page sends', () => {
  it.each(['a', '中文 名.txt', 'a+b%&c', 'a"b$key'])('stores the file as %j', async (key) => {
    const { client, policyOf, read } = await setStage()
    const output = await postForm(picture, await policyOf({ key, metadata: { author: 'me' } }))
    expect(output).toMatchObject({
      Bucket: 'photos',
      Key: key,
      ETag: expect.stringMatching(/^"[\da-f]{32}"$/),
      $metadata: { status: 201, attempts: 1 },
    })
    expect(await read(key)).toBe('a picture')
    const head = await client.send(new HeadObjectCommand({ Bucket: 'photos', Key: key }))
    expect(head.ContentType).toBe('image/png')
  })

  it('puts the name of the file behind a prefix', async () => {
    const { policyOf, read } = await setStage()
    const policy = await policyOf({ key: undefined, keyPrefix: 'in/' })
    expect((await postForm(picture, policy)).Key).toBe('in/文 1.png')
    expect(await read('in/文 1.png')).toBe('a picture')
  })

  it('shows the bytes as they leave, up to the last', async () => {
    const { stage, policyOf } = await setStage()
    const events: UploadProgressEvent[] = []
    const file = new Blob([new Uint8Array(2_000_000)])
    await postForm(file, await policyOf(), {
      onUploadProgress: (event) => void events.push(event),
    })
    const { loaded, total } = events.at(-1)!
    expect([loaded, total > file.size]).toEqual([total, true])
    expect((await stage.requests()).at(-1)).toMatchObject({ bodyLength: file.size })
  })

  it.each([
    ['that is too large', 'EntityTooLarge', { maxBytes: 8 }, {}],
    ['that is too small', 'EntityTooSmall', { minBytes: 10 }, {}],
    ['of another type', 'AccessDenied', { contentType: 'text/*' }, {}],
    ['with another key', 'AccessDenied', {}, { key: 'b' }],
    ['with another field', 'AccessDenied', {}, { 'x-amz-meta-a': '1' }],
    ['with another status', 'AccessDenied', {}, { success_action_status: '200' }],
  ])('S13: is refused a file %s', async (_, code, options, fields) => {
    const { stage, policyOf } = await setStage()
    const error = await failure(postForm(picture, await policyOf(options), { fields }))
    expect([error.code, error.operation]).toEqual([code, 'PostObject'])
    expect((await stage.requests()).filter(({ status }) => status === 201)).toEqual([])
  })

  it('may have more fields where the policy is open', async () => {
    const { client, policyOf } = await setStage()
    const fields = { 'Content-Type': 'image/jpeg' }
    await postForm(picture, await policyOf({ contentType: 'image/*' }), { fields })
    const head = await client.send(new HeadObjectCommand({ Bucket: 'photos', Key: 'a' }))
    expect(head.ContentType).toBe('image/jpeg')
  })

  it.each([200, 204] as const)('succeeds with %i as well', async (successStatus) => {
    const { policyOf, read } = await setStage()
    const output = await postForm(picture, await policyOf({ successStatus }))
    expect([output.$metadata.status, output.Key]).toEqual([successStatus, undefined])
    expect(await read('a')).toBe('a picture')
  })

  it('is sent again when it failed for a passing reason', async () => {
    const { stage, policyOf, read } = await setStage()
    await stage.on({ operation: 'PostObject' }).fail('InternalError').times(2)
    const { $metadata } = await postForm(picture, await policyOf())
    expect([$metadata.attempts, await read('a')]).toEqual([3, 'a picture'])
  })

  it('is not sent again when it was refused', async () => {
    const { stage, policyOf } = await setStage()
    await stage.on({ operation: 'PostObject' }).fail('AccessDenied')
    const before = (await stage.requests()).length
    expect((await failure(postForm(picture, await policyOf()))).attempts).toBe(1)
    expect(await stage.requests()).toHaveLength(before + 1)
  })

  it('ends with the reason of the signal', async () => {
    const { stage, policyOf } = await setStage()
    await stage.on({ operation: 'PostObject' }).stall()
    const controller = new AbortController()
    const reason = new Error('enough')
    const { signal } = controller
    const ended = expect(postForm(picture, await policyOf(), { signal })).rejects.toBe(reason)
    const last = async () => (await stage.requests()).at(-1)
    const patient = { timeout: 10_000 }
    await vi.waitFor(async () => {
      expect(await last()).toMatchObject({ operation: 'PostObject' })
    }, patient)
    controller.abort(reason)
    await ended
    await vi.waitFor(async () => {
      expect(await last()).toMatchObject({ operation: 'PostObject', aborted: true })
    }, patient)
  })

  it('names the rule to set where there is none', async () => {
    const { stage, client } = await setStage()
    await stage.createBucket('closed', [])
    const policy = await createPostPolicy(client, { bucket: 'closed', key: 'a', maxBytes: 9 })
    const error = await failure(postForm(picture, policy))
    expect([error.code, error.hint]).toEqual([
      'NetworkError',
      expect.stringContaining('<CORSRule>'),
    ])
  })

  it('needs no more headers than any form', async () => {
    const { stage, client } = await setStage()
    const rule = { AllowedOrigins: [location.origin], AllowedMethods: ['POST' as const] }
    await stage.createBucket('narrow', [rule])
    const policy = await createPostPolicy(client, { bucket: 'narrow', key: 'a', maxBytes: 9 })
    expect((await postForm(picture, policy)).Key).toBe('a')
  })
})

describe('the fields of a policy', () => {
  it('are what a form without a script needs, and no CORS rule', async () => {
    const { stage, client } = await setStage()
    await stage.createBucket('closed', [])
    const { url, fields } = await createPostPolicy(client, {
      bucket: 'closed',
      key: '${filename}',
      maxBytes: 9,
      metadata: { author: 'me' },
    })
    const frame = document.createElement('iframe')
    frame.name = 'answer'
    const form = document.createElement('form')
    Object.assign(form, { action: url, method: 'post', enctype: 'multipart/form-data' })
    form.target = frame.name
    for (const [name, value] of Object.entries({ ...fields, 'Content-Type': 'image/png' })) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    }
    const input = Object.assign(document.createElement('input'), { type: 'file', name: 'file' })
    const files = new DataTransfer()
    files.items.add(picture)
    input.files = files.files
    form.append(input)
    document.body.append(frame, form)
    const isSent = async () => {
      const posts = (await stage.requests()).filter(({ operation }) => operation === 'PostObject')
      expect(posts.map(({ key, status }) => [key, status])).toEqual([['文 1.png', 201]])
    }
    form.submit()
    await vi.waitFor(isSent)
    frame.remove()
    form.remove()
  })

  it('are what any script can send', async () => {
    const { policyOf, read } = await setStage()
    const { url, fields } = await policyOf({ contentType: 'image/png' })
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', picture)
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(201)
    expect(await read('a')).toBe('a picture')
  })
})
