import { OosClient, type OosError } from '@oos-js/core'
import { GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { defaultAccount } from '@oos-js/emulator'
import { expect, it } from 'vitest'
import { failure } from '../support/failure.ts'
import { httpText } from '../support/http-text.ts'
import { rawServer } from '../support/raw-server.ts'

const object = { Bucket: 'photos', Key: 'cat.jpg' }

/** The error of a request that is redirected, and how many requests the server got. */
async function redirected(
  status: number,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<{ error: OosError; count: number }> {
  const server = await rawServer(async (request, reply) => {
    await request.read()
    reply.write(httpText(status, headers, body))
  })
  const client = new OosClient({ endpoint: server.url, credentials: defaultAccount })
  const error = await failure(client.send(new PutObjectCommand({ ...object, Body: 'a' })))
  return { error, count: server.requests.length }
}

it.each([301, 302, 303, 307, 308])(
  'F20: %i to another region is not followed, and names the endpoint to set',
  async (status) => {
    const location = 'https://oos-hazz.ctyunapi.cn/photos/cat.jpg?x=1'
    const { error, count } = await redirected(status, { location })
    expect([error.code, error.status, count]).toEqual(['Redirect', status, 1])
    expect(error.hint).toBe('Set endpoint to https://oos-hazz.ctyunapi.cn.')
  },
)

it('F20: the place may stand in the document', async () => {
  const document =
    '<Error><Code>PermanentRedirect</Code><Message>Elsewhere.</Message><Endpoint>oos-gz.ctyunapi.cn</Endpoint></Error>'
  const { error } = await redirected(301, {}, document)
  expect([error.code, error.hint]).toEqual(['Redirect', 'Set endpoint to oos-gz.ctyunapi.cn.'])
})

it('F20: a circle is one request', async () => {
  const { error, count } = await redirected(307, { location: '/photos/cat.jpg' })
  expect([error.code, count]).toEqual(['Redirect', 1])
  expect(error.hint).toContain('back to the same host')
})

it('F20: one without a place says so', async () => {
  const { error, count } = await redirected(307, {})
  expect([error.code, count]).toEqual(['Redirect', 1])
  expect(error.hint).toContain('does not say where')
})

it.each([
  'https://user:password@oos-gz.ctyunapi.cn/',
  'javascript:alert(1)',
  'https://[',
  '//x.example',
])('F20: %s is no place to name', async (location) => {
  const { error } = await redirected(302, { location })
  expect(error.code).toBe('Redirect')
  expect(error.message).not.toContain('password')
  expect(error.hint).not.toMatch(/^Set endpoint to https?:.*(user|alert)/)
})

it.each([301, 302, 307, 308])(
  'S8: a server that %i leads to gets nothing at all',
  async (status) => {
    const thief = await rawServer((_request, reply) => {
      reply.answer(200)
    })
    const session = { ...defaultAccount, sessionToken: 'token' }
    const server = await rawServer(async (request, reply) => {
      await request.read()
      reply.answer(status, { location: `${thief.url}/photos/cat.jpg` })
    })
    const client = new OosClient({ endpoint: server.url, credentials: session })
    const put = new PutObjectCommand({ ...object, Body: 'secret content' })
    expect((await failure(client.send(put))).code).toBe('Redirect')
    expect((await failure(client.send(new GetObjectCommand(object)))).code).toBe('Redirect')
    expect([server.requests.length, thief.requests.length, thief.connections]).toEqual([2, 0, 0])
  },
)
