import * as commands from '@oos-js/commands'
import { Command, type AnyCommand, type AnyOperation, type OosClient } from '@oos-js/core'
import { createEmulator } from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { clock, createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { inProcess } from '../support/in-process.ts'

type CommandClass = new (input?: object) => AnyCommand

const place = { Bucket: 'bucket', Key: 'k' }
const objectHeaders = {
  CacheControl: 'no-cache',
  ContentDisposition: 'inline',
  ContentEncoding: 'identity',
  ContentType: 'text/plain',
  Expires: new Date(0),
  Metadata: { name: 'value' },
  StorageClass: 'STANDARD',
}
const conditions = {
  IfMatch: '"a"',
  IfModifiedSince: new Date(0),
  IfNoneMatch: '"a"',
  IfUnmodifiedSince: new Date(0),
}
const md5 = 'kAFQmDzST7DWlj99KOF/cg=='

/** An input with every member, for each operation. */
const inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ListBuckets: {},
  CreateBucket: { Bucket: 'bucket', ACL: 'private' },
  HeadBucket: { Bucket: 'bucket' },
  DeleteBucket: { Bucket: 'bucket' },
  ListObjects: { Bucket: 'bucket', Delimiter: '/', Marker: 'a', MaxKeys: 1, Prefix: 'a' },
  PutObject: { ...place, ...objectHeaders, Body: 'abc', ContentMD5: md5 },
  GetObject: { ...place, Range: 'bytes=0-1' },
  HeadObject: { ...place, ...conditions, Range: 'bytes=0-1' },
  DeleteObject: place,
  DeleteObjects: { Bucket: 'bucket', Delete: { Quiet: true, Objects: [{ Key: 'k' }] } },
  CopyObject: {
    ...place,
    ...objectHeaders,
    CopySource: place,
    CopySourceIfMatch: '"a"',
    CopySourceIfModifiedSince: new Date(0),
    CopySourceIfNoneMatch: '"a"',
    CopySourceIfUnmodifiedSince: new Date(0),
    MetadataDirective: 'REPLACE',
  },
  CreateMultipartUpload: { ...place, ...objectHeaders },
  UploadPart: { ...place, PartNumber: 1, UploadId: '1', Body: 'abc', ContentMD5: md5 },
  CompleteMultipartUpload: {
    ...place,
    UploadId: '1',
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"a"' }] },
  },
  AbortMultipartUpload: { ...place, UploadId: '1' },
  ListParts: { ...place, UploadId: '1', MaxParts: 1, PartNumberMarker: 1 },
}

/** Every header that a command may send. Bucket owners allow these in their CORS rules. */
const headersSent = [
  'authorization',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-md5',
  'content-type',
  'expires',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'range',
  'x-amz-acl',
  'x-amz-copy-source',
  'x-amz-copy-source-if-match',
  'x-amz-copy-source-if-modified-since',
  'x-amz-copy-source-if-none-match',
  'x-amz-copy-source-if-unmodified-since',
  'x-amz-date',
  'x-amz-meta-name',
  'x-amz-metadata-directive',
  'x-amz-security-token',
  'x-amz-storage-class',
]

/** Every header that an output member is read from. Bucket owners expose these. */
const headersRead = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'location',
  'x-amz-expiration',
  'x-amz-meta-',
  'x-amz-storage-class',
]

const classes = Object.entries(commands as Record<string, unknown>).filter(
  (entry): entry is [string, CommandClass] =>
    typeof entry[1] === 'function' && entry[1].prototype instanceof Command,
)
const table = classes.map(([className, Class]) => ({
  className,
  Class,
  operation: new Class(place).operation,
}))

function isRequired(binding: unknown): boolean {
  return typeof binding === 'string'
    ? !binding.endsWith('?')
    : (binding as { optional?: true }).optional !== true
}

const requiredMembers = table.flatMap(({ className, Class, operation }) =>
  Object.entries(operation.input)
    .filter(([, binding]) => isRequired(binding))
    .map(([member]) => ({ className, Class, operation, member })),
)

function send(client: OosClient, Class: CommandClass, input: object): Promise<unknown> {
  return client.send(new Class(input))
}

function inputOf({ name }: AnyOperation): Readonly<Record<string, unknown>> {
  const input = inputs[name]
  if (input === undefined) throw new Error(`This test knows no input for ${name}`)
  return input
}

describe('the descriptors of all commands', () => {
  it('are those of the sixteen commands', () => {
    expect(table.map(({ operation }) => operation.name).sort()).toEqual(Object.keys(inputs).sort())
  })

  it.each(table)('$className has the name of its class', ({ className, operation }) => {
    expect(`${operation.name}Command`).toBe(className)
  })

  it('have names of their own', () => {
    const names = table.map(({ operation }) => operation.name)
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(table)('$className has a sample here with every member', ({ operation }) => {
    expect(Object.keys(inputOf(operation)).sort()).toEqual(Object.keys(operation.input).sort())
  })

  it.each(requiredMembers)(
    '$className refuses to go without $member',
    async ({ Class, operation, member }) => {
      const { [member]: _, ...rest } = inputOf(operation)
      let sent = 0
      const client = createClient({
        fetch: () => {
          sent++
          return Promise.resolve(new Response())
        },
      })
      const error = await failure(send(client, Class, rest))
      expect([error.code, error.member, error.operation]).toEqual([
        'InvalidInput',
        member,
        operation.name,
      ])
      expect([sent, error.attempts]).toEqual([0, 0])
    },
  )

  it('send no other headers than the documented ones, and all of these', async () => {
    const seen = new Set<string>()
    const client = createClient({
      credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
      fetch: (_, { headers }) => {
        for (const name of headers.keys()) seen.add(name)
        return Promise.resolve(new Response(null, { status: 404 }))
      },
    })
    for (const { Class, operation } of table) {
      await failure(send(client, Class, inputOf(operation)))
    }
    expect([...seen].sort()).toEqual(headersSent)
  })

  it('read headers by their lower-case name, and no other than the documented ones', () => {
    const read = table.flatMap(({ operation }) =>
      Object.values(operation.output as Record<string, unknown>)
        .filter((source) => typeof source === 'string')
        .map((source) => source.split(' '))
        .filter(([kind]) => kind === 'header' || kind === 'meta')
        .map(([, name = '']) => name),
    )
    expect([...new Set(read)].sort()).toEqual(headersRead)
  })

  it.each(table)('$className is known to the emulator', async ({ Class, operation }) => {
    const emulator = createEmulator({ clock })
    const client = createClient({ fetch: inProcess(emulator) })
    await send(client, Class, inputOf(operation)).catch(() => undefined)
    expect(emulator.requests.map((request) => request.operation)).toEqual([operation.name])
    expect([400, 401, 403, 405, 501]).not.toContain(emulator.requests[0]?.status)
  })
})
