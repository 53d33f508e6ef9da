import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as commands from '@oos-js/commands'
import { parseAst } from 'rollup/parseAst'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '../tools/root.ts'

const file = join(root, 'packages/web/dist/oos.min.js')

/** What no page can send: OOS has CORS rules for buckets that are there, and for nothing else (assumed). */
const withoutBucket = [
  'CreateAccessKeyCommand',
  'CreateBucketCommand',
  'DeleteAccessKeyCommand',
  'GetAccessKeyLastUsedCommand',
  'GetRegionsCommand',
  'GetSessionTokenCommand',
  'ListAccessKeyCommand',
  'ListBucketsCommand',
  'UpdateAccessKeyCommand',
]

describe('the single file', () => {
  type SingleFile = typeof import('@oos-js/web/oos.min.js')
  let built: SingleFile
  beforeAll(async () => {
    built = (await import(file)) as SingleFile
  })

  it('has every command that pages can send', () => {
    const all = Object.keys(commands).filter((name) => name.endsWith('Command'))
    const has = Object.keys(built).filter((name) => name.endsWith('Command'))
    expect([...has, ...withoutBucket].sort()).toEqual(all.sort())
  })

  it('imports nothing', () => {
    const { body } = parseAst(readFileSync(file, 'utf8'))
    expect(body.filter(({ type }) => type === 'ImportDeclaration')).toEqual([])
    expect(readFileSync(file, 'utf8')).not.toMatch(/\bimport\(/)
  })

  it('names the licences of what is in it, which lie beside it', () => {
    const [, name = ''] = /^\/\*! .*: (\S+) \*\//.exec(readFileSync(file, 'utf8')) ?? []
    const licences = readFileSync(join(file, '..', name), 'utf8')
    expect(licences).toContain('Copyright (c) 2015 André Cruz')
    expect(licences).toContain('Copyright (c) 2026 the oos-js authors')
  })

  it('sends the MD5 of what it sends, and reads the documents that OOS sends', async () => {
    const sent: Request[] = []
    const client = clientFor(listing('<Key>&lt;a&gt;</Key>'), sent)
    await client
      .send(
        new built.DeleteObjectsCommand({ Bucket: 'photos', Delete: { Objects: [{ Key: 'a' }] } }),
      )
      .catch(() => undefined)
    expect(sent[0]?.headers.get('content-md5')).toMatch(/^[\w+/]{22}==$/)
    const { Contents } = await client.send(new built.ListObjectsCommand({ Bucket: 'photos' }))
    expect(Contents.map(({ Key }) => Key)).toEqual(['<a>'])
  })

  it('says of a document that needs fast-xml-parser that it has none', async () => {
    const client = clientFor(listing('<Key>a</Key><!-- a comment -->'), [])
    const error: unknown = await client
      .send(new built.ListObjectsCommand({ Bucket: 'photos' }))
      .catch((cause: unknown) => cause)
    expect(error).toMatchObject({
      code: 'InvalidResponse',
      operation: 'ListObjects',
      message: expect.stringContaining('oos.min.js'),
      hint: expect.stringContaining('packages'),
    })
  })

  function clientFor(answer: string, sent: Request[]) {
    return new built.OosClient({
      endpoint: 'http://oos.test',
      maxAttempts: 1,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
      fetch: async (url, { method, headers, body }) => {
        sent.push(new Request(url, { method, headers, body: body as BodyInit }))
        return new Response(answer)
      },
    })
  }
})

function listing(contents: string): string {
  const rest = `<LastModified>2024-01-01T00:00:00.000Z</LastModified><Size>1</Size>`
  return `<ListBucketResult><Name>photos</Name><Prefix></Prefix><Marker></Marker><IsTruncated>false</IsTruncated>
<Contents>${contents}${rest}</Contents></ListBucketResult>`
}
