import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { OosClient, type UploadProgressEvent } from '@oos-js/core'
import { xhrTransport } from '@oos-js/web'
import { expect, it, vi } from 'vitest'
import { failure } from '../support/failure.ts'
import { createStage, openRule } from '../support/stage/stage.ts'

const object = { Bucket: 'photos', Key: '中文 +%&.jpg' }
const get = new GetObjectCommand(object)
const put = new PutObjectCommand({ ...object, Body: 'content', ContentType: 'text/plain' })

async function setStage() {
  const stage = await createStage()
  await stage.createBucket('photos')
  const client = stage.client({ fetch: xhrTransport })
  return { stage, client }
}

it('shows the bytes of an upload as they leave', async () => {
  const { stage, client } = await setStage()
  const Body = new Blob([new Uint8Array(3_000_000)], { type: 'image/jpeg' })
  const events: UploadProgressEvent[] = []
  const onUploadProgress = (event: UploadProgressEvent) => void events.push(event)
  const { ETag } = await client.send(new PutObjectCommand({ ...object, Body }), {
    onUploadProgress,
  })
  expect(ETag).toMatch(/^"[\da-f]{32}"$/)
  expect(events.at(-1)).toEqual({ loaded: 3_000_000, total: 3_000_000 })
  const loaded = events.map((event) => event.loaded)
  expect(loaded).toEqual([...loaded].sort((a, b) => a - b))
  expect((await stage.requests()).at(-1)).toMatchObject({ bodyLength: 3_000_000, status: 200 })
})

it.each([
  ['text', 'content'],
  ['bytes', new TextEncoder().encode('content')],
  ['a buffer', new TextEncoder().encode('content').buffer],
  ['a Blob', new Blob(['content'], { type: 'text/html' })],
  ['nothing', ''],
])('sends %s', async (_, Body) => {
  const { client } = await setStage()
  await client.send(new PutObjectCommand({ ...object, Body }))
  const stored = await client.send(get)
  expect(await stored.Body.text()).toBe(Body === '' ? '' : 'content')
  expect(stored.ContentType).toBe(Body instanceof Blob ? 'text/html' : 'application/octet-stream')
})

it('gives the answers that fetch gives', async () => {
  const { stage, client } = await setStage()
  const byFetch = stage.client()
  const { ETag } = await client.send(put)
  for (const one of [client, byFetch]) {
    const { Body, $metadata, ...rest } = await one.send(get)
    expect([await Body.text(), $metadata.status, $metadata.requestId, rest]).toEqual([
      'content',
      200,
      expect.any(String),
      expect.objectContaining({ ETag, ContentLength: 7, ContentType: 'text/plain' }),
    ])
    const head = await one.send(new HeadObjectCommand(object))
    expect([head.ETag, head.ContentLength]).toEqual([ETag, 7])
    const part = await one.send(new GetObjectCommand({ ...object, Range: 'bytes=3-5' }))
    expect([await part.Body.text(), part.$metadata.status]).toEqual(['ten', 206])
    const same = new GetObjectCommand({ ...object, IfNoneMatch: ETag })
    expect((await failure(one.send(same))).code).toBe('NotModified')
    const missing = new GetObjectCommand({ ...object, Key: 'missing' })
    expect(await failure(one.send(missing))).toMatchObject({
      code: 'NoSuchKey',
      status: 404,
      requestId: expect.any(String),
    })
    expect((await one.send(new DeleteObjectCommand(object))).$metadata.status).toBe(204)
    await one.send(put)
  }
})

it('shows no more headers than the rules expose', async () => {
  const { stage, client } = await setStage()
  await stage.createBucket('closed', [{ ...openRule, ExposeHeaders: [] }])
  const hidden = await client.send(new PutObjectCommand({ ...object, Bucket: 'closed', Body: '' }))
  expect([hidden.ETag, hidden.$metadata.requestId]).toEqual([undefined, undefined])
})

it('fails as fetch does where there is no CORS rule, with the rule to set', async () => {
  const { stage, client } = await setStage()
  await stage.createBucket('closed', [])
  const error = await failure(client.send(new GetObjectCommand({ ...object, Bucket: 'closed' })))
  expect([error.code, error.hint]).toEqual([
    'NetworkError',
    expect.stringContaining(`<AllowedOrigin>${location.origin}</AllowedOrigin>`),
  ])
})

it('sends again what failed for a passing reason, and begins to count anew', async () => {
  const { stage } = await setStage()
  await stage.on({ operation: 'PutObject' }).fail('InternalError').times(1)
  const client = stage.client({ fetch: xhrTransport, maxAttempts: 2 })
  const ends: number[] = []
  const { $metadata } = await client.send(put, {
    onUploadProgress: ({ loaded, total }) => {
      if (loaded === total) ends.push(loaded)
    },
  })
  expect([$metadata.attempts, ends]).toEqual([2, [7, 7]])
})

it('ends a request with the reason of the signal', async () => {
  const { stage, client } = await setStage()
  await stage.on({ operation: 'PutObject' }).stall()
  const controller = new AbortController()
  const reason = new Error('enough')
  const call = client.send(put, {
    signal: controller.signal,
    onUploadProgress: () => {
      controller.abort(reason)
    },
  })
  await expect(call).rejects.toBe(reason)
  await vi.waitFor(async () => {
    expect((await stage.requests()).at(-1)).toMatchObject({ operation: 'PutObject', aborted: true })
  })
})

it('sends nothing once the signal is aborted', async () => {
  const { stage } = await setStage()
  const reason = new Error('enough')
  const sent = (await stage.requests()).length
  const init = { method: 'GET', headers: new Headers(), redirect: 'manual' } as const
  const call = xhrTransport(stage.url, { ...init, signal: AbortSignal.abort(reason) })
  await expect(call).rejects.toBe(reason)
  expect(await stage.requests()).toHaveLength(sent)
})

it('fails when the browser itself ends the request', async () => {
  const { stage, client } = await setStage()
  await stage.on({ operation: 'GetObject' }).stall()
  const send = vi.spyOn(XMLHttpRequest.prototype, 'send').mockImplementation(function (
    this: XMLHttpRequest,
  ) {
    send.mockRestore()
    this.send()
    // As browsers do when a page is left.
    this.abort()
  })
  expect((await failure(client.send(get))).code).toBe('NetworkError')
})

it.each([302, 307])('F20: %i, which the browser follows, is Redirect and final', async (status) => {
  const { stage } = await setStage()
  // Where a redirect leads, the origin of the page is hidden: only this rule lets it see the answer.
  await stage.createBucket('open', [{ ...openRule, AllowedOrigins: ['*'] }])
  await stage.play({
    write: `HTTP/1.1 ${status} Moved\r\nAccess-Control-Allow-Origin: *\r\nLocation: ${stage.url}/open/a\r\nContent-Length: 0\r\n\r\n`,
  })
  const client = new OosClient({ endpoint: stage.rawUrl, fetch: xhrTransport })
  const error = await failure(client.send(get))
  expect([error.code, (await stage.played()).length]).toEqual(['Redirect', 1])
})
