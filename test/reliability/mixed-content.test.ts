import { GetObjectCommand } from '@oos-js/commands'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { failure } from '../support/failure.ts'

const get = new GetObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' })
const fetch = vi.fn(async () => new Response('a'))

beforeEach(() => {
  vi.resetModules()
  vi.stubGlobal('fetch', fetch.mockClear())
  vi.spyOn(console, 'warn').mockReturnValue()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Clients of a page that has just been loaded. */
async function inPage(protocol: string) {
  vi.stubGlobal('location', { protocol, origin: `${protocol}//app.example` })
  const { OosClient } = await import('@oos-js/core')
  return OosClient
}

it('Req 3b: a page served over https refuses an http endpoint before the request', async () => {
  const OosClient = await inPage('https:')
  const error = await failure(new OosClient({ endpoint: 'http://oos-cn.ctyunapi.cn' }).send(get))
  expect([error.code, error.attempts, fetch.mock.calls.length]).toEqual(['MixedContent', 0, 0])
})

it('Req 3b: it warns of that once, however many clients are made', async () => {
  vi.stubGlobal('location', {
    protocol: 'https:',
    origin: 'https://app.example',
    hostname: 'app.example',
  })
  const { OosClient } = await import('@oos-js/core')
  for (let count = 0; count < 3; count++) new OosClient({ endpoint: 'http://oos-cn.ctyunapi.cn' })
  await vi.waitFor(() => {
    expect(vi.mocked(console.warn).mock.calls).toEqual([
      [expect.stringContaining('pages served over https cannot use it')],
    ])
  })
})

it.each([
  ['https:', 'https://oos-cn.ctyunapi.cn'],
  ['https:', 'http://localhost:8080'],
  ['https:', 'http://127.0.0.1:8080'],
  ['http:', 'http://oos-cn.ctyunapi.cn'],
])('a page served over %s may use %s', async (protocol, endpoint) => {
  const OosClient = await inPage(protocol)
  await new OosClient({ endpoint }).send(get)
  expect(fetch).toHaveBeenCalledTimes(1)
})

it('Req 3b: a transport of its own may use any', async () => {
  const OosClient = await inPage('https:')
  const client = new OosClient({
    endpoint: 'http://demo.oos',
    fetch: async () => new Response('a'),
  })
  expect((await client.send(get)).$metadata.status).toBe(200)
})
