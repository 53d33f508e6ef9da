import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  deleteAll,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import { items, OosClient, pages, pool } from '@oos-js/core'
import { beforeAll, describe, expect, inject, it } from 'vitest'

const Bucket = 'pages'
const many = 25_000
const client = new OosClient({ endpoint: inject('endpoint'), credentials: inject('user') })

const number = (index: number) => String(index).padStart(5, '0')
const keys = Array.from(
  { length: many },
  (_, index) => `${number(index >> 4)}/中文 +%&<"${number(index)}`,
)

function everywhere<Item>(list: readonly Item[], work: (item: Item) => Promise<unknown>) {
  return pool(list, 16, new AbortController().signal, work)
}

// Half a minute on a machine that has nothing else to do. The gateway is thrown away with all that is in it.
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }))
  await everywhere(keys, (Key) => client.send(new PutObjectCommand({ Bucket, Key, Body: '' })))
}, 300_000)

/** A client that is not told where to go on. */
function untold(): OosClient {
  const other = new OosClient({ endpoint: inject('endpoint'), credentials: inject('user') })
  other.use(
    'untold',
    async (call, next) => {
      const { response } = await next(call)
      const text = await response.text()
      return {
        response: new Response(text.replace(/<NextMarker>.*?<\/NextMarker>/s, ''), response),
      }
    },
    { step: 'wire' },
  )
  return other
}

describe(`a listing of ${many} objects on RGW`, () => {
  it.each([
    ['as it comes', client, {}],
    ['fetched ahead', client, { prefetch: true }],
    ['without NextMarker', untold(), {}],
  ] as const)(
    'F32: gives each key once, %s',
    async (_, listing, options) => {
      const found: string[] = []
      const all = items(listing, new ListObjectsCommand({ Bucket }), 'Contents', options)
      for await (const { Key } of all) found.push(Key)
      // As text: a comparison of lists takes long to say what differs.
      expect(found.join('\n') === keys.join('\n')).toBe(true)
    },
    60_000,
  )

  it.each([
    ['as it comes', client],
    ['without NextMarker', untold()],
  ])(
    'F32: gives each folder once, %s',
    async (_, listing) => {
      const found: string[] = []
      const command = new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 300 })
      for await (const { Contents, CommonPrefixes } of pages(listing, command)) {
        expect(Contents).toEqual([])
        found.push(...CommonPrefixes.map(({ Prefix }) => Prefix))
      }
      const folders = [...new Set(keys.map((key) => key.replace(/\/.*/, '/')))]
      expect(found.join('\n') === folders.join('\n')).toBe(true)
    },
    60_000,
  )

  it('is shorter by what deleteAll has deleted', async () => {
    const Prefix = '000'
    const { deleted, failures } = await deleteAll(client, { Bucket, Prefix })
    expect([deleted, failures]).toEqual([1600, []])
    const { Contents } = await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 1 }))
    expect(Contents[0]?.Key).toBe(keys[1600])
  }, 60_000)
})

describe('the other listings of RGW', () => {
  const film = { Bucket, Key: 'film' }

  it('F32: give each part once', async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(film))
    const numbers = Array.from({ length: 250 }, (_, index) => index + 1)
    await everywhere(numbers, (PartNumber) =>
      client.send(new UploadPartCommand({ ...film, UploadId, PartNumber, Body: 'a' })),
    )
    const found: number[] = []
    const command = new ListPartsCommand({ ...film, UploadId, MaxParts: 40 })
    for await (const { PartNumber } of items(client, command, 'Parts')) found.push(PartNumber)
    expect(found).toEqual(numbers)
  }, 60_000)

  it('F32: give each upload once', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `upload ${index % 7}`)
    const begun = await everywhere(names, (Key) =>
      client.send(new CreateMultipartUploadCommand({ Bucket, Key })),
    )
    const found: string[] = []
    const command = new ListMultipartUploadsCommand({ Bucket, Prefix: 'upload', MaxUploads: 25 })
    for await (const { UploadId } of items(client, command, 'Uploads')) found.push(UploadId)
    const ids = (begun as { UploadId: string }[]).map(({ UploadId }) => UploadId)
    expect(found.sort()).toEqual(ids.sort())
  }, 60_000)
})
