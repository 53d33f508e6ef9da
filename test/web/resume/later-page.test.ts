import { AbortMultipartUploadCommand, UploadPartCommand } from '@oos-js/commands'
import { isOosError } from '@oos-js/core'
import type { Checkpoint } from '@oos-js/web'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defaultAccount } from '@oos-js/emulator'
import { deferred } from '../../support/deferred.ts'
import { failure } from '../../support/failure.ts'
import { Bucket } from '../../support/seed.ts'
import { contentOf, stored } from '../../support/stored.ts'
import { mebibyte } from '../../support/upload.ts'
import { chooseFile, openPages, textStore, type Pages } from './page.ts'

const timeout = 60_000

afterEach(() => {
  vi.useRealTimers()
})

async function isStored({ emulator }: Pages, file: Blob = chooseFile()): Promise<boolean> {
  const [there, wanted] = await Promise.all(
    [contentOf(stored(emulator, Bucket, 'film')), file].map((blob) => blob.arrayBuffer()),
  )
  const bytes = new Uint8Array(wanted!)
  return new Uint8Array(there!).every((byte, index) => byte === bytes[index])
}

describe('a later page', { timeout }, () => {
  it('Req 2a: sends what is missing, and no part twice', async () => {
    const pages = await openPages()
    await pages.leaveOneBehind()
    await pages.upload().done()
    expect(pages.arrived()).toEqual([3, 4, 5])
    expect(await isStored(pages)).toBe(true)
    expect(await pages.store.list()).toEqual([])
  })

  it('Req 2a: goes on at the bytes that are there', async () => {
    const pages = await openPages()
    await pages.leaveOneBehind()
    const upload = pages.upload(undefined, { progressInterval: 0 })
    const confirmed: number[] = []
    upload.addEventListener('progress', ({ detail }) => confirmed.push(detail.confirmed))
    await upload.done()
    expect(confirmed.find((bytes) => bytes > 0)).toBeGreaterThanOrEqual(5 * mebibyte)
    expect(confirmed.filter((bytes, index) => bytes < (confirmed[index - 1] ?? 0))).toEqual([])
  })

  it('Req 2a: goes on with the parts as they were cut, whatever it would cut itself', async () => {
    const pages = await openPages()
    await pages.leaveOneBehind()
    await pages.upload(undefined, { partSize: 8 * mebibyte }).done()
    expect(pages.arrived()).toEqual([3, 4, 5])
    expect(await isStored(pages)).toBe(true)
  })

  it('Req 2b: refuses another file before any request', async () => {
    const pages = await openPages()
    await pages.leaveOneBehind()
    const other = new File([chooseFile()], 'film.mp4', { lastModified: 2 })
    const error = await failure(pages.upload(other).done())
    expect(error).toMatchObject({ code: 'CheckpointMismatch', bucket: Bucket, key: 'film' })
    expect(pages.asked()).toEqual([])
  })

  it('Req 2b: takes for the same file what the application says is the same', async () => {
    const pages = await openPages()
    const identify = () => 'film 7'
    pages.emulator.faults.on({ operation: 'UploadPart', part: 2 }).fail('AccessDenied').times(1)
    await failure(pages.upload(undefined, { identify }).done())
    pages.arrived()
    const renamed = new File([chooseFile()], 'other.mp4')
    await pages.upload(renamed, { identify }).done()
    expect(pages.arrived()).toEqual([2, 3, 4, 5])
  })

  it('Req 2c: believes the service, and sends a part again that is another there', async () => {
    const pages = await openPages()
    const { uploadId: UploadId = '' } = await pages.leaveOneBehind()
    const bodies = { 1: new Uint8Array(5 * mebibyte), 2: new Uint8Array(6 * mebibyte) }
    for (const [number, Body] of Object.entries(bodies)) {
      const part = { Bucket, Key: 'film', UploadId, PartNumber: Number(number), Body }
      await pages.client.send(new UploadPartCommand(part))
    }
    pages.arrived()
    await pages.upload().done()
    expect(pages.arrived()).toEqual([1, 2, 3, 4, 5])
    expect(await isStored(pages)).toBe(true)
  })

  it('Req 2c: believes the service that it has more parts than were known here', async () => {
    const pages = await openPages()
    const { uploadId: UploadId = '' } = await pages.leaveOneBehind()
    const Body = chooseFile().slice(15 * mebibyte, 20 * mebibyte)
    await pages.client.send(
      new UploadPartCommand({ Bucket, Key: 'film', UploadId, PartNumber: 4, Body }),
    )
    pages.arrived()
    await pages.upload().done()
    expect(pages.arrived()).toEqual([3, 5])
    expect(await isStored(pages)).toBe(true)
  })

  it('Req 2d: is told a checkpoint when the upload begins and after every part', async () => {
    const pages = await openPages()
    const upload = pages.upload(undefined, { concurrency: 4 })
    const told: Checkpoint[] = []
    upload.addEventListener('checkpoint', ({ detail }) => told.push(detail))
    expect(upload.checkpoint).toBeUndefined()
    await upload.done()
    expect(told).toHaveLength(6)
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(upload.checkpoint).toEqual(told[0])
  })

  it('Req 2e, F23: begins again, and says so, where the service has forgotten the upload', async () => {
    const pages = await openPages()
    const { uploadId: UploadId = '' } = await pages.leaveOneBehind()
    await pages.client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'film', UploadId }))
    const upload = pages.upload()
    const restarts: string[] = []
    upload.addEventListener('restart', ({ detail }) => restarts.push(detail.code))
    await upload.done()
    expect([restarts, pages.arrived()]).toEqual([['NoSuchUpload'], [1, 2, 3, 4, 5]])
    expect(upload.uploadId).not.toBe(UploadId)
    expect(await isStored(pages)).toBe(true)
  })

  it('Req 2e: fails instead if it is told to', async () => {
    const pages = await openPages()
    const { uploadId: UploadId = '' } = await pages.leaveOneBehind()
    await pages.client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'film', UploadId }))
    const error = await failure(pages.upload(undefined, { whenGone: 'fail' }).done())
    expect([error.code, pages.arrived()]).toEqual(['NoSuchUpload', []])
  })

  it('finds nothing of an upload that was aborted', async () => {
    const pages = await openPages()
    const left = await pages.leaveOneBehind()
    await left.abort()
    expect([await pages.store.list(), pages.emulator.uploads.size]).toEqual([[], 0])
  })

  it('S19: begins anew where what is stored was tampered with, and never goes elsewhere', async () => {
    const pages = await openPages()
    await pages.leaveOneBehind()
    const [[id, value] = ['', undefined]] = await pages.store.list()
    await pages.store.put(id, {
      ...(value as Checkpoint),
      key: 'other',
      endpoint: 'https://evil.test',
    })
    await pages.upload().done()
    expect(pages.arrived()).toEqual([1, 2, 3, 4, 5])
    const keys = pages.emulator.requests.map(({ key }) => key).filter(Boolean)
    expect(new Set(keys)).toEqual(new Set(['film']))
  })

  it('S19: is left no secret in the store', async () => {
    const pages = await openPages()
    await pages.leaveOneBehind()
    const text = JSON.stringify(await pages.store.list())
    expect(text).toContain('uploadId')
    expect(text).not.toContain(defaultAccount.secretAccessKey)
    expect(text).not.toContain(defaultAccount.accessKeyId)
  })
})

describe('F49: a store', { timeout }, () => {
  it('F49: that fails is done without, and told of in warnings', async () => {
    const reason = new DOMException('full', 'QuotaExceededError')
    const fail = (): Promise<never> => Promise.reject(reason)
    const pages = await openPages({ get: fail, put: fail, delete: fail, list: fail })
    const upload = pages.upload()
    const warnings: unknown[] = []
    upload.addEventListener('warning', ({ detail }) => warnings.push(detail))
    await upload.done()
    // Once each for looking, keeping and forgetting.
    expect(warnings).toEqual([reason, reason, reason])
    expect(await isStored(pages)).toBe(true)
  })

  it('F49: that throws is done without as well', async () => {
    const fail = (): never => {
      throw new TypeError('indexedDB is not defined')
    }
    const pages = await openPages({ get: fail, put: fail, delete: fail, list: fail })
    await pages.upload().done()
    expect(await isStored(pages)).toBe(true)
  })

  it('F49: that never answers is asked once, and then done without', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const hang = vi.fn(() => new Promise<never>(() => undefined))
    const pages = await openPages({ get: hang, put: hang, delete: hang, list: hang })
    const upload = pages.upload()
    const warnings: unknown[] = []
    upload.addEventListener('warning', ({ detail }) => warnings.push(detail))
    const done = upload.done()
    await vi.waitFor(() => expect(hang).toHaveBeenCalled())
    vi.advanceTimersByTime(5000)
    await done
    expect(hang).toHaveBeenCalledTimes(1)
    expect(warnings).toMatchObject([{ name: 'TimeoutError' }])
  })

  it('forgets after it has kept, however long that took', async () => {
    const inner = textStore()
    const order: string[] = []
    const gate = deferred()
    const pages = await openPages({
      ...inner,
      put: async (id, checkpoint) => {
        await gate.promise
        order.push('put')
        await inner.put(id, checkpoint)
      },
      delete: async (id) => {
        order.push('delete')
        await inner.delete(id)
      },
    })
    const upload = pages.upload()
    upload.addEventListener('statechange', ({ detail }) => {
      if (detail.state === 'completing') gate.resolve()
    })
    await upload.done()
    expect([order, await inner.list()]).toEqual([['put', 'delete'], []])
  })
})

describe('the lock of an upload', { timeout }, () => {
  it('F26: keeps another upload of the object out while it is under way, and sends nothing', async () => {
    const pages = await openPages()
    const first = pages.upload()
    const begun = new Promise<void>((resolve) => {
      first.addEventListener(
        'checkpoint',
        () => {
          first.pause()
          resolve()
        },
        { once: true },
      )
    })
    const done = first.done()
    await begun
    pages.asked()
    const error = await failure(pages.upload().done())
    expect([error.code, pages.asked()]).toEqual(['UploadBusy', []])
    first.resume()
    await done
  })

  it.each(['done', 'failed', 'refused'])('F26: is let go when the upload is %s', async (end) => {
    const pages = await openPages()
    if (end === 'failed') await pages.leaveOneBehind()
    else if (end === 'done') await pages.upload().done()
    else {
      await pages.leaveOneBehind()
      await failure(pages.upload(new Blob([new Uint8Array(6 * mebibyte)])).done())
    }
    await expect(pages.upload().done()).resolves.toMatchObject({ Key: 'film' })
  })

  it('is not needed without a store', async () => {
    const pages = await openPages()
    const uploads = [1, 2].map(() => pages.upload(undefined, { store: undefined }))
    await Promise.all(uploads.map((upload) => upload.done()))
    expect(await isStored(pages)).toBe(true)
  })
})

it('a file that cannot be read is SourceChanged, before any request', { timeout }, async () => {
  const pages = await openPages()
  const file = chooseFile()
  const read = vi.spyOn(Blob.prototype, 'arrayBuffer')
  read.mockRejectedValue(new DOMException('gone', 'NotReadableError'))
  const error: unknown = await pages
    .upload(file)
    .done()
    .catch((reason: unknown) => reason)
  read.mockRestore()
  expect(isOosError(error, 'SourceChanged')).toBe(true)
  expect(pages.asked()).toEqual([])
})
