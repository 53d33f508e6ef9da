import { OosClient, type TransportInit } from '@oos-js/core'
import { Upload } from '@oos-js/web'
import { defaultAccount } from '@oos-js/emulator'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { endpoint } from '../../support/client.ts'
import { Bucket } from '../../support/seed.ts'
import { operations } from '../../support/sent.ts'
import { stored } from '../../support/stored.ts'
import { fileOf, mebibyte, setStage } from '../../support/upload.ts'
import { etagOf } from '../../support/uploads/etag-of.ts'
import { streamOf } from '../../support/uploads/stream-of.ts'

const partSize = 5 * mebibyte

describe('content without a byte', () => {
  it.each([
    ['a Blob', () => new Blob()],
    ['a File', () => new File([], 'empty.txt')],
    ['bytes', () => new Uint8Array()],
    ['an ArrayBuffer', () => new ArrayBuffer(0)],
    ['a stream', () => streamOf(new Blob(), 1000)],
  ])('F33: of %s is one PUT of length 0, and no upload in parts', async (_kind, sourceOf) => {
    const { emulator, upload, sent } = await setStage()
    const task = upload(sourceOf() as Blob)
    await task.done()
    expect(operations(emulator)).toEqual(['CreateBucket', 'PutObject'])
    expect(sent('PutObject')[0]?.bodyLength).toBe(0)
    expect(stored(emulator, Bucket, 'film').content.size).toBe(0)
    expect(task.progress).toMatchObject({ total: 0, loaded: 0, confirmed: 0, fraction: 1 })
  })
})

describe('content', () => {
  it.each([
    [1, 0],
    [partSize - 1, 0],
    [partSize, 0],
    [partSize + 1, 2],
    [2 * partSize, 2],
    [2 * partSize + 1, 3],
  ])('F34: of %i bytes is sent in %i parts, and exact', async (size, parts) => {
    for (const kind of ['file', 'stream'] as const) {
      const { emulator, upload, sent } = await setStage()
      const file = fileOf(size)
      const source = kind === 'file' ? file : (streamOf(file, 100_000) as never)
      await upload(source, { md5: false }).done()
      expect([kind, sent('PutObject').length, sent('UploadPart').length]).toEqual([
        kind,
        parts === 0 ? 1 : 0,
        parts,
      ])
      expect(stored(emulator, Bucket, 'film').etag).toBe(
        await etagOf(file, parts === 0 ? undefined : partSize),
      )
    }
  })

  it.each([
    ['10,000 parts and not a byte more', 0, partSize, 10_000],
    ['a byte less', -1, partSize, 10_000],
    ['a byte more', 1, 6 * mebibyte, 8334],
  ])(
    'F34: of %s is sent in parts that are large enough',
    { timeout: 120_000 },
    async (_what, more, each, parts) => {
      const size = 10_000 * partSize + more
      const service = countingService()
      const client = new OosClient({ endpoint, credentials: defaultAccount, fetch: service.fetch })
      await new Upload(client, { source: hugeFile(size), Bucket, Key: 'film', md5: false }).done()
      const sizes = service.sizes()
      expect(sizes.length).toBe(parts)
      expect([...new Set(sizes.slice(0, -1))]).toEqual([each])
      expect([sizes.at(-1), sizes.reduce((sum, one) => sum + one, 0)]).toEqual([
        size - (parts - 1) * each,
        size,
      ])
      expect(service.completed()).toBe(parts)
    },
  )
})

/** A file of so many bytes, which take no room; those of Node end at 4 GiB. */
function hugeFile(size: number): Blob {
  const piece = new Blob([new Uint8Array(6 * mebibyte)])
  const slice = (start: number, end: number): Blob => piece.slice(0, end - start)
  return { size, type: '', slice, [Symbol.toStringTag]: 'Blob' } as unknown as Blob
}

/** A service that looks at the sizes of parts, and at nothing in them. */
function countingService() {
  const parts = new Map<number, number>()
  const tag = `"${createHash('md5').update('part').digest('hex')}"`
  let completed = 0

  const listing = (after: number): string => {
    const numbers = [...parts.keys()].sort((a, b) => a - b).filter((number) => number > after)
    const page = numbers.slice(0, 1000)
    const listed = page.map(
      (number) =>
        `<Part><PartNumber>${number}</PartNumber><LastModified>2024-02-29T12:34:56.000Z</LastModified>` +
        `<ETag>${tag}</ETag><Size>${parts.get(number)}</Size></Part>`,
    )
    const next = `<NextPartNumberMarker>${page.at(-1) ?? after}</NextPartNumberMarker>`
    const isTruncated = `<IsTruncated>${page.length < numbers.length}</IsTruncated>`
    return `<ListPartsResult>${next}${isTruncated}${listed.join('')}</ListPartsResult>`
  }

  const document = (url: URL, { method, body }: TransportInit): string => {
    if (method === 'GET') return listing(Number(url.searchParams.get('part-number-marker') ?? 0))
    if (url.searchParams.has('uploads')) {
      return '<InitiateMultipartUploadResult><UploadId>id</UploadId></InitiateMultipartUploadResult>'
    }
    completed = (body as string).split('<Part>').length - 1
    return `<CompleteMultipartUploadResult><ETag>${tag}</ETag></CompleteMultipartUploadResult>`
  }

  return {
    fetch: async (address: string, init: TransportInit): Promise<Response> => {
      const url = new URL(address)
      const part = Number(url.searchParams.get('partNumber'))
      if (init.method !== 'PUT') return new Response(document(url, init))
      parts.set(part, (init.body as Blob).size)
      return new Response(null, { headers: { etag: tag } })
    },
    sizes: () => [...parts].sort(([one], [other]) => one - other).map(([, size]) => size),
    completed: () => completed,
  }
}
