import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyOperation } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { root } from '../tools/root.ts'
import { commandNames, makeCommand, type CommandName } from '../wire/commands.ts'
import { knownPaths, leavesOfOutput, leavesOfXml } from '../wire/leaves.ts'
import { samples } from '../wire/samples.ts'
import { notOnRgw } from '../wire/sources.ts'
import { answerOf } from '../wire/wire-file.ts'

/** Answers of Ceph RGW 16.2.15, as they came: the files of test/vectors/rgw, without their ending. */
const captures: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  ListBuckets: ['list_buckets', 'list_buckets_other_user', 'auth_list_buckets_empty'],
  CreateBucket: ['create_bucket'],
  GetBucketAcl: ['get_bucket_acl', 'get_bucket_acl_public'],
  ListObjects: [
    'list_objects',
    'list_objects_delimiter',
    'list_objects_empty',
    'list_objects_marker',
    'list_objects_maxkeys2',
    'list_objects_maxkeys2_delim',
    'list_objects_no_encoding',
    'list_objects_prefix_delimiter',
  ],
  DeleteBucket: ['delete_bucket'],
  HeadBucket: ['head_bucket'],
  PutBucketPolicy: ['put_bucket_policy'],
  GetBucketPolicy: ['get_bucket_policy'],
  DeleteBucketPolicy: ['delete_bucket_policy'],
  PutBucketWebsite: ['put_bucket_website'],
  GetBucketWebsite: ['get_bucket_website'],
  DeleteBucketWebsite: ['delete_bucket_website'],
  ListMultipartUploads: [
    'list_multipart_uploads',
    'list_multipart_uploads_delimiter',
    'list_multipart_uploads_empty',
    'list_multipart_uploads_keymarker',
    'list_multipart_uploads_max1',
    'list_multipart_uploads_prefix',
  ],
  GetBucketLogging: ['get_bucket_logging'],
  PutBucketLifecycle: ['put_bucket_lifecycle'],
  GetBucketLifecycle: ['get_bucket_lifecycle'],
  DeleteBucketLifecycle: ['delete_bucket_lifecycle'],
  PutBucketCors: ['cors_put'],
  GetBucketCors: ['cors_get'],
  DeleteBucketCors: ['cors_delete'],
  GetBucketLocation: ['get_bucket_location'],
  PutObject: ['put_object', 'put_object_content_md5', 'put_object_empty'],
  GetObject: [
    'get_object',
    'get_object_range',
    'get_object_range_suffix',
    'get_object_response_overrides',
  ],
  HeadObject: ['head_object', 'head_object_expiration_header'],
  DeleteObject: ['delete_object'],
  CopyObject: ['copy_object', 'copy_object_replace', 'copy_object_unicode'],
  DeleteObjects: ['delete_objects', 'delete_objects_quiet'],
  CreateMultipartUpload: ['create_multipart_upload'],
  UploadPart: ['upload_part'],
  CompleteMultipartUpload: ['complete_multipart_upload'],
  AbortMultipartUpload: ['abort_multipart_upload'],
  ListParts: ['list_parts', 'list_parts_marker1', 'list_parts_max1'],
  UploadPartCopy: ['upload_part_copy', 'upload_part_copy_range'],
}

/** What RGW sends and our types leave out: OOS documents none of it. */
const unknownElements: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  ListObjects: ['Contents/Type', 'EncodingType'],
}

const entries = Object.entries(captures) as [CommandName, readonly string[]][]
const files = entries.flatMap(([name, list]) => list.map((file) => ({ name, file })))

const textOf = (file: string): string =>
  readFileSync(join(root, `test/vectors/rgw/${file}.http`), 'utf8')
const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4)
const isXml = (text: string): boolean => bodyOf(text).startsWith('<')

async function decode(name: CommandName, text: string): Promise<Record<string, unknown>> {
  const client = createClient({
    iamEndpoint: 'http://oos-cn-iam.test',
    fetch: async () => answerOf(text),
  })
  return { ...(await client.send(makeCommand(name, samples[name]))) }
}

/** The members that come from headers, with the header as it came. */
function* headersOf({ output }: AnyOperation, headers: Headers): Generator<[string, string]> {
  for (const [member, source] of Object.entries(output as Record<string, unknown>)) {
    const [place, name = ''] = String(source).split(' ')
    const text = place === 'header' ? headers.get(name) : null
    if (text !== null) yield [member, text]
  }
}

it('every operation that RGW serves has a captured answer', () => {
  const onRgw = commandNames.filter((name) => !(name in notOnRgw))
  expect(Object.keys(captures).sort()).toEqual(onRgw)
})

describe('nothing of an answer of RGW is lost', () => {
  it.each(files.filter(({ file }) => isXml(textOf(file))))(
    '$name: $file',
    async ({ name, file }) => {
      const text = textOf(file)
      const { operation } = makeCommand(name)
      const known = knownPaths(operation)
      const sent = leavesOfXml(bodyOf(text), operation.root)
      const read = leavesOfOutput(await decode(name, text), operation)
      const expected = [...sent].filter(([path]) => known.has(path))
      expect(Object.fromEntries(read)).toEqual(Object.fromEntries(expected))
      const others = [...sent.keys()].filter((path) => !known.has(path))
      expect(unknownElements[name] ?? []).toEqual(expect.arrayContaining(others))
    },
  )

  it.each(files)('$name: the headers of $file', async ({ name, file }) => {
    const text = textOf(file)
    const output = await decode(name, text)
    const { headers } = answerOf(text)
    for (const [member, sent] of headersOf(makeCommand(name).operation, headers)) {
      const value = output[member]
      expect(value instanceof Date ? value.toUTCString() : String(value), member).toBe(sent)
    }
    const metadata = [...headers].filter(([header]) => header.startsWith('x-amz-meta-'))
    expect(output['Metadata'] ?? {}).toEqual(
      Object.fromEntries(metadata.map(([header, value]) => [header.slice(11), value])),
    )
    expect(output['$metadata']).toMatchObject({ requestId: headers.get('x-amz-request-id') })
  })

  it('content comes as it was sent', async () => {
    // Wire files end in a line feed of their own; in a capture the last one is content.
    const { Body } = await decode('GetObject', `${textOf('get_object')}\n`)
    expect(await (Body as Response).text()).toBe(bodyOf(textOf('get_object')))
    const { Policy } = await decode('GetBucketPolicy', textOf('get_bucket_policy'))
    expect(Policy).toBe(bodyOf(textOf('get_bucket_policy')))
  })

  it('what our types leave out is no more than what is listed', () => {
    for (const [name, paths = []] of Object.entries(unknownElements)) {
      const { operation } = makeCommand(name as CommandName)
      const seen = (captures[name as CommandName] ?? []).flatMap((file) => [
        ...leavesOfXml(bodyOf(textOf(file)), operation.root).keys(),
      ])
      expect(seen).toEqual(expect.arrayContaining([...paths]))
    }
  })
})
