import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
} from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { contentOf, textOf } from '../../../packages/core/src/xml/flat.js'
import { captured } from '../support/captures.js'
import { createClient, rejection } from '../support/client.js'

const Bucket = 'bucket'
const Key = 'key'
const copy = (document: string) =>
  createClient(() => new Response(document)).client.send(
    new CopyObjectCommand({ Bucket, Key, CopySource: { Bucket, Key } }),
  )
const create = (document: string) =>
  createClient(() => new Response(document)).client.send(
    new CreateMultipartUploadCommand({ Bucket, Key }),
  )
const complete = (document: string) =>
  createClient(() => new Response(document)).client.send(
    new CompleteMultipartUploadCommand({
      Bucket,
      Key,
      UploadId: '1',
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'e' }] },
    }),
  )

describe('contentOf', () => {
  it.each([
    '<a></a>',
    '<a>b</a>',
    ' <a>b</a> \n',
    '<?xml version="1.0"?><a>b</a>',
    "\n\n<?xml version='1.0'?>\n<a>b</a>",
    '<a xmlns="urn:x">b</a >',
    '<n:a>b</n:a>',
  ])('takes %j for a whole <a>', (document) => {
    expect(contentOf('a', document)).toBeDefined()
  })

  it.each([
    '',
    'a',
    '<b></b>',
    '<ab></ab>',
    '<a>',
    '<a></b>',
    '</a>',
    '<a>b</a',
    '<a>b</a>c',
    '<b><a></a></b>',
    '<!DOCTYPE a><a></a>',
    '{"a":"<a></a>"}',
  ])('does not take %j for one', (document) => {
    expect(contentOf('a', document)).toBeUndefined()
  })
})

describe('textOf', () => {
  it.each([
    ['<a><Code>1</Code></a>', '1'],
    ['<a><n:Code>1</n:Code></a>', '1'],
    ['<a><Code x="y">1</Code></a>', '1'],
    ['<a><Code></Code></a>', ''],
    ['<a><Code>1</Code><Code>2</Code></a>', '1'],
    ['<a><Codes>1</Codes><Code>2</Code></a>', '2'],
    ['<a><Code> 1\n</Code></a>', ' 1\n'],
  ])('finds the text in %j', (document, text) => {
    expect(textOf('Code', document)).toBe(text)
  })

  it.each(['<a></a>', '<a><Cod>1</Cod></a>', '<a><code>1</code></a>', '<a><Code/></a>', ''])(
    'finds nothing in %j',
    (document) => {
      expect(textOf('Code', document)).toBeUndefined()
    },
  )
})

describe('a document of one level', () => {
  it('is read from what a real server sent', async () => {
    const output = await copy(await captured('copy_object').text())
    expect(output).toMatchObject({
      ETag: '18b4bee3efc42c2c52a545d00c04298e',
      LastModified: new Date('2026-11-22T11:25:50.903Z'),
    })
  })

  it('has its references decoded', async () => {
    const { ETag } = await copy(
      '<CopyObjectResult><ETag>&quot;&#x65;&quot;</ETag></CopyObjectResult>',
    )
    expect(ETag).toBe('"e"')
  })

  it.each([
    '<CopyObjectResult></CopyObjectResult>',
    '<CopyObjectResult><ETag></ETag></CopyObjectResult>',
    '<CopyObjectResult><ETag/></CopyObjectResult>',
    '<CopyObjectResult/>',
    '<?xml version="1.0"?>\n<CopyObjectResult xmlns="urn:x"/>\n',
  ])('succeeds without an ETag: %j', async (document) => {
    expect((await copy(document)).ETag).toBeUndefined()
  })

  it('may begin with the white space that keeps a connection alive', async () => {
    const document =
      '<CompleteMultipartUploadResult><Bucket>b</Bucket><Key>k</Key></CompleteMultipartUploadResult>'
    const { Key: key } = await complete(`  \n\n <?xml version="1.0"?>\n${document}`)
    expect(key).toBe('k')
  })

  it('is refused without what must be there', async () => {
    const failure = await rejection(
      create('<InitiateMultipartUploadResult><Key>k</Key></InitiateMultipartUploadResult>'),
    )
    expect(failure.code).toBe('InvalidResponse')
  })

  it('is refused when it is cut anywhere', async () => {
    const document =
      '<?xml version="1.0"?><InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>'
    const codes = new Set<string>()
    for (let length = 0; length < document.length; length++) {
      codes.add((await rejection(create(document.slice(0, length)))).code)
    }
    expect([...codes]).toEqual(['InvalidResponse'])
  })

  it.each([
    '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>',
    '',
    '{}',
    '<html></html>',
  ])('is refused when it is another one: %j', async (document) => {
    expect((await rejection(create(document))).code).toBe('InvalidResponse')
  })
})
