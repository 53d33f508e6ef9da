import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { isOosError, OosClient, type AnyCommand, type OosError } from '@oos-js/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hardText, mutated, runs, timeout } from './runs.ts'

const place = { Bucket: 'photos', Key: 'cat.jpg' }
const commands: Readonly<Record<string, AnyCommand>> = {
  PutObject: new PutObjectCommand({ ...place, Body: 'a' }),
  GetObject: new GetObjectCommand(place),
  HeadObject: new HeadObjectCommand(place),
  ListObjects: new ListObjectsCommand({ Bucket: 'photos' }),
  DeleteObjects: new DeleteObjectsCommand({
    Bucket: 'photos',
    Delete: { Objects: [{ Key: 'cat.jpg' }] },
  }),
  CopyObject: new CopyObjectCommand({ ...place, CopySource: place }),
  CompleteMultipartUpload: new CompleteMultipartUploadCommand({
    ...place,
    UploadId: '1',
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"a"' }] },
  }),
  GetBucketPolicy: new GetBucketPolicyCommand({ Bucket: 'photos' }),
  GetBucketCors: new GetBucketCorsCommand({ Bucket: 'photos' }),
}
const command = fc.constantFrom(...Object.keys(commands))

const documents = fc.constantFrom(
  '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>It is gone</Message><RequestId>1</RequestId></Error>',
  '<Error><Code>SlowDown</Code><Message></Message></Error>',
  '<html><head><title>502 Bad Gateway</title></head><body></body></html>',
  '<ListBucketResult><Name>photos</Name><IsTruncated>true</IsTruncated><MaxKeys>1</MaxKeys><Contents><Key>a</Key><Size>1</Size><LastModified>2024-01-29T12:34:56.000Z</LastModified><ETag>"a"</ETag></Contents></ListBucketResult>',
  '<CopyObjectResult><ETag>"a"</ETag><LastModified>2024-01-29T12:34:56.000Z</LastModified></CopyObjectResult>',
  '<CompleteMultipartUploadResult><Bucket>photos</Bucket><Key>cat.jpg</Key></CompleteMultipartUploadResult>',
  '<DeleteResult><Deleted><Key>cat.jpg</Key></Deleted></DeleteResult>',
  '{"Version":"2012-10-17"}',
  '',
)
const bodies = fc.oneof(
  documents.map(bytesOf),
  mutated(documents).map(bytesOf),
  hardText(60).map(bytesOf),
  fc.uint8Array({ maxLength: 200 }),
)

const status = fc.oneof(
  fc.constantFrom(200, 204, 206, 301, 304, 307, 400, 403, 404, 412, 416, 429, 500, 501, 503),
  fc.integer({ min: 200, max: 599 }),
)
const headerNames = fc.constantFrom(
  'content-length',
  'content-range',
  'content-type',
  'date',
  'etag',
  'last-modified',
  'location',
  'retry-after',
  'x-amz-error-code',
  'x-amz-meta-__proto__',
  'x-amz-meta-a',
  'x-amz-request-id',
  'x-ctyun-request-id',
)
// What a header can be: nothing else gets as far as a Headers object.
const headerValue = hardText(30).map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''))
const headers = fc.array(fc.tuple(headerNames, headerValue), { maxLength: 4 })

/** What an answer makes of a command: its output or its error; whatever else is thrown fails the test. */
async function outcomeOf(
  name: string,
  status: number,
  fields: [string, string][],
  body: Uint8Array<ArrayBuffer>,
): Promise<{ output?: object; error?: OosError }> {
  const isEmpty = [204, 205, 304].includes(status) || name === 'HeadObject'
  const client = new OosClient({
    endpoint: 'https://oos.test',
    maxAttempts: 1,
    fetch: async () => new Response(isEmpty ? null : body, { status, headers: fields }),
  })
  try {
    return { output: await client.send(commands[name] as never) }
  } catch (error) {
    if (isOosError(error)) return { error }
    throw error
  }
}

describe('any answer', () => {
  it('becomes an output, or an error that says what it is', { timeout }, async () => {
    const answers = fc.tuple(command, status, headers, bodies)
    const property = fc.asyncProperty(answers, async ([name, code, fields, body]) => {
      const { output, error } = await outcomeOf(name, code, fields, body)
      if (output !== undefined) expect(code).toBeLessThan(300)
      else {
        expect(error).toMatchObject({ operation: name, attempts: 1, bucket: 'photos' })
        expect(error!.code).toMatch(/\S/)
        expect(error!.message).toMatch(/\w/)
        expect(error!.message).not.toMatch(/\p{Cc}/u)
        expect(JSON.stringify(error)).toBeTypeOf('string')
      }
    })
    await fc.assert(property, runs)
  })

  it('that is an error for its status is never a success', { timeout }, async () => {
    const failing = status.filter((code) => code >= 300)
    const answers = fc.tuple(command, failing, headers, bodies)
    const property = fc.asyncProperty(answers, async ([name, code, fields, body]) => {
      const { error } = await outcomeOf(name, code, fields, body)
      expect(error).toBeDefined()
    })
    await fc.assert(property, runs)
  })

  it('leaves the prototypes of objects alone', { timeout }, async () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const answers = fc.tuple(command, fc.constant(200), headers, bodies)
    const property = fc.asyncProperty(answers, async ([name, code, fields, body]) => {
      const { output } = await outcomeOf(name, code, fields, body)
      expect(Object.getPrototypeOf(output ?? {})).toBe(Object.prototype)
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    })
    await fc.assert(property, runs)
  })
})

describe('a date in a header', () => {
  it('is a time, or is left out, or makes the answer an error', { timeout }, async () => {
    const dates = fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      mutated(fc.constant('Mon, 29 Jan 2024 12:34:56 GMT')),
      headerValue,
    )
    const property = fc.asyncProperty(dates, async (text) => {
      const value = text.replace(/[^\t\x20-\x7e]/g, '')
      const { output } = await outcomeOf(
        'HeadObject',
        200,
        [['last-modified', value]],
        new Uint8Array(),
      )
      const { LastModified } = (output ?? {}) as { LastModified?: Date }
      if (LastModified !== undefined) expect(LastModified.getTime()).not.toBeNaN()
    })
    await fc.assert(property, runs)
  })
})

describe('Retry-After', () => {
  it('in seconds is understood, whatever the number', { timeout }, async () => {
    const property = fc.asyncProperty(fc.nat(10 ** 12), async (seconds) => {
      const { error } = await outcomeOf(
        'GetObject',
        503,
        [['retry-after', `${seconds}`]],
        bytesOf(''),
      )
      expect(error!.retryAfter ?? 0).toBeGreaterThanOrEqual(Math.min(seconds, 120) * 1000)
    })
    await fc.assert(property, runs)
  })

  it('is a wait or nothing, whatever the text', { timeout }, async () => {
    const texts = fc.oneof(
      headerValue,
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      mutated(fc.constant('Mon, 29 Jan 2024 12:34:56 GMT')),
    )
    const property = fc.asyncProperty(texts, async (text) => {
      const value = text.replace(/[^\t\x20-\x7e]/g, '')
      const { error } = await outcomeOf('GetObject', 503, [['retry-after', value]], bytesOf(''))
      const { retryAfter } = error!
      if (retryAfter !== undefined) expect(retryAfter).toBeGreaterThan(0)
      if (retryAfter !== undefined) expect(retryAfter).toBeLessThan(Infinity)
    })
    await fc.assert(property, runs)
  })
})

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
