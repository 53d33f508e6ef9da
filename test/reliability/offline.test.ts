import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { contentMD5, type ClientOptions } from '@oos-js/core'
import { describe, expect, it, vi } from 'vitest'
import { createClient, credentials, errorDocument, rejection } from '../core/support/client.ts'

// What a page loads only when it needs it, and cannot load: it is offline, or a new release removed it.
const gone = vi.hoisted(() => () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})
vi.mock('../../packages/core/src/failure/failure.ts', gone)
vi.mock('../../packages/core/src/signing/provider.ts', gone)
vi.mock('../../packages/core/src/request/md5-engine.ts', gone)
vi.mock('../../packages/core/src/request/sized-body.ts', gone)
vi.mock('../../packages/core/src/xml/library.ts', gone)

const object = { Bucket: 'photos', Key: 'cat.jpg' }
const known = { bucket: 'photos', key: 'cat.jpg', attempts: 1 }

describe('a page that can load no more of the SDK', () => {
  it('gets the status and the request id of an error', async () => {
    const { client } = createClient(
      () =>
        new Response(errorDocument('NoSuchKey'), {
          status: 404,
          headers: { 'x-amz-request-id': 'id1' },
        }),
      { maxAttempts: 3 },
    )
    const error = await rejection(client.send(new GetObjectCommand(object)))
    expect(error).toMatchObject({ ...known, name: 'OosError', status: 404, requestId: 'id1' })
  })

  // Whether to try again is decided by what cannot be loaded.
  it.each([304, 403, 404, 412, 500, 503])('is told of %i at once', async (status) => {
    const { client } = createClient(() => new Response(null, { status }), { maxAttempts: 3 })
    const error = await rejection(client.send(new HeadObjectCommand(object)))
    expect([error.status, error.attempts]).toEqual([status, 1])
  })

  it('is told of a network error at once', async () => {
    const cause = new TypeError('Failed to fetch')
    const { client, sent } = createClient(() => Promise.reject(cause), { maxAttempts: 3 })
    const error = await rejection(client.send(new GetObjectCommand(object)))
    expect(error).toMatchObject({ ...known, code: 'NetworkError', cause })
    expect(sent).toHaveLength(1)
  })

  it('is never told of a success that was none', async () => {
    const { client } = createClient(() => new Response(errorDocument('InternalError')))
    const error = await rejection(client.send(new PutObjectCommand({ ...object, Body: 'a' })))
    expect([error.code, error.status]).toEqual(['InvalidResponse', 200])
  })

  it.each<
    [
      string,
      Partial<ClientOptions>,
      (client: ReturnType<typeof createClient>['client']) => Promise<unknown>,
    ]
  >([
    [
      'what asks a provider',
      { credentials: () => Promise.resolve(credentials) },
      (client) => client.send(new HeadObjectCommand(object)),
    ],
    [
      'what sends streams',
      {},
      (client) =>
        client.send(
          new PutObjectCommand({ ...object, ContentLength: 1, Body: new Blob(['a']).stream() }),
        ),
    ],
    [
      'MD5',
      {},
      (client) => {
        client.use('contentMD5', contentMD5())
        return client.send(new PutObjectCommand({ ...object, Body: 'a' }))
      },
    ],
    [
      'what reads documents with comments',
      {},
      (client) => client.send(new ListObjectsCommand({ Bucket: 'photos' })),
    ],
  ])('is told of a network error when that was %s', async (_what, options, send) => {
    const document = '<ListBucketResult><!-- --><Name>photos</Name></ListBucketResult>'
    const { client } = createClient(() => new Response(document), options)
    const error = await rejection(send(client))
    expect(error).toMatchObject({ name: 'OosError', code: 'NetworkError', bucket: 'photos' })
  })
})
