import { GetObjectCommand, PutObjectCommand, type GetObjectInput } from '@oos-js/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient, now } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()
const Key = 'k'
const ETag = '"781e5e245d69b566979b86e28d23f2c7"'
const earlier = new Date(now - 1000)
const later = new Date(now + 1000)

beforeEach(async () => {
  await createBucket(client)
  await client.send(new PutObjectCommand({ Bucket, Key, Body: '0123456789' }))
})

const get = (input: Partial<GetObjectInput> = {}) =>
  client.send(new GetObjectCommand({ Bucket, Key, ...input }))

describe('GetObjectCommand under conditions, and with other headers in its answer', () => {
  it.each([
    ['IfMatch', 'if-match', ETag, ETag],
    ['IfNoneMatch', 'if-none-match', '"0"', '"0"'],
    ['IfModifiedSince', 'if-modified-since', earlier, earlier.toUTCString()],
    ['IfUnmodifiedSince', 'if-unmodified-since', later, later.toUTCString()],
  ])('sends the object if the condition %s holds', async (member, name, value, sent) => {
    const { Body } = await get({ [member]: value })
    expect(lastSent(emulator).headers[name]).toBe(sent)
    expect(await Body.text()).toBe('0123456789')
  })

  it.each([
    ['IfMatch', '"0"', 'PreconditionFailed', 412],
    ['IfUnmodifiedSince', earlier, 'PreconditionFailed', 412],
    ['IfNoneMatch', ETag, 'NotModified', 304],
    ['IfModifiedSince', later, 'NotModified', 304],
  ])('rejects if the condition %s does not hold', async (member, value, code, status) => {
    expect(await failure(get({ [member]: value }))).toMatchObject({ code, status, key: Key })
  })

  it.each([
    ['CacheControl', 'cache-control', 'no-store, max-age=0'],
    ['ContentDisposition', 'content-disposition', 'attachment; filename="a+b %&=.txt"'],
    ['ContentEncoding', 'content-encoding', 'x-other'],
    ['ContentType', 'content-type', 'text/html; charset="utf-8"'],
  ])('asks for another %s, signed and sent', async (member, name, value) => {
    const output: object = await get({ [`Response${member}`]: value })
    expect(lastSent(emulator).query).toEqual({ [`response-${name}`]: value })
    expect(output).toHaveProperty(member, value)
  })

  it('asks for another Content-Language, which is found among the headers', async () => {
    const { $metadata } = await get({ ResponseContentLanguage: 'zh-CN' })
    expect($metadata.headers.get('content-language')).toBe('zh-CN')
  })

  it('asks for another Expires with a date', async () => {
    const { Expires } = await get({ ResponseExpires: new Date(0) })
    expect(Expires).toBe('Thu, 01 Jan 1970 00:00:00 GMT')
  })

  it('asks for several other headers at once', async () => {
    const output = await get({ ResponseExpires: new Date(0), ResponseContentType: 'a/b' })
    expect(output).toMatchObject({
      ContentType: 'a/b',
      Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
    })
  })
})
