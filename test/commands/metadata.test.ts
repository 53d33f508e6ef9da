import { CreateMultipartUploadCommand, HeadObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket } from '../support/seed.ts'

const emulator = emulatorOnMsw()
const client = createClient()
const Key = 'k'

beforeEach(() => createBucket(client))

async function roundTrip(Metadata: Record<string, string>): Promise<Record<string, string>> {
  await client.send(new PutObjectCommand({ Bucket, Key, Body: '', Metadata }))
  return (await client.send(new HeadObjectCommand({ Bucket, Key }))).Metadata
}

describe('metadata', () => {
  it.each([
    ['nothing', {}],
    ['one entry', { a: '1' }],
    ['an empty value', { a: '' }],
    ['every printable ASCII character', { a: '!"#$%&\'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~' }],
    ['spaces inside a value', { a: 'b  c' }],
    ['what looks like another header', { 'x-amz-acl': 'public-read', 'content-type': 'a' }],
    ['the name of the prototype', JSON.parse('{"__proto__":"a","constructor":"b"}') as object],
  ])('comes back: %s', async (_, metadata) => {
    const found = await roundTrip(metadata)
    expect(Object.entries(found).sort()).toEqual(Object.entries(metadata).sort())
  })

  it('comes back with names in lower case', async () => {
    expect(await roundTrip({ CamelCase: 'Value' })).toEqual({ camelcase: 'Value' })
  })

  it.each([
    ['beyond ASCII', '中文'],
    ['beyond ASCII but within a byte', 'é'],
    ['with a line break', 'a\r\nx-amz-acl: public-read'],
    ['with a line break at its end', 'a\r\n'],
    ['with NUL', 'a\0'],
    ['with a tab', 'a\tb'],
  ])('is refused with a value %s, before anything is sent', async (_, a) => {
    const before = emulator.requests.length
    const put = new PutObjectCommand({ Bucket, Key, Body: '', Metadata: { a } })
    const error = await failure(client.send(put))
    expect([error.code, error.member?.split('.')[0]]).toEqual(['InvalidInput', 'Metadata'])
    expect(emulator.requests).toHaveLength(before)
  })

  it.each([
    ['a space', 'a b'],
    ['a line break', 'a\r\nb'],
    ['a colon', 'a:b'],
    ['a letter beyond ASCII', 'é'],
  ])('is refused with %s in a name, before anything is sent', async (_, name) => {
    const before = emulator.requests.length
    const input = { Bucket, Key, Metadata: { [name]: '1' } }
    const error = await failure(client.send(new CreateMultipartUploadCommand(input)))
    expect([error.code, error.member?.split('.')[0]]).toEqual(['InvalidInput', 'Metadata'])
    expect(emulator.requests).toHaveLength(before)
  })
})
