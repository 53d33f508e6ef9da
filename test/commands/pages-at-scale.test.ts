import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  ListAccessKeyCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListPartsCommand,
} from '@oos-js/commands'
import { items, pages } from '@oos-js/core'
import {
  createEmulator,
  defaultAccount,
  emptyContent,
  type Emulator,
  type EmulatorOptions,
} from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { clock, createClient, endpoint, now } from '../support/client.ts'
import { inProcess } from '../support/in-process.ts'
import { scriptOf } from '../support/script.ts'
import { Bucket, createBucket, seedObjects } from '../support/seed.ts'

const many = 25_000

/** Every way in which a server may go on after a page. */
const behaviours = (['with-delimiter', 'always', 'never'] as const).flatMap((nextMarker) =>
  (['exclusive', 'inclusive'] as const).flatMap((marker) =>
    [false, true].map((emptyPages) => ({ nextMarker, marker, emptyPages })),
  ),
)

async function setStage(options: EmulatorOptions = {}) {
  const emulator = createEmulator({ clock, ...options })
  const client = createClient({ fetch: inProcess(emulator), iamEndpoint: endpoint })
  await createBucket(client)
  const asked = () =>
    emulator.requests.filter(({ operation }) => operation?.startsWith('List')).length
  return { emulator, client, asked }
}

function behaving({ nextMarker, marker, emptyPages }: (typeof behaviours)[number]) {
  return setStage({ nextMarker, emptyPages, switches: { marker } })
}

/** Names in the order of their UTF-8 bytes, which is that of listings. */
function inOrder(names: readonly string[]): string[] {
  return [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

const number = (index: number) => String(index).padStart(5, '0')
const letters = ['a', 'b+c', 'd e', '中文', '😀', '%25']
const keys = inOrder(
  Array.from(
    { length: many },
    (_, index) => `${letters[index % letters.length]!}/${number(index)} &<"`,
  ),
)

describe(`a listing of ${many} objects`, () => {
  it.each(behaviours)(
    'F32: gives each key once: NextMarker $nextMarker, marker $marker, empty pages $emptyPages',
    async (behaviour) => {
      const { emulator, client, asked } = await behaving(behaviour)
      seedObjects(emulator, keys)
      const found: string[] = []
      const all = items(client, new ListObjectsCommand({ Bucket }), 'Contents', {
        // Half of them each way: what is asked for is the same.
        prefetch: behaviour.marker === 'inclusive',
      })
      for await (const { Key } of all) found.push(Key)
      // As text: a comparison of lists takes long to say what differs.
      expect(found.join('\n') === keys.join('\n')).toBe(true)
      expect(asked() > many / 1000 + 1).toBe(behaviour.emptyPages)
    },
    30_000,
  )

  it.each(behaviours)(
    'F32: gives each folder once: NextMarker $nextMarker, marker $marker, empty pages $emptyPages',
    async (behaviour) => {
      const { emulator, client } = await behaving(behaviour)
      const files = Array.from({ length: many }, (_, index) =>
        index % 20 === 0
          ? `file ${number(index)}`
          : `folder ${number(index >> 4)}/${number(index)}`,
      )
      seedObjects(emulator, files)
      const found: string[] = []
      const folders = new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 100 })
      for await (const { Contents, CommonPrefixes } of pages(client, folders)) {
        const names = [
          ...Contents.map(({ Key }) => Key),
          ...CommonPrefixes.map((one) => one.Prefix),
        ]
        found.push(...inOrder(names))
      }
      const expected = inOrder([...new Set(files.map((file) => file.replace(/\/.*/, '/')))])
      expect(found.join('\n') === expected.join('\n')).toBe(true)
    },
    30_000,
  )
})

it('F32: a handful of all pages is held at the most, however they are turned', async () => {
  const { file } = await scriptOf(`import './test/commands/pages-child.ts'`)
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file])
  // The one that is worked on, the one that comes, and what an engine has not let go of yet.
  const few = {
    pages: 25,
    most: expect.toSatisfy((most: number) => most <= 5, 'five at the most'),
  }
  expect(JSON.parse(stdout)).toEqual({
    pages: few,
    'pages fetched ahead': few,
    'pages until a signal': few,
    items: few,
    deleteAll: few,
    'pages that are kept': { pages: 25, most: 25 },
  })
}, 60_000)

describe('the other listings', () => {
  it('F32: give each of 10,000 parts once', async () => {
    const { emulator, client, asked } = await setStage()
    startUpload(emulator, 'film', 1)
    for (let index = 10_000; index > 0; index--) {
      const part = { number: index, content: emptyContent, etag: '"0"', lastModified: now }
      emulator.commit({ type: 'putPart', uploadId: 'upload-00001', part })
    }
    const command = new ListPartsCommand({ Bucket, Key: 'film', UploadId: 'upload-00001' })
    const found: number[] = []
    for await (const { PartNumber } of items(client, command, 'Parts', { prefetch: true })) {
      found.push(PartNumber)
    }
    expect(found).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1))
    expect(asked()).toBe(10)
  }, 30_000)

  it('F32: give each of 5,000 uploads once, most of them of keys that have many', async () => {
    const { emulator, client, asked } = await setStage()
    const places = Array.from({ length: 5000 }, (_, index) => {
      const key = index < 2500 ? 'film' : `folder/${index % 7} 中文`
      startUpload(emulator, key, index)
      return `${key} upload-${number(index)}`
    })
    const found: string[] = []
    const command = new ListMultipartUploadsCommand({ Bucket })
    for await (const { Key, UploadId } of items(client, command, 'Uploads')) {
      found.push(`${Key} ${UploadId}`)
    }
    expect(found).toEqual(inOrder(places))
    expect(asked()).toBe(5)
  }, 30_000)

  it('F32: give each of 250 access keys once', async () => {
    const owner = { ...defaultAccount, id: 'owner' }
    const others = Array.from({ length: 249 }, (_, index) => ({
      ...owner,
      accessKeyId: `KEY${number(index)}`,
    }))
    const { client, asked } = await setStage({ accounts: [owner, ...others] })
    const found: string[] = []
    const command = new ListAccessKeyCommand({ MaxItems: 100 })
    for await (const { AccessKeyId } of items(client, command, 'AccessKeyMetadata')) {
      found.push(AccessKeyId)
    }
    expect(found).toEqual([owner, ...others].map(({ accessKeyId }) => accessKeyId))
    expect(asked()).toBe(3)
  })
})

function startUpload({ commit }: Emulator, key: string, order: number): void {
  const upload = {
    uploadId: `upload-${number(order)}`,
    bucket: Bucket,
    key,
    owner: { id: 'owner', displayName: '' },
    initiated: now,
    order,
    headers: new Map<string, string>(),
    metadata: new Map<string, string>(),
    storageClass: 'STANDARD',
  }
  commit({ type: 'startUpload', upload })
}
