import { CompleteMultipartUploadCommand, PutObjectCommand } from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { memoryStore } from '@oos-js/web'
import { failure } from '../../support/failure.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { expectExact } from '../../support/uploads/expect-exact.ts'
import { Bucket, createLab, progressOf, type Lab } from '../../support/uploads/lab.ts'

const file = fileOf(11 * mebibyte)
const completion = { operation: 'CompleteMultipartUpload' }

/** An object of the same name and size that was there before. */
async function putOlder({ client }: Lab): Promise<void> {
  const Body = new Uint8Array(file.size)
  await client.send(new PutObjectCommand({ Bucket, Key: 'film', Body }))
}

describe('a completion whose answer is lost', () => {
  it.each([1, 3])(
    'F24: is found out by the ETag of the object, when it is asked for %i times',
    async (maxAttempts) => {
      const lab = await createLab({ xhr: true, client: { maxAttempts } })
      lab.trouble(completion, 'cut after')
      const upload = lab.upload(file)
      const events = progressOf(upload)
      const output = await lab.settle(upload.done(), upload)
      expect(output).toMatchObject({ Bucket, Key: 'film', ETag: expect.stringMatching(/-3"$/) })
      expect([upload.state, events.at(-1)?.fraction]).toEqual(['done', 1])
      await expectExact(lab, file)
    },
  )

  it('F24: is completed again when it did not arrive', async () => {
    const lab = await createLab({ xhr: true })
    lab.trouble(completion, 'cut before', 2)
    const upload = lab.upload(file)
    await lab.settle(upload.done(), upload)
    expect(lab.count('CompleteMultipartUpload')).toBe(3)
    await expectExact(lab, file)
  })

  it('F24: fails with what it failed with while the upload is still there, and can be resumed', async () => {
    const lab = await createLab({ xhr: true, client: { maxAttempts: 1 } })
    lab.trouble(completion, 'cut before')
    const upload = lab.upload(file)
    const error = await failure(lab.settle(upload.done(), upload))
    expect([error.code, upload.state]).toEqual(['NetworkError', 'failed'])
    upload.resume()
    await lab.settle(upload.done(), upload)
    expect([lab.count('UploadPart'), lab.count('CompleteMultipartUpload')]).toEqual([3, 2])
    await expectExact(lab, file)
  })

  it('F24: is of unknown outcome when there is another object, of the same size even', async () => {
    const lab = await createLab({ xhr: true })
    await putOlder(lab)
    lab.trouble(completion, 'cut before')
    lab.watch(({ operation }, change) => {
      if (operation === 'CompleteMultipartUpload' && change < 0) endAll(lab)
    })
    const upload = lab.upload(file)
    const error = await failure(lab.settle(upload.done(), upload))
    expect(error).toMatchObject({ code: 'UnknownOutcome', bucket: Bucket, key: 'film' })
    expect(error.message).toContain(upload.uploadId ?? 'an id')
  })

  it('F24: is of unknown outcome while nobody can be asked, and resume() finds out', async () => {
    const lab = await createLab({ xhr: true, client: { maxAttempts: 1 } })
    lab.trouble(completion, 'cut after')
    lab.trouble({ operation: 'HeadObject' }, 'cut before')
    const upload = lab.upload(file)
    const error = await failure(lab.settle(upload.done(), upload))
    expect([error.code, error.hint]).toEqual([
      'UnknownOutcome',
      expect.stringContaining('resume()'),
    ])
    upload.resume()
    await lab.settle(upload.done(), upload)
    expect([lab.count('UploadPart'), lab.count('CreateMultipartUpload')]).toEqual([3, 1])
    await expectExact(lab, file)
  })

  it('F24: is no success because the parts can be read, which OOS shows without an ETag', async () => {
    const lab = await createLab({ xhr: true, client: { maxAttempts: 1 } })
    lab.trouble(completion, 'cut before')
    // The service says that there is no upload, and shows what there is of it.
    lab.emulator.faults
      .on({ operation: 'ListParts', when: () => isCompleting })
      .fail('NoSuchUpload')
    const upload = lab.upload(file)
    let isCompleting = false
    upload.addEventListener('statechange', ({ detail }) => {
      isCompleting = detail.state === 'completing'
    })
    const error = await failure(lab.settle(upload.done(), upload))
    expect([error.code, lab.count('HeadObject')]).toEqual(['UnknownOutcome', 1])
    expect(lab.emulator.buckets.get(Bucket)?.objects.size).toBe(0)
  })

  it('F24: is believed to an object with an ETag of another kind, of that size and not older', async () => {
    const lab = await createLab({ xhr: true, client: { maxAttempts: 1 } })
    lab.trouble(completion, 'cut after')
    lab.change(({ operation }, response) => {
      if (operation === 'HeadObject') response.headers.set('etag', '"opaque"')
      return response
    })
    const upload = lab.upload(file)
    expect((await lab.settle(upload.done(), upload)).ETag).toBe('"opaque"')
  })
})

describe('an upload that is completed', () => {
  it('F25: is completed once, however often done() is called', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file)
    const promises = [upload.done(), upload.done()]
    await lab.settle(Promise.all(promises), upload)
    expect(promises[0]).toBe(promises[1])
    expect([lab.count('CompleteMultipartUpload'), lab.count('CreateMultipartUpload')]).toEqual([
      1, 1,
    ])
  })

  it('F25, F26: keeps a second one of the same object away', async () => {
    const lab = await createLab({ xhr: true })
    const store = memoryStore()
    const [first, second] = [lab.upload(file, { store }), lab.upload(file, { store })]
    const done = first.done()
    await expect(lab.settle(second.done(), second)).rejects.toMatchObject({ code: 'UploadBusy' })
    await lab.settle(done, first)
    expect([lab.count('CompleteMultipartUpload'), lab.count('CreateMultipartUpload')]).toEqual([
      1, 1,
    ])
  })

  it('F25: by somebody else meanwhile is done as well', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file)
    let isCompleted = false
    lab.before(async ({ operation }) => {
      if (operation !== 'CompleteMultipartUpload' || isCompleted) return
      isCompleted = true
      const UploadId = upload.uploadId ?? ''
      const Parts = [...lab.emulator.uploads.values()].flatMap(({ parts }) =>
        [...parts.values()].map(({ number, etag }) => ({ PartNumber: number, ETag: etag })),
      )
      const MultipartUpload = {
        Parts: Parts.sort((one, other) => one.PartNumber - other.PartNumber),
      }
      const input = { Bucket, Key: 'film', UploadId, MultipartUpload }
      await lab.admin.send(new CompleteMultipartUploadCommand(input))
    })
    await lab.settle(upload.done(), upload)
    expect(isCompleted).toBe(true)
    await expectExact(lab, file)
  })
})

describe('before an upload is completed', () => {
  it('Req 8c: parts of another size than was sent are sent again', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file)
    let isShort = false
    lab.before(({ operation }) => {
      const isLast = [...lab.emulator.uploads.values()].some(({ parts }) => parts.size === 3)
      if (operation !== 'ListParts' || isShort || !isLast) return
      isShort = true
      shorten(lab, 2)
    })
    await lab.settle(upload.done(), upload)
    expect([1, 2, 3].map((part) => lab.count('UploadPart', part))).toEqual([1, 2, 1])
    await expectExact(lab, file)
  })

  it('Req 8c: sizes that never add up end it, and nothing is put together', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file)
    lab.before(({ operation }) => {
      if (operation === 'ListParts') shorten(lab, 2)
    })
    const error = await failure(lab.settle(upload.done(), upload))
    expect([error.code, lab.count('CompleteMultipartUpload')]).toEqual(['Integrity', 0])
    expect(lab.emulator.buckets.get(Bucket)?.objects.size).toBe(0)
  })

  it('Req 8c: parts that were replaced by others are sent again', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file)
    let isReplaced = false
    lab.before(({ operation }) => {
      if (operation !== 'ListParts' || isReplaced) return
      for (const { uploadId, parts } of lab.emulator.uploads.values()) {
        const first = parts.get(1)
        if (parts.size < 3 || first === undefined) continue
        isReplaced = true
        const part = { ...first, etag: '"00000000000000000000000000000000"' }
        lab.emulator.commit({ type: 'putPart', uploadId, part })
      }
    })
    await lab.settle(upload.done(), upload)
    expect([1, 2, 3].map((part) => lab.count('UploadPart', part))).toEqual([2, 1, 1])
    await expectExact(lab, file)
  })
})

/** Has somebody else end all uploads. */
function endAll({ emulator }: Lab): void {
  for (const uploadId of [...emulator.uploads.keys()]) {
    emulator.commit({ type: 'abortUpload', uploadId })
  }
}

/** Has the service keep half a part, as if the rest had been lost on the way. */
function shorten({ emulator }: Lab, number: number): void {
  for (const { uploadId, parts } of emulator.uploads.values()) {
    const part = parts.get(number)
    if (part === undefined) continue
    const content = { size: 1, pieces: [new Uint8Array(1)] }
    emulator.commit({ type: 'putPart', uploadId, part: { ...part, content } })
  }
}
