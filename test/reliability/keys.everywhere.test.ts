import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.ts'
import { keyJourney, listKeys, unharmed } from '../support/key-journey.ts'
import { openBucket } from '../support/open-bucket.ts'

const Bucket = 'photos'

/** Every command that puts a key into a URL or a header. */
const naming: readonly (readonly [string, (Key: string) => Parameters<OosClient['send']>[0]])[] = [
  ['PutObject', (Key) => new PutObjectCommand({ Bucket, Key, Body: '' })],
  ['GetObject', (Key) => new GetObjectCommand({ Bucket, Key })],
  ['HeadObject', (Key) => new HeadObjectCommand({ Bucket, Key })],
  ['DeleteObject', (Key) => new DeleteObjectCommand({ Bucket, Key })],
  ['CopyObject', (Key) => new CopyObjectCommand({ Bucket, Key, CopySource: { Bucket, Key: 'a' } })],
  [
    'CopyObject from it',
    (Key) => new CopyObjectCommand({ Bucket, Key: 'a', CopySource: { Bucket, Key } }),
  ],
  ['CreateMultipartUpload', (Key) => new CreateMultipartUploadCommand({ Bucket, Key })],
  [
    'UploadPart',
    (Key) => new UploadPartCommand({ Bucket, Key, UploadId: '1', PartNumber: 1, Body: '' }),
  ],
]

/** The errors of all those commands, none of which may have sent anything. */
async function refusals(key: string) {
  let sent = 0
  const client = new OosClient({
    endpoint: 'https://oos-cn.ctyunapi.cn',
    fetch: () => {
      sent++
      return Promise.resolve(new Response())
    },
  })
  const errors = []
  for (const [, make] of naming) errors.push(await failure(client.send(make(key))))
  expect([sent, new Set(errors.map(({ code }) => code))]).toEqual([0, new Set(['InvalidInput'])])
  return errors.map(({ message }) => message)
}

describe('a key goes through all operations and comes back as it was', () => {
  it.each(['中文/文件 名.txt', '\u00e9', 'e\u0301'])('K1: %j', async (key) => {
    expect(await keyJourney(key)).toEqual(unharmed(key))
  })

  it('K1: one spelling in Unicode is not the other', async () => {
    const { client } = await openBucket()
    const spellings = ['e\u0301', '\u00e9']
    for (const Key of spellings) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))
    await client.send(new DeleteObjectCommand({ Bucket, Key: spellings[0]! }))
    expect(await listKeys({ client, Bucket })).toEqual([spellings[1]])
  })

  it.each([' a', 'a ', 'a  b', 'a+b', '%', '%2F', '%25', 'a=b&c?d#e', "!'()*~"])(
    'K2: %j',
    async (key) => {
      expect(await keyJourney(key)).toEqual(unharmed(key))
    },
  )

  it.each(['//', 'a//b', '/a', 'a/', '/'])('K3: %j', async (key) => {
    expect(await keyJourney(key)).toEqual(unharmed(key))
  })

  it.each(['a/%2e%2e/b', '%2e', '...', 'a/...', '.a/b.', '..a/b..'])('K4: %j', async (key) => {
    expect(await keyJourney(key)).toEqual(unharmed(key))
  })

  it.each([
    'a\\b',
    '..\\a',
    'a\tb',
    'a\nb',
    'a\rb',
    '\u0001',
    'a\u001f\u007f\u0085',
    '\ufffe\uffff',
  ])('K5: %j', async (key) => {
    expect(await keyJourney(key)).toEqual(unharmed(key))
  })

  it.each(['😀.png', '👩‍👩‍👧‍👦', '\u200f\u202eabc\u202c', '𠮷', '\ufeffa'])('K6: %j', async (key) => {
    expect(await keyJourney(key)).toEqual(unharmed(key))
  })

  it.each([
    ['1024 letters', 'a'.repeat(1024)],
    ['256 emoji, 3 kB in a URL', '😀'.repeat(256)],
  ])('K7: %s', async (_, key) => {
    expect(await keyJourney(key)).toEqual(unharmed(key))
  })

  it.each(['?acl', 'a?uploads', 'policy', 'constructor', '__proto__', '1e5', '007', 'null'])(
    'K8: %j',
    async (key) => {
      expect(await keyJourney(key)).toEqual(unharmed(key))
    },
  )
})

describe('a key that cannot go', () => {
  it.each(['.', '..', './x', '../x', 'a/./b', 'a/../b', 'a/..'])(
    'K4: %j is refused with the reason and what to do',
    async (key) => {
      for (const message of await refusals(key)) {
        expect(message).toMatch(
          /Key must have no part \. or \.\., which URLs drop: rename the object/,
        )
      }
    },
  )

  it('K5: NUL is refused, which OOS does not take', async () => {
    for (const message of await refusals('a\0')) expect(message).toContain('without NUL')
  })

  it.each(['\ud800', 'a\udc00b', '\udc00\ud800'])('K6: half a character, %j', async (key) => {
    for (const message of await refusals(key)) expect(message).toContain('half of a surrogate pair')
  })

  it.each([
    ['of 1025 letters', 'a'.repeat(1025)],
    ['of 1025 bytes in fewer characters', `${'😀'.repeat(256)}a`],
  ])('K7: %s is refused', async (_, key) => {
    for (const message of await refusals(key)) expect(message).toContain('1 to 1024 bytes')
  })

  it('K7: an empty one is refused, which would name the bucket', async () => {
    for (const message of await refusals('')) expect(message).toContain('Key')
  })
})

describe('a key in a list of keys to delete', () => {
  it.each(['a\u0001', 'a\u001f', '\ufffe', '\ud800'])(
    'K5: %j is refused with what to do, as XML cannot carry it',
    async (Key) => {
      const { client } = await openBucket()
      const Delete = { Objects: [{ Key: 'b' }, { Key }] }
      const error = await failure(client.send(new DeleteObjectsCommand({ Bucket, Delete })))
      expect([error.code, error.member]).toEqual(['InvalidInput', 'Delete.Objects[1].Key'])
      expect([error.attempts, error.message]).toEqual([0, expect.stringMatching(/DeleteObject\b/)])
    },
  )

  it.each(['a\rb\n\t', '<&>"\'', '</Key><Key>other', ']]>', ' ', 'a\u0085\u2028', '😀'])(
    'K5: %j is deleted, and nothing else',
    async (Key) => {
      const { client } = await openBucket()
      for (const key of [Key, 'other']) {
        await client.send(new PutObjectCommand({ Bucket, Key: key, Body: '' }))
      }
      const Delete = { Objects: [{ Key }] }
      const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }))
      expect([Deleted, Errors]).toEqual([[{ Key }], []])
      expect(await listKeys({ client, Bucket })).toEqual(['other'])
    },
  )
})

describe('a listing', () => {
  it.each([
    ['references to control characters', '&#x1;&#1;', '\u0001\u0001'],
    ['raw control characters', '\u0001\u0008', '\u0001\u0008'],
  ])('K5: with %s is read', async (_, written, read) => {
    const client = new OosClient({
      endpoint: 'https://oos-cn.ctyunapi.cn',
      fetch: () =>
        Promise.resolve(
          new Response(
            '<ListBucketResult><Name>photos</Name><Prefix></Prefix><Marker></Marker>' +
              '<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>' +
              `<Contents><Key>a${written}</Key><LastModified>2024-02-29T00:00:00.000Z</LastModified>` +
              '<ETag>"0"</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents>' +
              '</ListBucketResult>',
          ),
        ),
    })
    expect(await listKeys({ client, Bucket })).toEqual([`a${read}`])
  })
})
