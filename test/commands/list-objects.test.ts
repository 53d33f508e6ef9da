import { ListObjectsCommand, PutObjectCommand, type ListObjectsInput } from '@oos-js/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient, now } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket, seedObjects } from '../support/seed.ts'
import { lastSent, operations } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()

beforeEach(() => createBucket(client))

/** All keys, asked for page by page; without NextMarker, the last key is where to go on. */
async function listAll(input: Omit<ListObjectsInput, 'Bucket'>): Promise<string[]> {
  const found: string[] = []
  for (let Marker: string | undefined; ;) {
    const page = await client.send(new ListObjectsCommand({ ...input, Bucket, Marker }))
    const names = [
      ...page.Contents.map(({ Key }) => Key),
      ...page.CommonPrefixes.map((p) => p.Prefix),
    ]
    found.push(...names)
    if (!page.IsTruncated) return found
    Marker = page.NextMarker ?? names.at(-1)
  }
}

describe('ListObjectsCommand', () => {
  it('asks for the bucket with nothing but what is given', async () => {
    await client.send(new ListObjectsCommand({ Bucket, Prefix: '', Marker: undefined }))
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', path: '/bucket/', query: {} })
  })

  it('sends every parameter', async () => {
    await client.send(
      new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: 'a&b', MaxKeys: 7, Prefix: 'é +' }),
    )
    expect(lastSent(emulator).query).toEqual({
      delimiter: '/',
      marker: 'a&b',
      'max-keys': '7',
      prefix: 'é +',
    })
  })

  it('tells all of an object', async () => {
    await client.send(
      new PutObjectCommand({ Bucket, Key: 'k', Body: 'abc', StorageClass: 'EC_2_1' }),
    )
    const { $metadata, ...output } = await client.send(new ListObjectsCommand({ Bucket }))
    expect(output).toEqual({
      Name: Bucket,
      Prefix: '',
      Marker: '',
      MaxKeys: 1000,
      IsTruncated: false,
      Contents: [
        {
          Key: 'k',
          LastModified: new Date(now),
          ETag: '"900150983cd24fb0d6963f7d28e17f72"',
          Size: 3,
          StorageClass: 'EC_2_1',
          Owner: { ID: 'oosemulatorkey000001@oos.example', DisplayName: '' },
        },
      ],
      CommonPrefixes: [],
    })
    expect($metadata.status).toBe(200)
  })

  it('groups keys below the delimiter', async () => {
    seedObjects(emulator, ['a', 'b/1', 'b/2', 'c/d/1', 'd'])
    const output = await client.send(new ListObjectsCommand({ Bucket, Delimiter: '/' }))
    expect(output.Delimiter).toBe('/')
    expect(output.Contents.map(({ Key }) => Key)).toEqual(['a', 'd'])
    expect(output.CommonPrefixes).toEqual([{ Prefix: 'b/' }, { Prefix: 'c/' }])
  })

  it('tells where to go on, where the service does', async () => {
    seedObjects(emulator, ['a/1', 'b/1', 'c'])
    const input = { Bucket, Delimiter: '/', MaxKeys: 2 } as const
    const output = await client.send(new ListObjectsCommand(input))
    expect(output).toMatchObject({ IsTruncated: true, NextMarker: 'b/', MaxKeys: 2 })
  })

  it('reaches the end of 2,500 keys page by page, each once and in order', async () => {
    const keys = Array.from({ length: 2500 }, (_, index) => `${index}`.padStart(4, '0'))
    seedObjects(emulator, keys)
    expect(await listAll({})).toEqual(keys)
    expect(operations(emulator).filter((name) => name === 'ListObjects')).toHaveLength(3)
  })

  it('reaches the end with groups, page by page', async () => {
    seedObjects(emulator, ['a/1', 'a/2', 'b', 'c/1', 'd', 'e/1'])
    expect(await listAll({ Delimiter: '/', MaxKeys: 1 })).toEqual(['a/', 'b', 'c/', 'd', 'e/'])
  })

  it('keeps white space and markup in keys', async () => {
    const keys = [' a ', '<b>&amp;', ']]>', 'a\nb', 'a\r\nb'].sort()
    seedObjects(emulator, keys)
    expect(await listAll({})).toEqual(keys)
  })

  it('gives lists for what the answer leaves out, and nothing for the rest', async () => {
    emulator.faults
      .on({ operation: 'ListObjects' })
      .respond(
        () => new Response('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>'),
      )
    const { $metadata, ...output } = await client.send(new ListObjectsCommand({ Bucket }))
    expect($metadata.requestId).toBeUndefined()
    expect(output).toEqual({
      Name: '',
      Prefix: '',
      Marker: '',
      IsTruncated: false,
      Contents: [],
      CommonPrefixes: [],
    })
  })

  it('rejects for a bucket that is not there', async () => {
    const error = await failure(client.send(new ListObjectsCommand({ Bucket: 'missing' })))
    expect(error).toMatchObject({ code: 'NoSuchBucket', status: 404, bucket: 'missing' })
  })

  it('takes no other document for a listing', async () => {
    emulator.faults
      .on({ operation: 'ListObjects' })
      .respond(() => new Response('<ListPartsResult></ListPartsResult>'))
    const error = await failure(client.send(new ListObjectsCommand({ Bucket })))
    expect(error.code).toBe('InvalidResponse')
  })

  it('does not take a listing that breaks off for a shorter one', async () => {
    seedObjects(emulator, ['a', 'b'])
    emulator.faults.on({ operation: 'ListObjects' }).truncate(400)
    const error = await failure(client.send(new ListObjectsCommand({ Bucket })))
    expect(error.code).toBe('NetworkError')
  })
})
