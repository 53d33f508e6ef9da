import {
  discardUpload,
  memoryStore,
  unfinishedUploads,
  Upload,
  type ResumeStore,
} from '@oos-js/web'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkpointId } from '../../../packages/web/src/resume/checkpoint.ts'
import { failure } from '../../support/failure.ts'
import { Bucket } from '../../support/seed.ts'
import { checkpointOf } from './checkpoints.ts'
import { chooseFile, openPages, type Pages } from './page.ts'

const timeout = 60_000

afterEach(() => {
  vi.restoreAllMocks()
})
const Key = 'film'

function previous({ client, store }: Pages, source: Blob = chooseFile()) {
  return Upload.previous(client, { source, Bucket, Key, store })
}

const broken: ResumeStore = {
  get: () => Promise.reject(new Error('no')),
  put: () => Promise.reject(new Error('no')),
  delete: () => Promise.reject(new Error('no')),
  list: () => Promise.reject(new Error('no')),
}

describe('Upload.previous', { timeout }, () => {
  it('Req 2a: gives the checkpoint of an upload that was left behind, and sends nothing', async () => {
    const pages = await openPages()
    const { checkpoint } = await pages.leaveOneBehind()
    expect(checkpoint).toMatchObject({ bucket: Bucket, key: Key, size: chooseFile().size })
    expect([await previous(pages), pages.asked()]).toEqual([checkpoint, []])
  })

  it('gives nothing where there was none, of another object, or when it is done', async () => {
    const pages = await openPages()
    expect(await previous(pages)).toBeUndefined()
    await pages.leaveOneBehind()
    const other = { source: chooseFile(), Bucket, Key: 'other', store: pages.store }
    expect(await Upload.previous(pages.client, other)).toBeUndefined()
    await pages.upload().done()
    expect(await previous(pages)).toBeUndefined()
  })

  it('Req 2b: rejects for another file', async () => {
    const pages = await openPages()
    await pages.leaveOneBehind()
    const error = await failure(previous(pages, new File([chooseFile()], 'other.mp4')))
    expect(error.code).toBe('CheckpointMismatch')
  })

  it('F49: gives nothing where the store fails', async () => {
    const pages = await openPages(broken)
    expect(await previous(pages)).toBeUndefined()
  })

  it('gives nothing without a store, and for a stream', async () => {
    const pages = await openPages()
    await pages.leaveOneBehind()
    const { client, store } = pages
    const source = chooseFile()
    expect(await Upload.previous(client, { source, Bucket, Key })).toBeUndefined()
    const stream = source.stream()
    expect(await Upload.previous(client, { source: stream, Bucket, Key, store })).toBeUndefined()
    expect(stream.locked).toBe(false)
  })

  it('disturbs no upload that is under way', async () => {
    const pages = await openPages()
    const upload = pages.upload()
    const found: unknown[] = []
    upload.addEventListener('checkpoint', () => found.push(previous(pages)), { once: true })
    await upload.done()
    expect(await found[0]).toEqual(upload.checkpoint)
  })
})

describe('unfinishedUploads', () => {
  it('lists what was begun, the latest first', async () => {
    const store = memoryStore()
    const days = ['2024-02-01', '2024-02-03', '2024-02-02']
    const uploads = days.map((day, index) =>
      checkpointOf({ key: `film-${index}`, createdAt: `${day}T00:00:00.000Z` }),
    )
    for (const one of uploads) await store.put(checkpointId(one), one)
    expect(await unfinishedUploads(store)).toEqual([uploads[1], uploads[2], uploads[0]])
  })

  it('S19: leaves out what was damaged, and what is not where it belongs', async () => {
    const store = memoryStore()
    const good = checkpointOf()
    await store.put(checkpointId(good), good)
    await store.put('a', { ...good, uploadId: 'other' })
    await store.put('b', good)
    await store.put('c', null as never)
    expect(await unfinishedUploads(store)).toEqual([good])
  })

  it('rejects where the store fails', async () => {
    await expect(unfinishedUploads(broken)).rejects.toThrow('no')
  })
})

describe('discardUpload', { timeout }, () => {
  it('removes an upload from the service and from the store, so that another file can follow', async () => {
    const pages = await openPages()
    await pages.leaveOneBehind()
    const other = new File([chooseFile()], 'other.mp4')
    expect((await failure(pages.upload(other).done())).code).toBe('CheckpointMismatch')
    await discardUpload(pages.client, { store: pages.store, Bucket, Key })
    expect([pages.emulator.uploads.size, await pages.store.list()]).toEqual([0, []])
    await pages.upload(other).done()
    expect(pages.arrived()).toEqual([1, 2, 3, 4, 5])
  })

  it('asks the service nothing if there is no such upload', async () => {
    const pages = await openPages()
    pages.asked()
    await discardUpload(pages.client, { store: pages.store, Bucket, Key })
    expect(pages.asked()).toEqual([])
  })

  it('F26: leaves an upload alone that is under way', async () => {
    const pages = await openPages()
    const upload = pages.upload()
    const tried: unknown[] = []
    upload.addEventListener(
      'checkpoint',
      () => {
        tried.push(failure(discardUpload(pages.client, { store: pages.store, Bucket, Key })))
      },
      { once: true },
    )
    await upload.done()
    expect(await tried[0]).toMatchObject({ code: 'UploadBusy' })
  })

  it('Req 14b: keeps what it could not remove, and names it', async () => {
    const pages = await openPages()
    const { uploadId } = await pages.leaveOneBehind()
    const refused = pages.emulator.faults.on({ operation: 'AbortMultipartUpload' })
    refused.fail('AccessDenied').times(Infinity)
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const input = { store: pages.store, Bucket, Key }
    const error = await failure(discardUpload(pages.client, input))
    expect(error.code).toBe('AccessDenied')
    expect(error.message).toContain(uploadId)
    expect(await pages.store.list()).toHaveLength(1)
  })
})
