import type { Upload } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { Bucket, createLab, type Lab } from '../../support/uploads/lab.ts'

const file = fileOf(11 * mebibyte)

/** An upload with one part on the service that has failed for good. */
async function failed(lab: Lab, code = 'AccessDenied'): Promise<Upload> {
  lab.emulator.faults.on({ operation: 'UploadPart', part: 2 }).fail(code)
  const upload = lab.upload(file, { concurrency: 1 })
  await failure(lab.settle(upload.done(), upload))
  return upload
}

/** How many parts the service has of each upload. */
const parts = ({ emulator }: Lab): number[] =>
  [...emulator.uploads.values()].map((upload) => upload.parts.size)

describe('parts that cannot be removed', () => {
  it.each(['InternalError', 'AccessDenied'])(
    'F39, Req 14b: are named after three times of %s, and abort() tries again when it is called again',
    async (code) => {
      const lab = await createLab({ xhr: true, client: { maxAttempts: 1 } })
      const upload = await failed(lab)
      lab.emulator.faults.on({ operation: 'AbortMultipartUpload' }).fail(code).times(3)
      const error = await failure(lab.settle(upload.abort(), upload))
      expect(error).toMatchObject({ code, operation: 'AbortMultipartUpload', key: 'film' })
      expect(error.message).toContain(upload.uploadId)
      expect(error.cause).toMatchObject({ code, operation: 'AbortMultipartUpload' })
      expect([lab.count('AbortMultipartUpload'), parts(lab)]).toEqual([3, [1]])
      await lab.settle(upload.abort(), upload)
      expect([parts(lab), upload.state]).toEqual([[], 'aborted'])
    },
  )

  it('F39: are given up after a while where nothing is answered', async () => {
    const lab = await createLab({ xhr: true })
    const upload = await failed(lab)
    lab.trouble({ operation: 'AbortMultipartUpload' }, 'stall before', Infinity)
    const error = await failure(lab.settle(upload.abort(), upload))
    expect([error.code, error.message]).toEqual([
      'Timeout',
      expect.stringContaining(upload.uploadId ?? 'an id'),
    ])
  })

  it('Req 14b: are told in a warning where only a signal was aborted', async () => {
    const lab = await createLab({ xhr: true, client: { maxAttempts: 1 } })
    lab.emulator.faults.on({ operation: 'AbortMultipartUpload' }).fail('InternalError').times(3)
    lab.trouble({ operation: 'UploadPart', part: 1 }, 'stall halfway')
    const controller = new AbortController()
    const upload = lab.upload(file, { signal: controller.signal })
    const warnings: unknown[] = []
    upload.addEventListener('warning', ({ detail }) => warnings.push(detail))
    const done = failureOf(upload.done())
    await lab.until(() => lab.count('UploadPart', 1) === 1, upload)
    controller.abort(new Error('enough'))
    expect(await done).toBe(controller.signal.reason)
    await lab.until(() => warnings.length > 0, upload)
    expect(warnings).toMatchObject([{ code: 'InternalError', operation: 'AbortMultipartUpload' }])
  })
})

describe('parts that are there after all', () => {
  it('F40, Req 14a: are removed again until the service says that there is no such upload', async () => {
    const lab = await createLab({ xhr: true })
    const upload = await failed(lab)
    // As when a part was still on its way: the removal is confirmed, and the upload is there.
    lab.emulator.faults
      .on({ operation: 'AbortMultipartUpload' })
      .respond(() => new Response(null, { status: 204 }))
      .times(2)
    await lab.settle(upload.abort(), upload)
    expect([lab.count('AbortMultipartUpload'), parts(lab)]).toEqual([3, []])
    expect(lab.asked.at(-1)?.operation).toBe('ListParts')
  })

  it('F40: end in an error that names the upload if they always come back', async () => {
    const lab = await createLab({ xhr: true })
    const upload = await failed(lab)
    lab.emulator.faults
      .on({ operation: 'AbortMultipartUpload' })
      .respond(() => new Response(null, { status: 204 }))
      .times(Infinity)
    const error = await failure(lab.settle(upload.abort(), upload))
    expect([error.message, lab.count('AbortMultipartUpload')]).toEqual([
      expect.stringContaining(upload.uploadId ?? 'an id'),
      3,
    ])
  })
})

describe('a failure', () => {
  it.each([
    'AccessDenied',
    'NoSuchBucket',
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
    'EntityTooLarge',
  ])('Req 5c, Req 14b: of %s ends the upload at once, and its parts stay', async (code) => {
    const lab = await createLab({ xhr: true })
    const upload = await failed(lab, code)
    expect(upload.getSnapshot()).toMatchObject({ state: 'failed', error: { code, attempts: 1 } })
    expect([lab.count('UploadPart', 2), lab.count('AbortMultipartUpload')]).toEqual([1, 0])
    expect(parts(lab)).toEqual([1])
  })

  it.each(['PutObjectTooFast', 'IncompleteBody', 'RequestTimeout'])(
    'Req 5c: of %s at a part is waited out, although its status is 400',
    async (code) => {
      const lab = await createLab({ xhr: true })
      lab.emulator.faults
        .on({ operation: 'UploadPart', part: 2 })
        .fail(code, { status: 400 })
        .times(2)
      const upload = lab.upload(file)
      await lab.settle(upload.done(), upload)
      expect([1, 2, 3].map((part) => lab.count('UploadPart', part))).toEqual([1, 3, 1])
    },
  )

  it('Req 14b: and a pause remove nothing', async () => {
    const lab = await createLab({ xhr: true })
    const upload = await failed(lab)
    upload.resume()
    lab.trouble({ operation: 'UploadPart', part: 3 }, 'stall halfway')
    await lab.until(() => lab.count('UploadPart', 3) === 1, upload)
    upload.pause()
    await lab.until(() => upload.state === 'paused', upload)
    expect([lab.count('AbortMultipartUpload'), parts(lab)]).toEqual([0, [2]])
    expect(lab.emulator.buckets.get(Bucket)?.objects.size).toBe(0)
    await lab.settle(upload.abort(), upload)
  })
})

function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('It was expected to reject'),
    (error: unknown) => error,
  )
}
