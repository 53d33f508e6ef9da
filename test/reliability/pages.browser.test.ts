import { OosClient } from '@oos-js/core'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { defaultAccount } from '@oos-js/emulator'
import { Upload } from '@oos-js/web'
import { expect, it } from 'vitest'
import { failure } from '../support/failure.ts'
import { createStage, openRule } from '../support/stage/stage.ts'

const object = { Bucket: 'photos', Key: 'cat.jpg' }
const get = new GetObjectCommand(object)
const put = new PutObjectCommand({ ...object, Body: 'a', ContentType: 'image/jpeg' })
const open = 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n'

it('F9: content of another origin that is shorter than announced is an error', async () => {
  const stage = await createStage()
  await stage.play({ write: `${open}Content-Length: 10\r\n\r\nshort`, end: 'close' })
  const { Body } = await new OosClient({ endpoint: stage.rawUrl, maxAttempts: 1 }).send(get)
  const error = await failure(Body.text())
  expect(['Integrity', 'NetworkError']).toContain(error.code)
})

it('F11: content that stalls is an error after the idle limit', async () => {
  const stage = await createStage()
  await stage.play({ write: `${open}Content-Length: 10\r\n\r\nshort` })
  const client = new OosClient({ endpoint: stage.rawUrl, maxAttempts: 1, timeout: { idle: 100 } })
  const { Body } = await client.send(get)
  expect((await failure(Body.text())).code).toBe('Timeout')
})

it('F46: gzip whose encoding CORS hides is unpacked, and not measured by its length', async () => {
  const stage = await createStage()
  const gzip = new Blob(['a']).stream().pipeThrough(new CompressionStream('gzip'))
  const bytes = new Uint8Array(await new Response(gzip).arrayBuffer())
  expect(bytes.length).toBeGreaterThan(1)
  const client = new OosClient({
    endpoint: stage.rawUrl,
    maxAttempts: 1,
    // What a browser shows of such an answer: the content unpacked, and the length of the gzip.
    fetch: async () => {
      const response = new Response('a', { headers: { 'content-length': String(bytes.length) } })
      Object.defineProperty(response, 'type', { value: 'cors' })
      return response
    },
  })
  const { Body } = await client.send(get)
  expect(await Body.text()).toBe('a')
})

it.each([301, 302, 307, 308])('F20: %i, which the browser hides, is Redirect', async (status) => {
  const stage = await createStage()
  const location = `${stage.url}/photos/cat.jpg`
  await stage.play({
    write: `HTTP/1.1 ${status} Moved\r\nAccess-Control-Allow-Origin: *\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`,
  })
  const client = new OosClient({ endpoint: stage.rawUrl, credentials: defaultAccount })
  const error = await failure(client.send(put))
  expect([error.code, (await stage.played()).length]).toEqual(['Redirect', 1])
  expect(error.hint).toContain('the browser hides it')
})

it.each([302, 307])('S8: a server that %i leads to gets nothing at all', async (status) => {
  const [stage, thief] = [await createStage(), await createStage()]
  await thief.play({ write: `${open}Content-Length: 0\r\n\r\n` })
  const location = `${thief.rawUrl}/photos/cat.jpg`
  await stage.play({
    write: `HTTP/1.1 ${status} Moved\r\nAccess-Control-Allow-Origin: *\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`,
  })
  const credentials = { ...defaultAccount, sessionToken: 'token' }
  const client = new OosClient({ endpoint: stage.rawUrl, credentials })
  expect((await failure(client.send(put))).code).toBe('Redirect')
  expect((await failure(client.send(get))).code).toBe('Redirect')
  expect(await thief.played()).toEqual([])
})

it('F30: a single upload whose ETag CORS hides succeeds without it', async () => {
  const stage = await createStage()
  await stage.createBucket('photos', [{ ...openRule, ExposeHeaders: [] }])
  const { ETag, $metadata } = await stage.client().send(put)
  expect([ETag, $metadata.status, $metadata.requestId]).toEqual([undefined, 200, undefined])
})

it('F30, Req 3c: an upload in parts whose ETags CORS hides takes them from the list of its parts', async () => {
  const stage = await createStage()
  await stage.createBucket('photos', [{ ...openRule, ExposeHeaders: [] }])
  const source = new Blob([new Uint8Array(5 * 2 ** 20 + 1)])
  const upload = new Upload(stage.client(), { ...object, source, md5: false })
  await upload.done()
  expect(upload.state).toBe('done')
  const { ContentLength } = await stage.client().send(new HeadObjectCommand(object))
  expect(ContentLength).toBe(source.size)
})

it('F31, Req 3a: a bucket without CORS rules is NetworkError, with causes and the rule to set', async () => {
  const stage = await createStage()
  await stage.createBucket('photos', [])
  const { code, hint = '', message } = await failure(stage.client().send(put))
  expect(code).toBe('NetworkError')
  for (const cause of ['cors', 'offline', 'dns-or-tls', 'proxy-or-blocker']) {
    expect(hint).toContain(cause)
  }
  expect(hint).toContain(`The page is ${location.origin}, the request PUT ${stage.url}.`)
  expect(hint).toContain('AllowedHeader must name: authorization, content-type, x-amz-date')
  expect(hint).toContain(
    `<CORSConfiguration><CORSRule><AllowedOrigin>${location.origin}</AllowedOrigin>`,
  )
  expect(hint).toContain('<ExposeHeader>ETag</ExposeHeader>')
  expect(message).toContain(hint)
})

it('F31, Req 3a: a server that is not there looks the same, and nothing is claimed for certain', async () => {
  const client = new OosClient({ endpoint: 'http://127.0.0.1:9', maxAttempts: 1 })
  const { code, hint } = await failure(client.send(get))
  expect([code, hint]).toEqual(['NetworkError', expect.stringContaining('it may be cors, offline')])
})

it('F31, Req 3a, Req 3d: where the rule of the error is set, the same call succeeds', async () => {
  const stage = await createStage()
  await stage.createBucket('photos', [])
  const { hint = '' } = await failure(stage.client().send(put))
  const document = new DOMParser().parseFromString(/<CORS.*>/.exec(hint)![0], 'text/xml')
  const texts = (name: string) =>
    Array.from(document.getElementsByTagName(name), ({ textContent }) => textContent)
  await stage.createBucket('films', [
    {
      AllowedOrigins: texts('AllowedOrigin'),
      AllowedMethods: texts('AllowedMethod') as never,
      AllowedHeaders: texts('AllowedHeader'),
      ExposeHeaders: texts('ExposeHeader'),
    },
  ])
  const output = await stage
    .client()
    .send(new PutObjectCommand({ Bucket: 'films', Key: 'a', Body: 'a' }))
  expect(output.ETag).toBe('"0cc175b9c0f1b6a831c399e269772661"')
  expect(output.$metadata.requestId).toBeDefined()
})
