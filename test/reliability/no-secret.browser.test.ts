import {
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  type CORSRule,
} from '@oos-js/commands'
import { OosClient, remoteSigner, type PostPolicy } from '@oos-js/core'
import { postForm, Upload, xhrTransport } from '@oos-js/web'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { uploadFile } from '../../docs/recipes/presigned-upload/page.ts'
import { everything } from '../support/everything.ts'
import { failure } from '../support/failure.ts'
import { createStage, openRule, type Stage } from '../support/stage/stage.ts'

const Bucket = 'photos'
const authorization = 'Bearer user-1'
const mebibyte = 2 ** 20

/** A file whose bytes are all over the place, so that no part is like another. */
const film = new File(
  [new Uint32Array(3 * mebibyte).map((_, index) => Math.imul(index, 2_654_435_761))],
  '影 1.png',
  { type: 'image/png' },
)

async function isSame(one: Blob, other: Blob): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map(async (blob) => blob.arrayBuffer()))
  const [left, right] = [new Uint32Array(a!), new Uint32Array(b!)]
  return a!.byteLength === b!.byteLength && left.every((word, index) => word === right[index])
}

/** A page of an application whose server has the key, and all that the page keeps while it works. */
async function setStage(rules?: readonly CORSRule[]) {
  const stage = await createStage({ hasSecret: true })
  await stage.createBucket(Bucket, rules)
  const app = await stage.openApp(Bucket)
  const sign = remoteSigner(`${app}/sign`, { headers: { authorization } })
  const client = new OosClient({ endpoint: stage.url, sign })
  const ask = (path: string, question?: object) =>
    fetch(app + path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      ...(question && { body: JSON.stringify(question) }),
    })
  const read = async (Key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    return Body.blob()
  }
  return { stage, client, sign, ask, read }
}

/** All that a page has, beside what it holds in these values. */
function possessions(...values: readonly unknown[]): string[] {
  return [
    ...values.map((value) => everything(value)),
    ...values.map((value) => JSON.stringify(value)),
    ...performance.getEntries().map((entry) => entry.name),
    document.documentElement.outerHTML,
    document.cookie,
    JSON.stringify(Object.entries(localStorage)),
    JSON.stringify(Object.entries(sessionStorage)),
    ...said,
  ]
}

async function expectNoLeak(stage: Stage, ...values: readonly unknown[]): Promise<void> {
  const { searched, found } = await stage.leaks(...possessions(...values))
  expect(found).toEqual([])
  expect(searched).toBeGreaterThan(values.length + 5)
}

/** What was written to the console. */
const said: string[] = []

beforeEach(() => {
  said.length = 0
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void said.push(everything(words)))
  }
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('a page without a key', () => {
  it('S3: uploads with a form, and nothing that it got or has holds the secret', async () => {
    const { stage, client, ask, read } = await setStage()
    const policy = (await (await ask('/form')).json()) as PostPolicy
    const output = await postForm(film, policy)
    expect(output.Key).toBe('user-1/影 1.png')
    expect(await isSame(await read('user-1/影 1.png'), film)).toBe(true)
    const large = new File([new Uint8Array(20_000_001)], 'b.png', { type: 'image/png' })
    const error = await failure(postForm(large, policy))
    expect(['EntityTooLarge', 'NetworkError']).toContain(error.code)
    await expectNoLeak(stage, policy, output, error, client)
  })

  it.each([
    ['fetch', {}],
    ['XMLHttpRequest', { fetch: xhrTransport }],
  ])(
    'S3: uploads in parts that a server signs, by %s, and nothing holds the secret',
    async (_, options) => {
      const { stage, client, sign, read } = await setStage()
      const sending = new OosClient({ endpoint: stage.url, sign, ...options })
      const Key = 'user-1/film.png'
      const upload = new Upload(sending, { Bucket, Key, source: film })
      const output = await upload.done()
      expect(output.ETag).toMatch(/-3"$/)
      expect(await isSame(await read(Key), film)).toBe(true)
      await expectNoLeak(stage, client, sending, upload, output)
    },
  )

  it('S3: may do no more than its server signs', async () => {
    const { stage, client } = await setStage()
    const errors = [
      await failure(client.send(new ListBucketsCommand())),
      await failure(client.send(new ListObjectsCommand({ Bucket }))),
      await failure(client.send(new GetObjectCommand({ Bucket, Key: 'user-2/film.png' }))),
      await failure(client.send(new GetObjectCommand({ Bucket: 'films', Key: 'user-1/a' }))),
    ]
    expect(errors.map(({ code, operation }) => [code, operation])).toEqual(
      errors.map(() => ['AccessDenied', 'remoteSigner']),
    )
    await expectNoLeak(stage, client, ...errors)
  })

  it.each([
    ['fetch', undefined],
    [
      'XMLHttpRequest',
      (url: string, init: RequestInit) =>
        xhrTransport(url, {
          method: 'PUT',
          headers: new Headers(init.headers),
          body: init.body as Blob,
          signal: undefined,
          redirect: 'manual',
        }),
    ],
  ])('S3: uploads parts to signed links by %s, and nothing holds the secret', async (_, send) => {
    const { stage, ask, read } = await setStage([
      // No header need be seen for it, and none be allowed but the type.
      { AllowedOrigins: ['*'], AllowedMethods: ['PUT'], AllowedHeaders: ['content-type'] },
      { ...openRule, AllowedMethods: ['GET'] },
    ])
    await stage.on({ operation: 'UploadPart', part: 2 }).fail('InternalError').times(1)
    const progress: number[] = []
    const key = await uploadFile(film, {
      ask: (question) => ask('/upload', question),
      onProgress: (bytes) => progress.push(bytes),
      ...(send && { send }),
    })
    expect(key).toMatch(/^user-1\/[\da-f-]{36}\/影 1\.png$/)
    expect([progress.length, progress.at(-1)]).toEqual([3, film.size])
    expect(await isSame(await read(key), film)).toBe(true)
    await expectNoLeak(stage, key)
  })

  it('ends an upload in parts that cannot go on, and leaves nothing behind', async () => {
    const { stage, ask } = await setStage()
    await stage.on({ operation: 'UploadPart' }).fail('AccessDenied').times(9)
    const upload = uploadFile(film, { ask: (question) => ask('/upload', question) })
    await expect(upload).rejects.toThrow(/part \d: 403/)
    expect((await stage.requests()).at(-1)).toMatchObject({
      operation: 'AbortMultipartUpload',
      status: 204,
    })
  })

  it.each([
    ['another’s name', { do: 'sign', key: 'user-2/a', uploadId: '1', partNumber: 1 }],
    ['a size beyond the limit', { do: 'begin', name: 'a', type: '', size: 20_000_001 }],
  ])('is given nothing for %s', async (_, question) => {
    const { ask } = await setStage()
    expect((await ask('/upload', question)).status).toBe(403)
  })

  it('has nothing to upload with once the parts are more than allowed', async () => {
    const { stage, ask } = await setStage()
    const begin = { do: 'begin', name: 'a', type: 'image/png', size: 1 }
    const { key, uploadId } = await (await ask('/upload', begin)).json()
    const sign = { do: 'sign', key, uploadId, partNumber: 1 }
    const { url, headers } = await (await ask('/upload', sign)).json()
    const body = new Blob([new Uint8Array(20_000_001)])
    await fetch(url, { method: 'PUT', headers, body })
    expect((await ask('/upload', { do: 'complete', key, uploadId })).status).toBe(403)
    expect((await stage.requests()).at(-1)).toMatchObject({ operation: 'AbortMultipartUpload' })
  })
})

describe('a secret that a page did get', () => {
  it.each(['/careless', '/careless-header'])('is found: %s', async (path) => {
    const { stage, ask } = await setStage()
    await ask(path)
    expect((await stage.leaks()).found.length).toBeGreaterThan(0)
  })

  it('is found in what the page has', async () => {
    const { stage, ask } = await setStage()
    const keys = await (await ask('/careless')).json()
    const before = (await stage.leaks()).found.length
    const { found } = await stage.leaks(...possessions({ deep: { inside: [keys] } }))
    expect(found.length).toBeGreaterThan(before)
  })
})
