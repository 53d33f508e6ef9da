import { OosClient } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { memoryStore, type ResumeStore, type Upload, type UploadOptions } from '@oos-js/web'
import { describe, expect, it, vi } from 'vitest'
import { endpoint } from '../../support/client.ts'
import { failure } from '../../support/failure.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { expectExact } from '../../support/uploads/expect-exact.ts'
import { Bucket, createLab, progressOf, type Lab } from '../../support/uploads/lab.ts'
import { askedBy } from '../../support/uploads/operation-of.ts'

const partSize = 5 * mebibyte
const file = fileOf(26 * mebibyte)
const changed = fileOf(26 * mebibyte)

/** Sends so many parts of the file in a page that is then gone, with everything it held. */
async function pageThatDies(lab: Lab, parts: number, store: ResumeStore): Promise<void> {
  let isDead = false
  const client = new OosClient({
    endpoint,
    credentials: defaultAccount,
    fetch(url, init) {
      isDead ||= askedBy(init.method, url).part === parts + 1
      return isDead ? new Promise(() => undefined) : fetch(url, init as RequestInit)
    },
  })
  const { Upload: UploadOfPage } = await import('@oos-js/web')
  const options = { source: file, Bucket, Key: 'film', store, concurrency: 1 }
  const upload = new UploadOfPage(client, options)
  void upload.done()
  await lab.until(() => isDead, upload)
  vi.resetModules()
  lab.asked.length = 0
}

/** An upload in a page that knows nothing of any other. */
async function uploadInNewPage(lab: Lab, options: Partial<UploadOptions>): Promise<Upload> {
  const { Upload: UploadOfPage } = await import('@oos-js/web')
  const source = options.source ?? file
  return new UploadOfPage(lab.client, {
    Bucket,
    Key: 'film',
    progressInterval: 0,
    source,
    ...options,
  })
}

describe('a page that was closed', () => {
  it('F5, Req 2a: is followed by one that sends the parts that are missing, each once', async () => {
    const lab = await createLab({ xhr: true })
    const store = memoryStore()
    await pageThatDies(lab, 2, store)
    const upload = await uploadInNewPage(lab, { store })
    const events = progressOf(upload)
    await lab.settle(upload.done(), upload)
    expect([1, 2, 3, 4, 5, 6].map((part) => lab.count('UploadPart', part))).toEqual([
      0, 0, 1, 1, 1, 1,
    ])
    expect([lab.count('CreateMultipartUpload'), await store.list()]).toEqual([0, []])
    const begun = events.find(({ confirmed }) => confirmed > 0)
    expect([begun?.confirmed, begun?.loaded]).toEqual([10 * mebibyte, 10 * mebibyte])
    await expectExact(lab, file)
  })

  it('Req 2b: is not followed by one with another file', async () => {
    const lab = await createLab({ xhr: true })
    const store = memoryStore()
    await pageThatDies(lab, 1, store)
    const source = new File([changed], 'film.mp4', { lastModified: 1 })
    const upload = await uploadInNewPage(lab, { store, source })
    const error = await failure(lab.settle(upload.done(), upload))
    expect([error.code, lab.asked]).toEqual(['CheckpointMismatch', []])
  })

  it('Req 2c: is followed by one that believes the service, and sends again what differs', async () => {
    const lab = await createLab({ xhr: true })
    const store = memoryStore()
    await pageThatDies(lab, 3, store)
    for (const { uploadId, parts } of lab.emulator.uploads.values()) {
      const [first, second] = [parts.get(1), parts.get(2)]
      if (!first || !second) throw new Error('There are no parts')
      // One that is shorter, and one of the same size with other bytes.
      const content = { size: 1, pieces: [new Uint8Array(1)] }
      lab.emulator.commit({ type: 'putPart', uploadId, part: { ...first, content } })
      const etag = '"00000000000000000000000000000000"'
      lab.emulator.commit({ type: 'putPart', uploadId, part: { ...second, etag } })
    }
    const upload = await uploadInNewPage(lab, { store })
    const events = progressOf(upload)
    await lab.settle(upload.done(), upload)
    expect([1, 2, 3, 4].map((part) => lab.count('UploadPart', part))).toEqual([1, 1, 0, 1])
    const confirmed = events.map((event) => event.confirmed)
    expect(confirmed).toEqual([...confirmed].sort((one, other) => one - other))
    await expectExact(lab, file)
  })

  it('Req 2c: is followed by one that reads a list of parts of many pages', async () => {
    const lab = await createLab({ xhr: true, emulator: { limits: { page: 2 } } })
    const store = memoryStore()
    await pageThatDies(lab, 5, store)
    const upload = await uploadInNewPage(lab, { store, md5: false })
    await lab.settle(upload.done(), upload)
    expect(lab.count('UploadPart')).toBe(1)
    expect(lab.count('ListParts')).toBeGreaterThanOrEqual(6)
    await expectExact(lab, file)
  })
})

describe('checkpoints', () => {
  it('Req 2d: are told after the beginning and after each part, whichever ends first', async () => {
    const lab = await createLab({ xhr: true })
    lab.trouble({ operation: 'UploadPart', part: 1 }, 'slow halfway')
    const upload = lab.upload(file, { store: memoryStore() })
    const told: [number, string][] = []
    upload.addEventListener('checkpoint', ({ detail }) =>
      told.push([upload.progress.parts.done, detail.uploadId]),
    )
    await lab.settle(upload.done(), upload)
    const id = told[0]?.[1]
    expect(told).toEqual([0, 1, 2, 3, 4, 5, 6].map((parts) => [parts, id]))
    expect(upload.checkpoint).toMatchObject({
      bucket: Bucket,
      key: 'film',
      size: file.size,
      partSize,
    })
  })

  it('are of no use to those who have no store', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file)
    const told = vi.fn()
    upload.addEventListener('checkpoint', told)
    await lab.settle(upload.done(), upload)
    expect([told.mock.calls, upload.checkpoint]).toEqual([[], undefined])
  })

  it('F49: that cannot be kept cost a warning, and no upload', async () => {
    const lab = await createLab({ xhr: true })
    const full = new DOMException('full', 'QuotaExceededError')
    const fail = (): Promise<never> => Promise.reject(full)
    const store = { get: fail, put: fail, delete: fail, list: fail }
    const upload = lab.upload(file, { store })
    const warnings = new Set<unknown>()
    upload.addEventListener('warning', ({ detail }) => warnings.add(detail))
    await lab.settle(upload.done(), upload)
    expect([...warnings]).toEqual([full])
    await expectExact(lab, file)
  })
})

describe('an upload that the service no longer knows', () => {
  /** Ends the upload when a part is about to arrive, so often. */
  function endAt(lab: Lab, part: number, times: number): void {
    let left = times
    lab.before((asked) => {
      if (asked.operation !== 'UploadPart' || asked.part !== part || left-- <= 0) return
      for (const uploadId of [...lab.emulator.uploads.keys()]) {
        lab.emulator.commit({ type: 'abortUpload', uploadId })
      }
    })
  }

  it('F23, Req 2e: begins again, once, and tells', async () => {
    const lab = await createLab({ xhr: true })
    endAt(lab, 2, 1)
    const upload = lab.upload(file)
    const restarts: string[] = []
    upload.addEventListener('restart', ({ detail }) => restarts.push(detail.code))
    const events = progressOf(upload)
    await lab.settle(upload.done(), upload)
    expect([restarts, lab.count('CreateMultipartUpload')]).toEqual([['NoSuchUpload'], 2])
    const loaded = events.map((event) => event.loaded)
    expect(loaded).toEqual([...loaded].sort((one, other) => one - other))
    await expectExact(lab, file)
  })

  it('F23, Req 2e: never begins again for ever', async () => {
    const lab = await createLab({ xhr: true })
    endAt(lab, 2, Infinity)
    const upload = lab.upload(file)
    const error = await failure(lab.settle(upload.done(), upload))
    expect([error.code, lab.count('CreateMultipartUpload')]).toEqual(['NoSuchUpload', 2])
  })

  it('F23, Req 2e: fails where that is wanted', async () => {
    const lab = await createLab({ xhr: true })
    endAt(lab, 2, 1)
    const upload = lab.upload(file, { whenGone: 'fail' })
    const error = await failure(lab.settle(upload.done(), upload))
    expect([error.code, lab.count('CreateMultipartUpload')]).toEqual(['NoSuchUpload', 1])
  })

  it('F23: is begun again by a page that finds it in its store', async () => {
    const lab = await createLab({ xhr: true })
    const store = memoryStore()
    await pageThatDies(lab, 2, store)
    for (const uploadId of [...lab.emulator.uploads.keys()]) {
      lab.emulator.commit({ type: 'abortUpload', uploadId })
    }
    const upload = await uploadInNewPage(lab, { store })
    const restarts = vi.fn()
    upload.addEventListener('restart', restarts)
    await lab.settle(upload.done(), upload)
    expect([restarts.mock.calls.length, lab.count('UploadPart'), await store.list()]).toEqual([
      1,
      6,
      [],
    ])
    await expectExact(lab, file)
  })

  it.each([true, false])(
    'F23: is done when it was completed before the page was closed, and nothing is sent: md5 %s',
    async (md5) => {
      const lab = await createLab({ xhr: true })
      const store = memoryStore()
      await lab.settle(...run(lab.upload(file, { store: withoutDelete(store) })))
      lab.asked.length = 0
      const upload = await uploadInNewPage(lab, { store, md5 })
      const output = await lab.settle(upload.done(), upload)
      expect(lab.asked.map(({ operation }) => operation)).toEqual(['ListParts', 'HeadObject'])
      expect([output.ETag, upload.progress.fraction]).toEqual([expect.stringMatching(/-6"$/), 1])
      expect(await store.list()).toEqual([])
    },
  )

  it('F23: is not done by an object of other parts', async () => {
    const lab = await createLab({ xhr: true })
    const store = memoryStore()
    const other = new Blob(Array.from({ length: 26 }, () => new Uint8Array(mebibyte)))
    await lab.settle(...run(lab.upload(other)))
    await pageThatDies(lab, 2, store)
    for (const uploadId of [...lab.emulator.uploads.keys()]) {
      lab.emulator.commit({ type: 'abortUpload', uploadId })
    }
    const upload = await uploadInNewPage(lab, { store })
    await lab.settle(upload.done(), upload)
    expect(lab.count('UploadPart')).toBe(6)
    await expectExact(lab, file)
  })
})

function run(upload: Upload): [Promise<unknown>, Upload] {
  return [upload.done(), upload]
}

/** A store that a page left before it could forget anything. */
function withoutDelete(store: ResumeStore): ResumeStore {
  return { ...store, delete: async () => undefined }
}
