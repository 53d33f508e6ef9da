import { ListObjectsCommand } from '@oos-js/commands'
import { items } from '@oos-js/core'
import { droppedFiles, uploadAll, type UploadAllOptions } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { createStage } from '../../support/stage/stage.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'

const Bucket = 'photos'

/** A bucket behind a real server of another origin. */
async function setUp() {
  const stage = await createStage()
  await stage.createBucket(Bucket)
  const client = stage.client()
  return {
    stage,
    uploadAll: (files: Parameters<typeof uploadAll>[1], more?: Partial<UploadAllOptions>) =>
      uploadAll(client, files, { Bucket, ...more }),
    async sizes() {
      const sizes: (readonly [key: string, size: number])[] = []
      for await (const { Key, Size } of items(
        client,
        new ListObjectsCommand({ Bucket }),
        'Contents',
      )) {
        sizes.push([Key, Size])
      }
      return sizes
    },
  }
}

const at = (path: string, size: number) => ({ file: fileOf(size), path })

describe('in a page, many files', () => {
  it('Req 5e: are uploaded together, and one that fails keeps no other', async () => {
    const { stage, sizes, uploadAll } = await setUp()
    await stage.on({ key: 'trip/bad.jpg' }).fail('AccessDenied').times(1)
    const files = [
      at('trip/a.jpg', 1000),
      at('trip/bad.jpg', 10),
      at('trip/film.mp4', 6 * mebibyte),
    ]
    const uploads = uploadAll(files)
    const loaded: number[] = []
    uploads.addEventListener('progress', ({ detail }) => loaded.push(detail.loaded))
    const results = await uploads.done()
    expect(results.map(({ state }) => state)).toEqual(['done', 'failed', 'done'])
    expect(results[1]?.error).toMatchObject({ code: 'AccessDenied', key: 'trip/bad.jpg' })
    uploads.resume()
    await uploads.done()
    expect(loaded).toEqual([...loaded].sort((one, other) => one - other))
    expect(await sizes()).toEqual([
      ['trip/a.jpg', 1000],
      ['trip/bad.jpg', 10],
      ['trip/film.mp4', 6 * mebibyte],
    ])
  })

  it('Req 16b: have no more requests at a time than told', async () => {
    const { sizes, uploadAll } = await setUp()
    const files = Array.from({ length: 200 }, (_, index) => at(`${index}`.padStart(3, '0'), 10))
    const uploads = uploadAll(files, { concurrency: 3 })
    let most = 0
    uploads.addEventListener('file', () => {
      most = Math.max(most, uploads.getSnapshot().underWay.length)
    })
    await uploads.done()
    expect([most, (await sizes()).length]).toEqual([3, 200])
  })

  it('are given up, and leave no parts behind', async () => {
    const { stage, sizes, uploadAll } = await setUp()
    await stage.on({ operation: 'UploadPart', part: 2 }).stall()
    const uploads = uploadAll([at('a', 10), at('film', 12 * mebibyte)])
    const reason = new Error('enough')
    const done = uploads.done().catch((error: unknown) => error)
    await new Promise<void>((resolve) => {
      uploads.addEventListener('progress', ({ detail }) => {
        if (detail.confirmed > 5 * mebibyte) resolve()
      })
    })
    await uploads.abort(reason)
    expect([await done, await sizes()]).toEqual([reason, [['a', 10]]])
    const last = (await stage.requests()).filter(({ operation }) => operation === 'ListParts')
    expect(last.at(-1)?.status).toBe(404)
  })

  it('are taken from what a page was given to drop', async () => {
    const { sizes, uploadAll } = await setUp()
    const dropped = new DataTransfer()
    dropped.items.add(fileOf(10))
    dropped.items.add('no file', 'text/plain')
    await uploadAll(await droppedFiles(dropped)).done()
    expect(await sizes()).toEqual([['film.mp4', 10]])
  })
})
