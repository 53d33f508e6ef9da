import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { expectExact } from '../../support/uploads/expect-exact.ts'
import { Bucket, createLab, type Lab, type LabOptions } from '../../support/uploads/lab.ts'

const file = fileOf(26 * mebibyte)

/** A lab whose answers show no ETag, as without an ExposeHeader of CORS. */
async function labOfHiddenETags(options: LabOptions = {}): Promise<Lab> {
  const lab = await createLab({ xhr: true, ...options })
  lab.change((_asked, response) => {
    response.headers.delete('etag')
    return response
  })
  return lab
}

describe('ETags that CORS hides', () => {
  it('Req 3c: are taken from the list of parts', async () => {
    const lab = await labOfHiddenETags()
    const upload = lab.upload(file)
    await lab.settle(upload.done(), upload)
    expect(lab.count('UploadPart')).toBe(6)
    await expectExact(lab, file)
  })

  it('Req 3c: are taken from a list of many pages', async () => {
    const lab = await labOfHiddenETags({ emulator: { limits: { page: 2 } } })
    const upload = lab.upload(file)
    await lab.settle(upload.done(), upload)
    await expectExact(lab, file)
  })

  it.each(['AccessDenied', 'MethodNotAllowed', 'NotImplemented'])(
    'Req 3c: and parts that may not be listed, %s, end the upload after its first part',
    async (code) => {
      const lab = await labOfHiddenETags()
      lab.emulator.faults.on({ operation: 'ListParts' }).fail(code).times(Infinity)
      const upload = lab.upload(file, { concurrency: 4 })
      const error = await failure(lab.settle(upload.done(), upload))
      expect(error).toMatchObject({
        code: 'ETagHidden',
        operation: 'Upload',
        bucket: Bucket,
        key: 'film',
        hint: expect.stringMatching(/ETag.*ExposeHeader|s3:ListMultipartUploadParts/),
      })
      expect(lab.count('UploadPart')).toBe(1)
      expect(lab.emulator.buckets.get(Bucket)?.objects.size).toBe(0)
    },
  )

  it('Req 3c: are no reason to end an upload that shows them, whether parts may be listed or not', async () => {
    const lab = await createLab({ xhr: true })
    lab.emulator.faults.on({ operation: 'ListParts' }).fail('AccessDenied').times(Infinity)
    const upload = lab.upload(file)
    await lab.settle(upload.done(), upload)
    await expectExact(lab, file)
  })

  it('Req 3c: are seen again when the rule was set, and the upload goes on', async () => {
    const lab = await labOfHiddenETags()
    lab.emulator.faults.on({ operation: 'ListParts' }).fail('AccessDenied').times(Infinity)
    const upload = lab.upload(file)
    await failure(lab.settle(upload.done(), upload))
    lab.change((_asked, response) => response)
    upload.resume()
    await lab.settle(upload.done(), upload)
    await expectExact(lab, file)
  })
})
