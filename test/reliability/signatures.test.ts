import { OosClient, type OosError } from '@oos-js/core'
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { expect, it } from 'vitest'
import { failure } from '../support/failure.ts'

const object = { Bucket: 'photos', Key: 'cat.jpg' }

/** The error of an upload whose request a proxy changes. */
async function through(proxy: (headers: Headers, url: URL) => void): Promise<OosError> {
  const emulator = createEmulator()
  const clientWith = (fetch: (request: Request) => Promise<Response>) =>
    new OosClient({
      endpoint: 'http://oos.test',
      credentials: defaultAccount,
      maxAttempts: 1,
      fetch: (url, init) => fetch(new Request(url, init as RequestInit)),
    })
  await clientWith((request) => emulator.handle(request)).send(
    new CreateBucketCommand({ Bucket: 'photos' }),
  )
  const client = clientWith((request) => {
    const headers = new Headers(request.headers)
    const url = new URL(request.url)
    proxy(headers, url)
    return emulator.handle(new Request(url, { method: 'PUT', headers, body: 'abc' }))
  })
  return failure(
    client.send(
      new PutObjectCommand({
        ...object,
        Body: 'abc',
        ContentType: 'image/jpeg',
        ContentMD5: 'kAFQmDzST7DWlj99KOF/cg==',
        Metadata: { color: 'red' },
      }),
    ),
  )
}

it.each<[string, (headers: Headers, url: URL) => void, string]>([
  [
    'changes Content-Type',
    (headers) => headers.set('content-type', 'image/jpeg; charset=utf-8'),
    'Line 3, Content-Type: signed as "image/jpeg", but came as "image/jpeg; charset=utf-8". A proxy changed Content-Type.',
  ],
  [
    'strips Content-MD5',
    (headers) => headers.delete('content-md5'),
    'Line 2, Content-MD5: signed as "kAFQmDzST7DWlj99KOF/cg==", but came as "".',
  ],
  [
    'strips metadata',
    (headers) => headers.delete('x-amz-meta-color'),
    'Line 6, x-amz- headers: signed as "x-amz-meta-color:red", but came as "/photos/cat.jpg".',
  ],
  [
    'changes the path',
    (_headers, url) => {
      url.pathname = '/photos/dog.jpg'
    },
    'Line 7, the resource: signed as "/photos/cat.jpg", but came as "/photos/dog.jpg". The path was changed',
  ],
])('F27: a proxy that %s is found by the line that differs', async (_what, proxy, hint) => {
  const error = await through(proxy)
  expect(error.code).toBe('SignatureDoesNotMatch')
  expect(error.hint).toContain(hint)
  expect(error.message).toContain(hint)
})

it('F27: a proxy that strips Authorization gives AccessDenied, and no crash', async () => {
  const error = await through((headers) => {
    headers.delete('authorization')
  })
  expect(error.code).toBe('AccessDenied')
})

/** The error of an answer to a signed request. */
function refused(status: number, document: string, sessionToken?: string): Promise<OosError> {
  const client = new OosClient({
    endpoint: 'http://oos.test',
    credentials: { ...defaultAccount, sessionToken },
    maxAttempts: 1,
    fetch: () => Promise.resolve(new Response(document, { status })),
  })
  return failure(client.send(new GetObjectCommand(object)))
}
const mismatch = (text?: string) =>
  `<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message>${text === undefined ? '' : `<StringToSign>${text}</StringToSign>`}</Error>`

it('F27: a service that does not say what it signed still gets a list of what to check', async () => {
  const error = await refused(403, mismatch())
  for (const part of ['secret', 'white space', 'clock', 'endpoint', 'Content-Type']) {
    expect(error.hint).toContain(part)
  }
})

it('F27: characters that cannot be seen are shown as numbers', async () => {
  const error = await refused(403, mismatch('GET&#xA0;&#x200b;\n'))
  expect(error.hint).toContain('signed as "GET", but came as "GET\\u{a0}\\u{200b}"')
})

it('F27: where both signed the same, the secret is to blame', async () => {
  let text = ''
  const client = new OosClient({
    endpoint: 'http://oos.test',
    credentials: defaultAccount,
    maxAttempts: 1,
    fetch: () => Promise.resolve(new Response(mismatch(text), { status: 403 })),
  })
  client.use(
    'tell',
    async (call, next) => {
      const date = call.request.headers.get('x-amz-date') ?? ''
      text = `GET\n\n\n\nx-amz-date:${date}\n/photos/cat.jpg`
      return next(call)
    },
    { step: 'wire' },
  )
  const error = await failure(client.send(new GetObjectCommand(object)))
  expect(error.hint).toMatch(/^Both sides signed the same text. What differs is the secret key/)
})

it('F27: the token of temporary keys is not shown', async () => {
  const error = await refused(403, mismatch('GET\n\n\n\nx'), 'FwoGZXIvYXdzTOKEN')
  const other = await refused(
    403,
    mismatch('GET\n\n\n\nx-amz-date:1\nx-amz-security-token:FwoGZXIvYXdzTOKEN'),
    'FwoGZXIvYXdzTOKEN',
  )
  expect(error.message + other.message).not.toContain('TOKEN')
})

it('says of AccessDenied what ordinary keys may do', async () => {
  const error = await refused(
    403,
    '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  )
  expect(error.hint).toContain('begin with its own access key id')
  expect(error.message).toContain('Access Denied')
})

it('says of AccessDenied that nothing was signed, and of HEAD that it tells no more', async () => {
  const fetch = () => Promise.resolve(new Response(null, { status: 403 }))
  const anonymous = new OosClient({ endpoint: 'http://oos.test', fetch, maxAttempts: 1 })
  const named = new OosClient({
    endpoint: 'http://oos.test',
    credentials: defaultAccount,
    fetch,
    maxAttempts: 1,
  })
  const head = new HeadObjectCommand(object)
  expect((await failure(anonymous.send(head))).hint).toContain('no credentials')
  expect((await failure(named.send(head))).hint).toContain('HEAD')
})
