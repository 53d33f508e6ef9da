import { createHmac } from 'node:crypto'
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { handleSignRequest, OosClient, remoteSigner, type SigningKey } from '@oos-js/core'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { clock, createClient, endpoint } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { inProcess } from '../support/in-process.ts'
import { commandNames, makeCommand } from '../wire/commands.ts'
import { samples } from '../wire/samples.ts'

const { accessKeyId, secretAccessKey } = defaultAccount

/** The headers that a command is sent with. */
async function headersOf(name: (typeof commandNames)[number], options: object) {
  const sent: Headers[] = []
  const client = createClient({
    iamEndpoint: endpoint,
    fetch: (_, { headers }) => {
      sent.push(headers)
      return Promise.reject(new TypeError('enough'))
    },
    ...options,
  })
  await client.send(makeCommand(name, samples[name])).catch(() => undefined)
  return Object.fromEntries(sent[0] ?? [])
}

describe('signing in another place', () => {
  const sign = (text: string): Promise<string> =>
    Promise.resolve(createHmac('sha1', secretAccessKey).update(text).digest('base64'))

  it.each(commandNames)('sends %s as signing here does', async (name) => {
    const there = await headersOf(name, {
      credentials: undefined,
      sign: () => Promise.resolve({ accessKeyId, sign }),
    })
    expect(there['authorization']).toMatch(/^AWS \S+:\S{28}$/)
    expect(there).toEqual(await headersOf(name, {}))
  })

  it('asks for the key once, and for a signature each time', async () => {
    const asked: string[] = []
    const key: SigningKey = {
      accessKeyId,
      sign: (text) => {
        asked.push(text.split('\n', 1)[0] ?? '')
        return sign(text)
      },
    }
    const emulator = createEmulator({ clock })
    const client = new OosClient({
      endpoint,
      clock,
      fetch: inProcess(emulator),
      sign: () => {
        asked.push('key')
        return Promise.resolve(key)
      },
    })
    await client.send(new CreateBucketCommand({ Bucket: 'photos' }))
    await client.send(new ListBucketsCommand())
    expect(asked).toEqual(['key', 'PUT', 'GET'])
  })
})

describe('a page that signs through a server', () => {
  function setStage() {
    const emulator = createEmulator({ clock })
    const received: string[] = []
    const sign = remoteSigner('https://app.test/sign', {
      headers: () => Promise.resolve({ authorization: 'Bearer user' }),
      fetch: async (url, init) => {
        const request = new Request(url, init)
        if (request.headers.get('authorization') !== 'Bearer user') {
          return new Response('who are you?', { status: 401 })
        }
        const answer = await handleSignRequest(request, {
          credentials: defaultAccount,
          buckets: ['photos'],
          keyPrefixes: ['me/'],
          clock,
        })
        received.push(await answer.clone().text())
        return answer
      },
    })
    const page = new OosClient({ endpoint, clock, sign, fetch: inProcess(emulator) })
    const owner = createClient({ fetch: inProcess(emulator) })
    return { page, owner, received }
  }

  it('uses what the server allows, and never receives the secret', async () => {
    const { page, owner, received } = setStage()
    await owner.send(new CreateBucketCommand({ Bucket: 'photos' }))
    const object = { Bucket: 'photos', Key: 'me/文 1.txt' }
    await page.send(new PutObjectCommand({ ...object, Body: 'mine' }))
    const { Body } = await page.send(new GetObjectCommand(object))
    expect(await Body.text()).toBe('mine')
    expect(received).toHaveLength(3)
    expect(received.join()).not.toContain(secretAccessKey)
  })

  it.each([
    ['lists nothing', new ListBucketsCommand()],
    ['makes no bucket', new CreateBucketCommand({ Bucket: 'photos' })],
    ['reads nothing of others', new GetObjectCommand({ Bucket: 'photos', Key: 'you/a' })],
  ])('%s', async (_, command) => {
    const { page } = setStage()
    const error = await failure(page.send(command as ListBucketsCommand))
    expect([error.code, error.operation]).toEqual(['AccessDenied', 'remoteSigner'])
  })
})
