import { memoryStore, type Upload } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { deferred } from '../../support/deferred.ts'
import { failure } from '../../support/failure.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { expectExact } from '../../support/uploads/expect-exact.ts'
import { createLab, type Lab } from '../../support/uploads/lab.ts'
import { createManyLab, fileAt, largeFileAt } from '../../support/uploads/many-lab.ts'

const file = fileOf(16 * mebibyte)
const reason = new Error('enough')

/** An upload that is paused when two of its parts have arrived. */
async function pausedUpload(lab: Lab, store = memoryStore()): Promise<Upload> {
  const upload = lab.upload(file, { store, concurrency: 1 })
  upload.done().catch(() => undefined)
  await lab.until(() => upload.progress.parts.done === 2, upload)
  upload.pause()
  return upload
}

describe('abort() that keeps the parts', () => {
  it('Req 14d: ends the requests, and lets another upload go on, which a pause does not', async () => {
    const lab = await createLab({ xhr: true })
    const store = memoryStore()
    const upload = await pausedUpload(lab, store)
    const other = lab.upload(file, { store })
    expect(await failure(lab.settle(other.done(), other))).toMatchObject({ code: 'UploadBusy' })
    const done = upload.done()
    await lab.settle(upload.abort(reason, { keep: true }), upload)
    await expect(done).rejects.toBe(reason)
    expect([upload.state, lab.emulator.uploads.size]).toEqual(['aborted', 1])
    other.resume()
    await lab.settle(other.done(), other)
    expect([lab.count('UploadPart', 1), lab.count('UploadPart', 2)]).toEqual([1, 1])
    expect(lab.count('CreateMultipartUpload')).toBe(1)
    await expectExact(lab, file)
  })

  it('removes them when it is called again without that', async () => {
    const lab = await createLab({ xhr: true })
    const store = memoryStore()
    const upload = await pausedUpload(lab, store)
    await lab.settle(upload.abort(reason, { keep: true }), upload)
    await lab.settle(upload.abort(), upload)
    expect([lab.emulator.uploads.size, await store.list()]).toEqual([0, []])
  })

  it('waits for an upload that is being put together, which it is too late for', async () => {
    const lab = await createLab({ xhr: true })
    const gate = deferred()
    lab.before(({ operation }) => {
      return operation === 'CompleteMultipartUpload' ? gate.promise : undefined
    })
    const upload = lab.upload(file)
    const done = upload.done()
    await lab.until(() => upload.state === 'completing', upload)
    const aborted = upload.abort(reason, { keep: true })
    gate.resolve()
    await lab.settle(aborted, upload)
    expect([upload.state, (await done).Key]).toEqual(['done', 'film'])
  })

  it('is done for many files, of which a later page sends what is missing', async () => {
    const lab = await createManyLab({ xhr: true })
    const store = memoryStore()
    const files = [fileAt('a'), largeFileAt('film'), fileAt('z')]
    const uploads = lab.uploadAll(files, { store, concurrency: 1 })
    const done = uploads.done()
    await lab.until(() => lab.count('UploadPart') === 2, uploads)
    const aborted = uploads.abort(reason, { keep: true })
    await expect(done).rejects.toBe(reason)
    await lab.settle(aborted, uploads)
    expect([lab.emulator.uploads.size, uploads.getSnapshot().underWay]).toEqual([1, []])
    const later = lab.uploadAll(files, { store })
    await lab.end(later)
    expect(lab.keys()).toEqual(['a', 'film', 'z'])
    expect(lab.count('CreateMultipartUpload')).toBe(1)
    expect(lab.count('UploadPart', 1)).toBe(1)
  })
})
