import { PutObjectCommand, type CORSRule } from '@oos-js/commands'
import { Download, type DownloadOptions, type DownloadWarning } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { bytesOf, headerOf } from '../support/download.ts'
import { createStage, openRule } from '../support/stage/stage.ts'
import { fileOf } from '../support/upload.ts'

const object = { Bucket: 'photos', Key: 'film' }
const partSize = 100_000

/** An object behind a real server of another origin, in a bucket with these rules. */
async function setUp(size: number, rules: readonly CORSRule[] = [openRule]) {
  const stage = await createStage()
  await stage.createBucket(object.Bucket, rules)
  // A browser drops what it has of an answer that breaks off: such an attempt may have brought nothing.
  const client = stage.client({ maxAttempts: 3 })
  const Body = fileOf(size)
  await client.send(new PutObjectCommand({ ...object, Body }))
  return {
    stage,
    content: await bytesOf(Body),
    download: (more?: Partial<DownloadOptions>) =>
      new Download(client, { ...object, partSize, ...more }),
    async asked() {
      const requests = await stage.requests()
      return requests
        .filter(({ method }) => method !== 'PUT')
        .map(({ method, headers }) => [method, headerOf(headers, 'range')].join(' '))
    },
  }
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, place) => byte === other[place])

describe('in a page, a download', () => {
  it('F9: comes in ranges, goes on where one broke off, and is verified', async () => {
    const { asked, content, download, stage } = await setUp(350_000)
    await stage.on({ operation: 'GetObject' }).truncate(40_000).times(1)
    const task = download()
    const blob = await task.blob()
    expect(isSame(await bytesOf(blob), content)).toBe(true)
    expect(task.progress).toMatchObject({ total: 350_000, confirmed: 350_000, fraction: 1 })
    expect((await asked()).length).toBeGreaterThanOrEqual(5)
  })

  it('asks for the size where CORS hides Content-Range, and warns of what it cannot see', async () => {
    const { asked, content, download } = await setUp(350_000, [{ ...openRule, ExposeHeaders: [] }])
    const task = download()
    const warnings: DownloadWarning[] = []
    task.addEventListener('warning', ({ detail }) => warnings.push(detail))
    expect(isSame(await bytesOf(await task.blob()), content)).toBe(true)
    expect(warnings.map(({ code }) => code)).toEqual(['ETagHidden', 'ContentRangeHidden'])
    expect((await asked()).sort()).toEqual([
      'GET bytes=0-99999',
      'GET bytes=100000-199999',
      'GET bytes=200000-299999',
      'GET bytes=300000-349999',
      'HEAD ',
    ])
  })

  it('takes the rest in one answer where it may not ask for the size either', async () => {
    const rule = { ...openRule, ExposeHeaders: [], AllowedMethods: ['GET', 'PUT'] as const }
    const { content, download } = await setUp(350_000, [rule as never])
    expect(isSame(await bytesOf(await download().blob()), content)).toBe(true)
  })

  it('is paused and goes on, as a stream', async () => {
    const { content, download } = await setUp(350_000)
    const task = download()
    const reader = task.stream().getReader()
    const first = (await reader.read()).value!
    task.pause()
    task.resume()
    const parts: BlobPart[] = [first as Uint8Array<ArrayBuffer>]
    for (let part; (part = (await reader.read()).value);)
      parts.push(part as Uint8Array<ArrayBuffer>)
    expect(isSame(await bytesOf(new Blob(parts)), content)).toBe(true)
  })
})
