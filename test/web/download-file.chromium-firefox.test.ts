import { PutObjectCommand } from '@oos-js/commands'
import { Download, type DownloadOptions } from '@oos-js/web'
import { expect, it, onTestFinished } from 'vitest'
import { bytesOf } from '../support/download.ts'
import { failure } from '../support/failure.ts'
import { createStage } from '../support/stage/stage.ts'
import { fileOf } from '../support/upload.ts'

const object = { Bucket: 'photos', Key: 'film' }
const partSize = 100_000

/** A file of the page's own, on the disk. */
async function fileOnDisk(): Promise<FileSystemFileHandle> {
  const folder = await navigator.storage.getDirectory()
  const name = 'film.mp4'
  onTestFinished(() => folder.removeEntry(name))
  return folder.getFileHandle(name, { create: true })
}

async function setUp(size: number) {
  const stage = await createStage()
  await stage.createBucket(object.Bucket)
  const client = stage.client({ maxAttempts: 3 })
  const Body = fileOf(size)
  await client.send(new PutObjectCommand({ ...object, Body }))
  return {
    stage,
    Body,
    download: (more?: Partial<DownloadOptions>) =>
      new Download(client, { ...object, partSize, ...more }),
  }
}

async function expectSame(handle: FileSystemFileHandle, wanted: Blob): Promise<void> {
  const [got, bytes] = [await bytesOf(await handle.getFile()), await bytesOf(wanted)]
  expect(got.length).toBe(bytes.length)
  expect(got.findIndex((byte, place) => byte !== bytes[place])).toBe(-1)
}

it.each([true, false])(
  'F9, Req 8d: a file on the disk gets each byte, though a range broke off: verified, %s',
  async (verify) => {
    const { Body, download, stage } = await setUp(950_000)
    await stage.on({ operation: 'GetObject' }).truncate(40_000).times(2)
    const handle = await fileOnDisk()
    await download({ verify }).pipeTo(await handle.createWritable())
    await expectSame(handle, Body)
  },
)

it('Req 8d: a file on the disk keeps what it had when the download fails', async () => {
  const { Body, download, stage } = await setUp(950_000)
  const handle = await fileOnDisk()
  await download().pipeTo(await handle.createWritable())
  await stage.on({ operation: 'GetObject' }).fail('AccessDenied').times(100)
  const error = await failure(download().pipeTo(await handle.createWritable()))
  expect(error.code).toBe('AccessDenied')
  await expectSame(handle, Body)
})

it('a file on the disk takes the rest of an object behind what it has', async () => {
  const { Body, download } = await setUp(950_000)
  const handle = await fileOnDisk()
  const start = 420_000
  await download({ range: { end: start } }).pipeTo(await handle.createWritable())
  const writable = await handle.createWritable({ keepExistingData: true })
  await download({ range: { start } }).pipeTo(writable, { position: start })
  await expectSame(handle, Body)
})
