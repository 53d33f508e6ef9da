import { inspect } from 'node:util'
import { logRequests, OosClient, type ClientOptions } from '@oos-js/core'
import {
  CreateAccessKeyCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutBucketTriggerCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everything } from '../support/everything.ts'
import { secretForms } from '../support/secret-forms.ts'

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const sessionToken = 'FwoGZXIvYXdzEXAMPLE//TOKEN=='
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey, sessionToken }
const RemoteSK = 'remoteEXAMPLE/secret+key'
const secrets = [secretAccessKey, sessionToken, RemoteSK]
const forms = secrets.flatMap(secretForms)

const object = { Bucket: 'photos', Key: 'cat.jpg' }
const site = {
  RemontEndPoint: 'https://oos-hz.ctyunapi.cn',
  RemoteBucketName: 'copies',
  RemoteAK: 'not-a-key',
  RemoteSK,
}
const trigger = new PutBucketTriggerCommand({
  Bucket: 'photos',
  TriggerConfiguration: { Triggers: [{ TriggerName: 'a', IsDefault: true, RemoteSite: site }] },
})
const commands = [
  new GetObjectCommand(object),
  new PutObjectCommand({ ...object, Body: 'a' }),
  new ListObjectsCommand({ Bucket: 'photos' }),
  trigger,
  new CreateAccessKeyCommand(),
]

function expectNoSecret(value: unknown): void {
  const texts = [
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    JSON.stringify(value),
    String(value),
    everything(value),
  ].join('\n')
  for (const form of forms) expect(texts).not.toContain(form)
}

/** Repeats what it was sent, as servers in trouble do. */
async function echo(
  init: Parameters<NonNullable<ClientOptions['fetch']>>[1],
  status: number,
): Promise<Response> {
  const body = await new Response(init.body as string).text()
  const headers = [...init.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return new Response(`bad request\n${headers}\n\n${body}`, { status })
}

type Answer = NonNullable<ClientOptions['fetch']>
const answers: Record<string, Answer> = {
  'a network that fails': () => Promise.reject(new TypeError('fetch failed')),
  'an error that repeats the request': (_url, init) => echo(init, 400),
  'a success that repeats the request': (_url, init) => echo(init, 200),
  'a refused signature': () =>
    Promise.resolve(
      new Response(
        `<Error><Code>SignatureDoesNotMatch</Code><StringToSign>GET\n\n\n\nx-amz-date:x\nx-amz-security-token:${sessionToken}\n/</StringToSign></Error>`,
        { status: 403 },
      ),
    ),
  'an answer that is cut': () => Promise.resolve(new Response('<ListBucketResult>')),
  'a redirect': () =>
    Promise.resolve(
      new Response(null, { status: 307, headers: { location: 'https://b.example/' } }),
    ),
}

describe('a secret', () => {
  const clientOf = (fetch: Answer, lines: string[] = []) => {
    const client = new OosClient({
      endpoint: 'http://oos.test',
      iamEndpoint: 'http://iam.test',
      credentials,
      fetch,
      maxAttempts: 1,
    })
    const take = (line: string) => void lines.push(line)
    client.use('log', logRequests({ info: take, warn: take }), { step: 'wire' })
    return client
  }

  it.each(Object.entries(answers))(
    'S1: is in no error of %s, in no line of the log, and not in the client',
    async (_what, fetch) => {
      const lines: string[] = []
      const client = clientOf(fetch, lines)
      for (const command of commands) {
        const outcome: unknown = await client
          .send<object, never>(command as never)
          .catch((error: unknown) => error)
        // The content of an object is the caller's, whatever it says.
        if (outcome instanceof Error) expectNoSecret(outcome)
      }
      expect(lines).toHaveLength(commands.length)
      expectNoSecret(lines)
      expectNoSecret(client)
    },
  )

  it('S1: of a new access key is in its output and nowhere else', async () => {
    const document = `<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><UserName>u</UserName><AccessKeyId>a</AccessKeyId><Status>Active</Status><SecretAccessKey>${secretAccessKey}</SecretAccessKey></AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>`
    const lines: string[] = []
    const client = clientOf(() => Promise.resolve(new Response(document)), lines)
    const output = await client.send(new CreateAccessKeyCommand())
    expect(JSON.stringify(output)).toContain(secretAccessKey)
    expectNoSecret([client, lines])
    const cut = clientOf(() => Promise.resolve(new Response(document.slice(0, -40))))
    expectNoSecret(await cut.send(new CreateAccessKeyCommand()).catch((error: unknown) => error))
  })

  it('S1: survives no structuredClone of an error', async () => {
    const client = clientOf(answers['an error that repeats the request']!)
    const error: unknown = await client.send(trigger).catch((reason: unknown) => reason)
    expectNoSecret(structuredClone({ ...(error as object) }))
  })
})

describe('a line of the log', () => {
  async function linesOf(url: string, answer: () => Promise<Response>): Promise<string[]> {
    const lines: string[] = []
    const client = new OosClient({ endpoint: 'http://oos.test', fetch: answer, maxAttempts: 2 })
    const take = (level: string) => (line: string) => void lines.push(`${level} ${line}`)
    client.use('url', (call, next) => next({ ...call, request: { ...call.request, url } }), {
      step: 'wire',
    })
    client.use('log', logRequests({ info: take('info'), warn: take('warn') }), { step: 'wire' })
    await client.send(new GetObjectCommand(object)).catch(() => undefined)
    return lines
  }

  it('S2: tells operation, method, URL, attempt, status, request id and time', async () => {
    const headers = { 'x-amz-request-id': '560f' }
    const lines = await linesOf(
      'http://oos.test/photos/cat.jpg',
      async () => new Response('a', { headers }),
    )
    expect(lines).toEqual([
      expect.stringMatching(
        /^info GetObject GET http:\/\/oos\.test\/photos\/cat\.jpg attempt 1: 200 560f, \d+ ms$/,
      ),
    ])
  })

  it('S2: is written for each attempt, also for one that fails', async () => {
    const lines = await linesOf('http://oos.test/', () => Promise.reject(new TypeError('x')))
    expect(lines).toEqual([
      expect.stringMatching(/^warn .* attempt 1: NetworkError, \d+ ms$/),
      expect.stringMatching(/^warn .* attempt 2: NetworkError, \d+ ms$/),
    ])
  })

  it('S2: has no signature, key id or token of any URL', async () => {
    const value = fc.stringMatching(/^[\w%+/=-]{8,40}$/)
    const name = fc.constantFrom(
      'Signature',
      'AWSAccessKeyId',
      'x-amz-security-token',
      'signature',
      'X-Amz-Signature',
      'X-Amz-Credential',
    )
    const other = fc.constantFrom('acl', 'prefix=a', 'Expires=1', 'uploadId=1')
    await fc.assert(
      fc.asyncProperty(
        name,
        value,
        fc.array(other),
        fc.array(other),
        async (key, secret, before, after) => {
          const query = [...before, `${key}=SECRET${secret}`, ...after].join('&')
          const lines = await linesOf(
            `http://oos.test/photos/a?${query}`,
            async () => new Response(),
          )
          expect(lines).toHaveLength(1)
          expect(lines[0]).not.toContain('SECRET')
          expect(lines[0]).toContain(`${key}=***`)
        },
      ),
      { numRuns: 200, seed: 7 },
    )
  })
})
