import { ListBucketsCommand, ListObjectsCommand } from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { captured } from '../support/captures.js'
import { createClient } from '../support/client.js'
import { createRandom } from '../support/random.js'

const list = (document: string | Response) =>
  createClient(() =>
    typeof document === 'string' ? new Response(document) : document,
  ).client.send(new ListObjectsCommand({ Bucket: 'bucket' }))

/** Keys that a careless reader changes, as they are and as a server writes them. */
const awkward: readonly (readonly [key: string, written: string])[] = [
  ['007', '007'],
  ['1e5', '1e5'],
  ['0x1F', '0x1F'],
  ['1_000', '1_000'],
  ['true', 'true'],
  ['null', 'null'],
  [' lead', ' lead'],
  ['trail ', 'trail '],
  ['  ', '  '],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['a\rb', 'a&#13;b'],
  ['a\nb', 'a\nb'],
  ['a\nb', 'a\r\nb'],
  ['a\tb', 'a&#9;b'],
  ['中文/对象 名.txt', '&#x4e2d;&#25991;/对象 名.txt'],
  ['😀', '😀'],
  ['😀', '&#x1F600;'],
  ['a&b<c>d"e\'f', 'a&amp;b&lt;c&gt;d&quot;e&apos;f'],
  ['&amp;', '&amp;amp;'],
  ['&#38;', '&amp;#38;'],
  ['<![CDATA[x]]>', '&lt;![CDATA[x]]&gt;'],
  ['a&b', '<![CDATA[a&b]]>'],
  ['a+b%20c', 'a+b%20c'],
  ['\u00a0x\u2028', '\u00a0x\u2028'],
  ['</Key>', '&lt;/Key&gt;'],
]

/** A listing and what it says. */
function listing(length: number): { document: string; keys: string[]; sizes: number[] } {
  const random = createRandom(length)
  const entries = Array.from({ length }, (_, index) => {
    const [key, written] = awkward[index % awkward.length]!
    const number = String(Math.floor(index / awkward.length))
    const plain = index < awkward.length
    return {
      key: plain ? key : `${key}/${number}`,
      written: plain ? written : `${written}/${number}`,
      size: random(2 ** 31),
    }
  })
  const contents = entries.map(
    ({ written, size }) =>
      `<Contents><Key>${written}</Key><LastModified>2017-12-05T04:42:20.666Z</LastModified>` +
      `<ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag><Size>${size}</Size>` +
      '<StorageClass>STANDARD</StorageClass>' +
      '<Owner><ID>a@b.example</ID><DisplayName/></Owner></Contents>\n',
  )
  return {
    document:
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name>' +
      '<Prefix/><Marker/><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>' +
      `${contents.join('')}</ListBucketResult>`,
    keys: entries.map(({ key }) => key),
    sizes: entries.map(({ size }) => size),
  }
}

describe('a listing of 1000 objects', () => {
  const { document, keys, sizes } = listing(1000)

  it('has every key exactly as it is', async () => {
    const { Contents } = await list(document)
    expect(Contents.map(({ Key }) => Key)).toEqual(keys)
  })

  it('has every size as a number', async () => {
    const { Contents } = await list(document)
    expect(Contents.map(({ Size }) => Size)).toEqual(sizes)
  })

  it('has every other member as its type says', async () => {
    const output = await list(document)
    expect(output.Contents[999]).toEqual({
      Key: keys[999],
      LastModified: new Date('2017-12-05T04:42:20.666Z'),
      ETag: '"fba9dede5f27731c9771645a39863328"',
      Size: sizes[999],
      StorageClass: 'STANDARD',
      Owner: { ID: 'a@b.example', DisplayName: '' },
    })
    expect(output).toMatchObject({ Name: 'bucket', Prefix: '', MaxKeys: 1000, IsTruncated: true })
  })

  it('is the same when a comment sends it to the complete reader', async () => {
    const { Contents } = await list(document.replace('<Name>', '<!-- page 1 --><Name>'))
    expect(Contents.map(({ Key }) => Key)).toEqual(keys)
  })
})

describe('a listing', () => {
  it('of a real server is read', async () => {
    const { Contents } = await list(captured('list_objects'))
    expect(Contents).toHaveLength(15)
    expect(Contents[0]).toEqual({
      Key: 'a.txt',
      LastModified: new Date('2026-11-22T11:25:50.718Z'),
      ETag: '"18b4bee3efc42c2c52a545d00c04298e"',
      Size: 10,
      StorageClass: 'STANDARD',
      Owner: { ID: 'oos', DisplayName: 'OOS Test' },
    })
  })

  it('of one object is a list', async () => {
    expect((await list(listing(1).document)).Contents).toHaveLength(1)
  })

  it('of no objects has empty lists', async () => {
    const { Contents, CommonPrefixes } = await list(listing(0).document)
    expect([Contents, CommonPrefixes]).toEqual([[], []])
  })

  it('leaves out what was not sent', async () => {
    const output = await list(listing(0).document)
    expect(output).not.toHaveProperty('NextMarker')
    expect(output).not.toHaveProperty('Delimiter')
  })

  it.each([
    ['2017-12-05T04:42:20.666Z', '2017-12-05T04:42:20.666Z'],
    ['2017-12-05T04:42:20', '2017-12-05T04:42:20.000Z'],
    ['2017-12-05T04:42: 20.666Z', '2017-12-05T04:42:20.666Z'],
  ])('has the date %j in UTC', async (written, date) => {
    const document = listing(1).document.replace('2017-12-05T04:42:20.666Z', written)
    expect((await list(document)).Contents[0]?.LastModified.toISOString()).toBe(date)
  })

  it.each([
    ['an empty key', '<Key>007</Key>', '<Key></Key>'],
    ['no key', '<Key>007</Key>', ''],
    ['an empty size', /<Size>\d+<\/Size>/, '<Size></Size>'],
    ['a size that is no number', /<Size>\d+<\/Size>/, '<Size>much</Size>'],
    ['no date', '2017-12-05T04:42:20.666Z', ''],
    ['a date that is none', '2017-12-05T04:42:20.666Z', 'yesterday'],
  ])('with %s is refused', async (_what, good, bad) => {
    const answer = list(listing(1).document.replace(good, bad))
    await expect(answer).rejects.toMatchObject({ code: 'InvalidResponse' })
  })
})

describe('a list within a list element', () => {
  it('is found by its path', async () => {
    const document =
      '<ListAllMyBucketsResult><Owner><ID>a</ID><DisplayName/></Owner><Buckets>' +
      '<Bucket><Name>b1</Name><CreationDate>2018-01-01T00:00:00.000Z</CreationDate></Bucket>' +
      '<Bucket><Name>b2</Name><CreationDate>2018-01-01T00:00:00.000Z</CreationDate></Bucket>' +
      '</Buckets></ListAllMyBucketsResult>'
    const { client } = createClient(() => new Response(document))
    const { Buckets } = await client.send(new ListBucketsCommand())
    expect(Buckets.map(({ Name }) => Name)).toEqual(['b1', 'b2'])
  })
})
