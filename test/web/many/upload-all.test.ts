import { OosClient } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { memoryStore, uploadAll, type FileResult } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { endpoint } from '../../support/client.ts'
import { deferred } from '../../support/deferred.ts'
import { contentOf, stored } from '../../support/stored.ts'
import { Bucket } from '../../support/uploads/lab.ts'
import { createManyLab, fileAt, largeFileAt } from '../../support/uploads/many-lab.ts'

const failedIn = (results: readonly FileResult[]): string[] =>
  results.filter(({ state }) => state === 'failed').map(({ Key }) => Key)

describe('uploadAll()', () => {
  it('uploads files under their paths, and tells what came of each, in their order', async () => {
    const lab = await createManyLab()
    const files = [fileAt('trip/b.jpg', 3, 7), fileAt('a.txt'), largeFileAt('trip/film.mp4')]
    const results = await lab.end(lab.uploadAll(files))
    expect(lab.keys()).toEqual(['a.txt', 'trip/b.jpg', 'trip/film.mp4'])
    expect(results.map(({ Key, state, path }) => [Key, state, path])).toEqual([
      ['trip/b.jpg', 'done', 'trip/b.jpg'],
      ['a.txt', 'done', 'a.txt'],
      ['trip/film.mp4', 'done', 'trip/film.mp4'],
    ])
    const { etag, content } = stored(lab.emulator, Bucket, 'trip/b.jpg')
    expect(results[0]).toMatchObject({ ETag: etag, file: files[0]!.file })
    expect(new Uint8Array(await contentOf({ content }).arrayBuffer())).toEqual(
      new Uint8Array([7, 7, 7]),
    )
  })

  it('takes files as an input of the page has them, those of a folder with their paths', async () => {
    const lab = await createManyLab()
    const chosen = new File(['1'], 'one.txt')
    const inFolder = Object.assign(new File(['2'], 'two.txt'), {
      webkitRelativePath: 'trip/day 2/two.txt',
    })
    await lab.end(lab.uploadAll([chosen, inFolder]))
    expect(lab.keys()).toEqual(['one.txt', 'trip/day 2/two.txt'])
  })

  it('asks for keys where they are to be others', async () => {
    const lab = await createManyLab()
    const keyOf = (path: string, { size }: Blob): string => `2024/${size}/${path}`
    await lab.end(lab.uploadAll([fileAt('a', 1), fileAt('b/c', 2)], { keyOf }))
    expect(lab.keys()).toEqual(['2024/1/a', '2024/2/b/c'])
  })

  it('gives all objects the headers that they share, and each its own type', async () => {
    const lab = await createManyLab()
    const page = new File(['<p>'], 'a.html', { type: 'text/html' })
    await lab.end(lab.uploadAll([page, fileAt('b')], { CacheControl: 'no-cache' }))
    const headersOf = (key: string): unknown => {
      const { headers } = stored(lab.emulator, Bucket, key)
      return [headers.get('content-type'), headers.get('cache-control')]
    }
    expect(headersOf('a.html')).toEqual(['text/html', 'no-cache'])
    expect(headersOf('b')).toEqual(['application/octet-stream', 'no-cache'])
  })

  it('is done at once when there are no files', async () => {
    const lab = await createManyLab()
    const uploads = lab.uploadAll([])
    expect([await lab.end(uploads), uploads.state]).toEqual([[], 'done'])
  })

  it('starts once, however often it is asked', async () => {
    const lab = await createManyLab()
    const uploads = lab.uploadAll([fileAt('a')])
    expect(uploads.done()).toBe(uploads.done())
    await lab.end(uploads)
    expect(lab.count('PutObject')).toBe(1)
  })

  it('Req 15d: refuses two files of one key before anything is sent', async () => {
    const lab = await createManyLab()
    const twice = [fileAt('a/x'), fileAt('b'), fileAt('a/x')]
    expect(() => lab.uploadAll(twice)).toThrow(
      expect.objectContaining({ code: 'InvalidInput', member: 'keyOf', key: 'a/x' }),
    )
    const keyOf = (): string => 'same'
    expect(() => lab.uploadAll([fileAt('a'), fileAt('b')], { keyOf })).toThrow('InvalidInput')
    expect(lab.asked).toEqual([])
  })

  it('refuses options that no upload can follow', async () => {
    const lab = await createManyLab()
    expect(() => lab.uploadAll([fileAt('a')], { partSize: 1 })).toThrow('partSize')
    expect(() => lab.uploadAll([fileAt('a')], { concurrency: 0 })).toThrow('concurrency')
    expect(() => lab.uploadAll([{ file: 'text' as never, path: 'a' }])).toThrow('source')
  })
})

describe('a file that fails', () => {
  it('Req 5e: keeps no other from being uploaded, and is named', async () => {
    const lab = await createManyLab()
    const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((path) => fileAt(path))
    lab.emulator.faults.on({ key: 'b' }).fail('AccessDenied').times(Infinity)
    const uploads = lab.uploadAll([...files, fileAt('', 1)], { concurrency: 2 })
    const results = await lab.end(uploads)
    expect(lab.keys()).toEqual(['a', 'c', 'd', 'e', 'f'])
    expect(failedIn(results)).toEqual(['b', ''])
    expect(results[1]?.error).toMatchObject({ code: 'AccessDenied', key: 'b' })
    expect(results[6]?.error).toMatchObject({ code: 'InvalidInput', member: 'Key' })
    expect(uploads.state).toBe('failed')
    expect(uploads.progress.files).toEqual({ done: 5, failed: 2, total: 7 })
    expect(uploads.getSnapshot().failed).toEqual([results[1], results[6]])
  })

  it('Req 5e: is tried again by resume(), which sends no file and no part that is there', async () => {
    const lab = await createManyLab({ client: { maxAttempts: 1 } })
    const uploads = lab.uploadAll([fileAt('a'), largeFileAt('film'), fileAt('c')], {
      concurrency: 1,
    })
    lab.trouble({ operation: 'UploadPart', part: 3 }, 'cut before')
    lab.emulator.faults.on({ key: 'c' }).fail('AccessDenied')
    expect(failedIn(await lab.end(uploads))).toEqual(['film', 'c'])
    uploads.resume()
    expect(uploads.progress.files).toEqual({ done: 1, failed: 0, total: 3 })
    expect(failedIn(await lab.end(uploads))).toEqual([])
    expect([uploads.state, uploads.progress.fraction]).toEqual(['done', 1])
    expect(lab.keys()).toEqual(['a', 'c', 'film'])
    const counts = [1, 2, 3].map((part) => lab.count('UploadPart', part))
    expect([lab.count('PutObject'), ...counts]).toEqual([3, 1, 1, 2])
    expect(lab.emulator.uploads.size).toBe(0)
  })

  it('is gone on with by a later page, where there is a store', async () => {
    const lab = await createManyLab({ client: { maxAttempts: 1 } })
    const store = memoryStore()
    const files = [fileAt('a'), largeFileAt('film')]
    lab.trouble({ operation: 'UploadPart', part: 2 }, 'cut before')
    const options = { store, concurrency: 1 }
    expect(failedIn(await lab.end(lab.uploadAll(files, options)))).toEqual(['film'])
    expect(failedIn(await lab.end(lab.uploadAll(files, options)))).toEqual([])
    expect([1, 2, 3].map((part) => lab.count('UploadPart', part))).toEqual([1, 2, 1])
    expect(lab.count('CreateMultipartUpload')).toBe(1)
  })
})

describe('the requests of many files', () => {
  it('Req 16b: are no more at a time than told, of all files and their parts together', async () => {
    const lab = await createManyLab()
    let underWay = 0
    let most = 0
    lab.watch(({ operation }, change) => {
      if (!/^(PutObject|UploadPart)$/.test(operation)) return
      underWay += change
      most = Math.max(most, underWay)
    })
    const files = [
      largeFileAt('1'),
      fileAt('2'),
      largeFileAt('3'),
      fileAt('4'),
      largeFileAt('5'),
      fileAt('6'),
    ]
    await lab.end(lab.uploadAll(files, { concurrency: 3 }))
    expect(most).toBe(3)
    expect(lab.count('UploadPart')).toBe(9)
  })

  it('Req 5b: are half as many, of all files, when the service asks one of them to slow down', async () => {
    const lab = await createManyLab()
    const gate = deferred()
    let slowed = false
    lab.before(() => (slowed ? gate.promise : undefined))
    lab.change((_, response) => {
      if (slowed) return response
      slowed = true
      return new Response('', { status: 503, headers: { 'Retry-After': '5' } })
    })
    const files = Array.from({ length: 12 }, (_, index) => fileAt(`${index}`))
    const uploads = lab.uploadAll(files, { concurrency: 4 })
    const done = uploads.done()
    await lab.until(() => lab.count('PutObject') === 6, uploads)
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(lab.count('PutObject')).toBe(6)
    gate.resolve()
    await lab.settle(done, uploads)
    expect(lab.keys()).toHaveLength(12)
  })

  it('Req 16b: are made of 10,000 files in their turn, and of none before', async () => {
    const touched = new Set<number>()
    const files = Array.from({ length: 10_000 }, (_, index) => {
      const blob = new File(['x'], `${index}`)
      blob.slice = (...range) => {
        touched.add(index)
        return Blob.prototype.slice.apply(blob, range)
      }
      return blob
    })
    let answered = 0
    let ahead = 0
    const client = new OosClient({
      endpoint,
      credentials: defaultAccount,
      fetch: async () => {
        ahead = Math.max(ahead, touched.size - answered++)
        return new Response('', { headers: { etag: '"1"' } })
      },
    })
    const uploads = uploadAll(client, files, { Bucket, md5: false, concurrency: 4 })
    let underWay = 0
    uploads.addEventListener('file', () => {
      underWay = Math.max(underWay, uploads.getSnapshot().underWay.length)
    })
    const results = await uploads.done()
    expect(results.filter(({ state }) => state === 'done')).toHaveLength(10_000)
    expect([ahead, underWay]).toEqual([4, 4])
  })
})
