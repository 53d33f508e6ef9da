import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { createPostPolicy, OosClient, presign, type PostPolicy } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.ts'
import { listKeys } from '../support/key-journey.ts'
import { openBucket } from '../support/open-bucket.ts'

/** What links and a form did with a key, by plain `fetch`: nobody who uses them has the SDK. */
async function linkJourney(Key: string) {
  const { client, Bucket } = await openBucket()
  const object = { Bucket, Key }
  const list = () => listKeys({ client, Bucket })

  const put = await presign(client, new PutObjectCommand({ ...object, Body: '' }))
  const { method, headers } = put
  const stored = await fetch(put.url, { method, headers, body: 'by a link' })
  const listed = await list()
  const head = await presign(client, new HeadObjectCommand(object))
  const told = await fetch(head.url, { method: 'HEAD' })
  const get = await presign(client, new GetObjectCommand(object))
  const content = await (await fetch(get.url)).text()
  // What is signed is this method and no other.
  const other = await fetch(get.url, { method: 'DELETE' })
  const remove = await presign(client, new DeleteObjectCommand(object))
  const removed = await fetch(remove.url, { method: 'DELETE' })
  const left = await list()

  const policy = await createPostPolicy(client, { bucket: Bucket, key: Key, maxBytes: 9 })
  const posted = await fetch(policy.url, { method: 'POST', body: formOf(policy, 'by a form') })
  const again = await list()
  const large = await fetch(policy.url, { method: 'POST', body: formOf(policy, 'by a form!') })

  return {
    statuses: [stored, told, other, removed, posted, large].map(({ status }) => status),
    size: told.headers.get('content-length'),
    content,
    listed: [listed, left, again],
  }
}

/** What {@link linkJourney} says of a key that links and forms take for what it is. */
function unharmed(key: string): Awaited<ReturnType<typeof linkJourney>> {
  return {
    statuses: [200, 200, 403, 204, 201, 400],
    size: '9',
    content: 'by a link',
    listed: [[key], [], [key]],
  }
}

/** By hand: FormData has its own mind about line breaks in names and values. */
function formOf({ fields }: PostPolicy, content: string): Blob {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--boundary\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = '--boundary\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
  return new Blob([...parts, file, content, '\r\n--boundary--\r\n'], {
    type: 'multipart/form-data; boundary=boundary',
  })
}

/** The errors of links and a form of a key: nothing is signed. */
async function refusals(Key: string, Bucket = 'photos') {
  const client = new OosClient({ endpoint: 'https://oos.test', credentials: defaultAccount })
  const object = { Bucket, Key }
  const errors = [
    await failure(presign(client, new PutObjectCommand({ ...object, Body: '' }))),
    await failure(presign(client, new GetObjectCommand(object))),
    await failure(presign(client, new HeadObjectCommand(object))),
    await failure(presign(client, new DeleteObjectCommand(object))),
    await failure(createPostPolicy(client, { bucket: Bucket, key: Key, maxBytes: 9 })),
  ]
  return [...new Set(errors.map(({ code, attempts }) => `${code} ${attempts}`))]
}

describe('a key goes through links and forms as it is', () => {
  it.each(['中文/文件 名.txt', '\u00e9', 'e\u0301'])('K1: %j', async (key) => {
    expect(await linkJourney(key)).toEqual(unharmed(key))
  })

  it.each([' a', 'a ', 'a  b', 'a+b', '%', '%2F', '%25', 'a=b&c?d#e', "!'()*~"])(
    'K2: %j',
    async (key) => {
      expect(await linkJourney(key)).toEqual(unharmed(key))
    },
  )

  it.each(['//', 'a//b', '/a', 'a/'])('K3: %j', async (key) => {
    expect(await linkJourney(key)).toEqual(unharmed(key))
  })

  it.each(['a/%2e%2e/b', '...', '.a/b.'])('K4: %j', async (key) => {
    expect(await linkJourney(key)).toEqual(unharmed(key))
  })

  it.each(['a\\b', 'a\tb', 'a\nb', 'a\rb', '\u0001'])('K5: %j', async (key) => {
    expect(await linkJourney(key)).toEqual(unharmed(key))
  })

  it.each(['😀.png', '👩‍👩‍👧‍👦', '\u200f\u202eabc\u202c', '𠮷'])('K6: %j', async (key) => {
    expect(await linkJourney(key)).toEqual(unharmed(key))
  })

  it('K7: 1024 bytes', async () => {
    const key = '😀'.repeat(256)
    expect(await linkJourney(key)).toEqual(unharmed(key))
  })

  it.each(['?acl', 'a?uploads', 'policy', 'constructor', '__proto__', '1e5', '007', 'null'])(
    'K8: %j',
    async (key) => {
      expect(await linkJourney(key)).toEqual(unharmed(key))
    },
  )
})

describe('no link or form is made', () => {
  it.each([
    ['K4', '..'],
    ['K4', './x'],
    ['K4', 'a/../b'],
    ['K5', 'a\0'],
    ['K6', '\ud800'],
    ['K7', 'a'.repeat(1025)],
    ['K7', ''],
  ])('K4, K5, K6, K7: for a key that cannot go (%s): %j', async (_row, key) => {
    expect(await refusals(key)).toEqual(['InvalidInput 0'])
  })

  it.each(['Photos', 'ab', 'a'.repeat(64), 'a..b', '127.0.0.1', 'a/b', '@evil.example', 'a\r\nb'])(
    'K9: for the bucket %j',
    async (bucket) => {
      expect(await refusals('a', bucket)).toEqual(['InvalidInput 0'])
    },
  )
})
