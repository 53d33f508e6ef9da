import { createHmac } from 'node:crypto'
import {
  CreateBucketCommand,
  credentialsFrom,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import {
  handleSignRequest,
  OosClient,
  remoteSigner,
  type ClientOptions,
  type Credentials,
  type SigningKey,
} from '@oos-js/core'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { describe, expect, it, vi } from 'vitest'
import { clock, createClient, endpoint, now } from '../support/client.ts'
import { deferred } from '../support/deferred.ts'
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
  const object = { Bucket: 'photos', Key: 'me/文 1.txt' }
  const put = new PutObjectCommand({ ...object, Body: 'mine' })

  /** A server whose answers to the page may be replaced, one after another. */
  async function setStage(changes: readonly ((answer: Response) => Response)[] = []) {
    let credentials: Credentials = defaultAccount
    const emulator = createEmulator({ clock })
    const received: string[] = []
    const left = [...changes]
    const sign = remoteSigner('https://app.test/sign', {
      headers: () => Promise.resolve({ authorization: 'Bearer user' }),
      fetch: async (url, init) => {
        const request = new Request(url, init)
        if (request.headers.get('authorization') !== 'Bearer user') {
          return new Response('who are you?', { status: 401 })
        }
        const keyPrefixes = ['me/']
        const rules = { credentials, buckets: ['photos'], keyPrefixes, clock }
        const answer = await handleSignRequest(request, rules)
        received.push(`${request.method} ${await answer.clone().text()}`)
        return left.shift()?.(answer) ?? answer
      },
    })
    const fetch = inProcess(emulator)
    const page = (options: Partial<ClientOptions> = {}) =>
      new OosClient({ endpoint, clock, sign, fetch, ...options })
    const owner = createClient({ fetch, iamEndpoint: endpoint })
    await owner.send(new CreateBucketCommand({ Bucket: 'photos' }))
    /** Gives the server a temporary key, and the page no hint of it. */
    const rotate = async () => {
      credentials = await credentialsFrom(owner)()
    }
    const methods = () => received.map((line) => line.split(' ', 1)[0])
    return { emulator, page, owner, received, methods, rotate }
  }

  it('uses what the server allows, and never receives the secret', async () => {
    const { page, received } = await setStage()
    const client = page()
    await client.send(put)
    const { Body } = await client.send(new GetObjectCommand(object))
    expect(await Body.text()).toBe('mine')
    expect(received).toHaveLength(3)
    expect(received.join()).not.toContain(secretAccessKey)
  })

  it.each([
    ['lists nothing', new ListBucketsCommand()],
    ['makes no bucket', new CreateBucketCommand({ Bucket: 'photos' })],
    ['reads nothing of others', new GetObjectCommand({ Bucket: 'photos', Key: 'you/a' })],
  ])('%s', async (_, command) => {
    const { page, methods } = await setStage()
    const error = await failure(page().send(command as ListBucketsCommand))
    expect([error.code, error.operation]).toEqual(['AccessDenied', 'remoteSigner'])
    expect(methods()).toEqual(['GET', 'POST'])
  })

  it.each([-3_600_000, 3_600_000])(
    'learns the time from the server when it is %i ms off',
    async (off) => {
      const { page, methods, emulator } = await setStage()
      const client = page({ clock: { now: () => now + off } })
      const { $metadata } = await client.send(put)
      expect([$metadata.attempts, methods()]).toEqual([2, ['GET', 'POST', 'POST']])
      // Once is enough for all that follows, and what is not signed is not sent.
      expect((await client.send(put)).$metadata.attempts).toBe(1)
      const puts = emulator.requests.filter(({ operation }) => operation === 'PutObject')
      expect(puts.map(({ status }) => status)).toEqual([200, 200])
    },
  )

  it('asks for the key anew when the server has another one by now', async () => {
    const { page, methods, rotate } = await setStage()
    const client = page()
    await client.send(put)
    await rotate()
    expect((await client.send(put)).$metadata.attempts).toBe(2)
    expect(methods()).toEqual(['GET', 'POST', 'POST', 'GET', 'POST'])
  })

  const broken = () => {
    throw new TypeError('Failed to fetch')
  }
  const answering = (status: number, text: string) => () => new Response(text, { status })
  const same = (answer: Response) => answer
  it.each([
    ['does not answer for the key', [broken]],
    ['does not answer for a signature', [same, broken]],
    ['is down', [same, answering(503, 'down'), answering(429, 'slowly')]],
    ['is behind a page that asks for a login, at first', [answering(200, '<html>Log in\n</html>')]],
    ['is behind such a page later', [same, answering(200, '<html>Log in\n</html>')]],
  ])('tries again when the server %s', async (_, changes) => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { page } = await setStage(changes)
    expect((await page().send(put)).$metadata.attempts).toBe(
      changes.length + (changes[0] === same ? 0 : 1),
    )
    vi.restoreAllMocks()
  })

  it.each([
    [401, 'AccessDenied'],
    [403, 'AccessDenied'],
    [404, 'InvalidRequest'],
  ])('does not try again when the server answers %i', async (status, code) => {
    const { page, methods } = await setStage([same, answering(status, 'no')])
    const error = await failure(page().send(put))
    expect([error.code, error.status, error.attempts]).toEqual([code, status, 0])
    expect(error.message).toContain(`the signing server answered ${status}: no`)
    expect(methods()).toEqual(['GET', 'POST'])
  })

  it('names the call when a signer of its own fails in its own way', async () => {
    const { page } = await setStage()
    const sign = () =>
      Promise.resolve({ accessKeyId, sign: () => Promise.reject(new RangeError('what?')) })
    const error = await failure(page({ sign, maxAttempts: 1 }).send(put))
    expect(error).toMatchObject({
      code: 'NetworkError',
      operation: 'PutObject',
      key: object.Key,
      cause: new RangeError('what?'),
    })
  })

  it('waits for no signature once it is aborted', async () => {
    const { page } = await setStage()
    const asked = deferred()
    const sign = () =>
      Promise.resolve({
        accessKeyId,
        sign: () => {
          asked.resolve()
          return new Promise<never>(() => undefined)
        },
      })
    const controller = new AbortController()
    const call = page({ sign }).send(put, { signal: controller.signal })
    await asked.promise
    const reason = new Error('enough')
    controller.abort(reason)
    await expect(call).rejects.toBe(reason)
  })
})
