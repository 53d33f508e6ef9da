import { CompleteMultipartUploadCommand } from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'

const complete = new CompleteMultipartUploadCommand({
  Bucket: 'photos',
  Key: 'cat.jpg',
  UploadId: '1',
  MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"a"' }] },
})

describe('a refusal that only another program can avoid', () => {
  it.each([
    [411, 'MissingContentLength'],
    [400, 'EntityTooSmall'],
    [400, 'InvalidPart'],
    [400, 'InvalidPartOrder'],
  ])('F42: %i %s is final at once', async (status, code) => {
    const answer = `<Error><Code>${code}</Code><Message>No</Message></Error>`
    const fetch = async () => new Response(answer, { status })
    const error = await failure(createClient({ fetch, maxAttempts: 3 }).send(complete))
    expect(error).toMatchObject({ code, status, attempts: 1 })
  })
})
