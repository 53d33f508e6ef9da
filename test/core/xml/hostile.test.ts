import { CopyObjectCommand, GetObjectCommand, ListObjectsCommand } from '@oos-js/commands'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createClient, rejection } from '../support/client.js'
import { countWork } from '../support/work.js'

// What is no whole document must be an error after one pass over it, and must not cost a page the
// loading of fast-xml-parser. Work is counted, not timed.

const library = vi.hoisted(() => ({ calls: 0 }))
vi.mock('../../../packages/core/src/xml/library.js', () => ({
  parseAny: () => {
    library.calls++
    throw new Error('the complete reader was asked')
  },
}))

const Bucket = 'bucket'
const Key = 'key'
type Read = (document: string) => Promise<string>

/** Sends a command that is answered with a text, and resolves with the error's code. */
const readers: Record<string, Read> = {
  'a tree': async (document) => {
    const { client } = createClient(() => new Response(document))
    return (await rejection(client.send(new ListObjectsCommand({ Bucket })))).code
  },
  'a flat document': async (document) => {
    const { client } = createClient(() => new Response(document))
    const copy = new CopyObjectCommand({ Bucket, Key, CopySource: { Bucket, Key } })
    return (await rejection(client.send(copy))).code
  },
  'an error': async (document) => {
    const { client } = createClient(() => new Response(document, { status: 400 }))
    return (await rejection(client.send(new GetObjectCommand({ Bucket, Key })))).code
  },
}
const readTree = readers['a tree']!

// What reads errors is loaded at the first one: loading is not reading.
beforeAll(() => readers['an error']!(''))

const entry =
  '<Contents><Key>a&amp;b</Key><LastModified>2017-12-05T04:42:20.666Z</LastModified>' +
  '<ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag><Size>1</Size></Contents>'
const listing = (length: number) =>
  '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="urn:x"><Name>bucket</Name>' +
  `<IsTruncated>false</IsTruncated>${entry.repeat(length)}</ListBucketResult>`

/** Runs of expressions and characters passed, for each character of the answer. */
async function workFor(read: Read, document: string): Promise<number> {
  const { execs, characters } = await countWork(() => read(document))
  return (execs + characters) / Math.max(100, document.length)
}

const laughs = [
  '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">',
  ...Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index || ''};`.repeat(10)}">`,
  ),
  ']><ListBucketResult><Name>&lol9;</Name></ListBucketResult>',
].join('')

const bad: Record<string, string> = {
  nothing: '',
  'white space': ' \n ',
  'a text': 'Service Unavailable',
  JSON: '{"ListBucketResult":{"Contents":[]}}',
  'an HTML page':
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Login</title></head><body><p>Hi<br></body></html>',
  'an HTML page without a DOCTYPE': '<html><head><meta charset=utf-8></head><body></body></html>',
  'an XHTML page': '<html><head></head><body><p>Login</p></body></html>',
  'another document': '<ListPartsResult><Name>bucket</Name></ListPartsResult>',
  'a DOCTYPE': `<!DOCTYPE ListBucketResult>${listing(1).slice(39)}`,
  'a DOCTYPE behind the declaration': listing(1).replace('\n', '\n<!DOCTYPE ListBucketResult>\n'),
  'two documents': listing(1) + listing(1).slice(39),
  'text behind the document': `${listing(1)}x`,
  'mismatched elements': listing(3).replace('</Key>', '</Kex>'),
  'crossed elements': listing(3).replace('1</Size></Contents>', '1</Contents></Size>'),
  'an element that is not closed': listing(3).replace('</Key>', ''),
  'an attribute without quotes': listing(1).replace('"urn:x"', 'urn:x'),
  'a reference to nothing': listing(1).replace('&amp;', '&nbsp;'),
  'an ampersand alone': listing(1).replace('&amp;', '&'),
  'CDATA that does not end': listing(1).replace('a&amp;b', '<![CDATA[a'),
}

describe('an answer that is no listing', () => {
  it.each(Object.entries(bad))('but %s is InvalidResponse', async (_what, document) => {
    expect(await readTree(document)).toBe('InvalidResponse')
  })

  it.each(Object.entries(bad))('but %s takes one pass', async (_what, document) => {
    expect(await workFor(readTree, document)).toBeLessThan(16)
  })

  it.each(Object.entries(bad))('but %s does not load fast-xml-parser', async (_what, document) => {
    library.calls = 0
    await readTree(document)
    expect(library.calls).toBe(0)
  })
})

describe('a listing that is cut', () => {
  const whole = listing(60)

  it('at every 97th character is InvalidResponse, never an empty or shorter page', async () => {
    const codes = new Set<string>()
    for (let at = 0; at < whole.length; at += 97) codes.add(await readTree(whole.slice(0, at)))
    expect([...codes]).toEqual(['InvalidResponse'])
  })

  it('at any character is InvalidResponse', async () => {
    const codes = new Set<string>()
    for (let at = 0; at < listing(2).length; at++)
      codes.add(await readTree(listing(2).slice(0, at)))
    expect([...codes]).toEqual(['InvalidResponse'])
  })

  it('takes one pass wherever that is', async () => {
    let most = 0
    for (let at = 97; at < whole.length; at += 97) {
      most = Math.max(most, await workFor(readTree, whole.slice(0, at)))
    }
    expect(most).toBeLessThan(16)
  })

  it('behind its declaration does not load fast-xml-parser', async () => {
    library.calls = 0
    for (let at = 39; at < whole.length; at += 97) await readTree(whole.slice(0, at))
    expect(library.calls).toBe(0)
  })

  it('within its declaration does not load fast-xml-parser', async () => {
    library.calls = 0
    for (let at = 0; at < 39; at++) await readTree(whole.slice(0, at))
    expect(library.calls).toBe(0)
  })
})

const count = 100_000
const megabyte = 1_000_000
const attacks: Record<string, string> = {
  '100,000 angle brackets': '<'.repeat(count),
  '100,000 levels': '<a>'.repeat(count),
  '100,000 levels that are closed': '<a>'.repeat(count) + '</a>'.repeat(count),
  'an attribute of 1 MB that does not end': `<a b="${'c'.repeat(megabyte)}`,
  'an attribute of 1 MB in a document that does not end': `<a b="${'c'.repeat(megabyte)}">`,
  'a billion laughs': laughs,
  '100,000 ampersands': `<a>${'&'.repeat(count)}</a>`,
  'a reference of 100,000 characters': `<a>&${'b'.repeat(count)}</a>`,
  'CDATA of 1 MB that does not end': `<a><![CDATA[${']'.repeat(megabyte)}`,
  '100,000 starts of CDATA': `<a>${'<![CDATA['.repeat(count)}`,
  '100,000 starts of a tag': '<a '.repeat(count),
  'a tag of 1 MB of white space': `<a${' '.repeat(megabyte)}`,
  '100,000 attributes without a value': `<a${' b'.repeat(count)}>`,
  '10,000 attributes in a tag that does not end': `<a${' b="c"'.repeat(10_000)}`,
  '100,000 starts of a comment': `<a>${'<!-'.repeat(count)}`,
  '100,000 ends': '</a>'.repeat(count),
  '100,000 elements that are not closed': `<a>${'<b/>'.repeat(count)}`,
  'a declaration of 1 MB': `<?xml ${'v'.repeat(megabyte)}>`,
  '1 MB of white space': ' '.repeat(megabyte),
  '1 MB of carriage returns': '\r'.repeat(megabyte),
  '1 MB of text': 'a'.repeat(megabyte),
}

describe('an answer that is an attack', () => {
  it.each(Object.entries(attacks))('with %s is InvalidResponse', async (_what, document) => {
    expect(await readTree(document)).toBe('InvalidResponse')
  })

  it.each(Object.entries(attacks))('with %s takes one pass', async (_what, document) => {
    expect(await workFor(readTree, document)).toBeLessThan(16)
  })
})

/** Texts of about a length, from all the things that make expressions go back and try again. */
const growing: Record<string, (length: number) => string> = {
  'angle brackets': (length) => '<'.repeat(length),
  levels: (length) => '<a>'.repeat(length / 3),
  'an attribute that does not end': (length) => `<a b="${'c'.repeat(length)}`,
  'an attribute in a document that does not end': (length) => `<a b="${'c'.repeat(length)}">`,
  'quotes in quotes': (length) => `<a b="${`'`.repeat(length)}" c='${'"'.repeat(length)}`,
  'many attributes in a tag that does not end': (length) => `<a${' b="c"'.repeat(length / 6)}`,
  'many attributes far apart': (length) => `<a${`${' '.repeat(30)}b = "c"`.repeat(length / 37)}!`,
  'attributes without a value': (length) => `<a${' b'.repeat(length / 2)}>`,
  'an attribute’s name that does not end': (length) => `<a ${'b'.repeat(length)}`,
  'an attribute’s equals sign far away': (length) => `<a b${' '.repeat(length)}c`,
  'an attribute’s value far away': (length) => `<a b=${' '.repeat(length)}c`,
  'white space in a tag': (length) => `<a${' '.repeat(length)}`,
  'white space before a slash': (length) => `<a${' '.repeat(length)}/`,
  'a name that does not end': (length) => `<${'a'.repeat(length)}`,
  'a long name': (length) => `<${'a'.repeat(length)}>`,
  'a long name that is closed': (length) => `<a><${'b'.repeat(length)}/></a>`,
  'a long name with a prefix': (length) => `<n:${'a'.repeat(length)}>`,
  'a long prefix': (length) => `<${'n'.repeat(length)}:a>`,
  'prefixes of prefixes': (length) => `<${'n:'.repeat(length / 2)}a>`,
  'starts of tags': (length) => '<a '.repeat(length / 3),
  'ends of tags': (length) => '</a>'.repeat(length / 4),
  ampersands: (length) => `<a>${'&'.repeat(length)}</a>`,
  'a reference that does not end': (length) => `<a>&${'b'.repeat(length)}</a>`,
  'a numeric reference that does not end': (length) => `<a>&#x${'1'.repeat(length)}</a>`,
  'references that do not end': (length) => `<a>${'&#x'.repeat(length / 3)}</a>`,
  'CDATA that does not end': (length) => `<a><![CDATA[${']'.repeat(length)}`,
  'starts of CDATA': (length) => `<a>${'<![CDATA['.repeat(length / 9)}`,
  'a declaration that does not end': (length) => `<?xml ${'v'.repeat(length)}`,
  'declarations that do not end': (length) => '<?xml '.repeat(length / 6),
  'white space': (length) => ' '.repeat(length),
  'white space around a declaration': (length) =>
    `${' '.repeat(length / 2)}<?xml version="1.0"?>${' '.repeat(length / 2)}x`,
  'carriage returns': (length) => '\r'.repeat(length),
  text: (length) => 'a'.repeat(length),
  'elements that are not closed': (length) => `<ListBucketResult>${'<b/>'.repeat(length / 4)}`,
  'roots that do not end': (length) =>
    `<CopyObjectResult>${'</CopyObjectResult'.repeat(length / 18)}`,
  'roots that end and white space': (length) =>
    `<CopyObjectResult>${`</CopyObjectResult>${' '.repeat(30)}x`.repeat(length / 50)}`,
  'a root’s end with white space': (length) =>
    `<CopyObjectResult></CopyObjectResult${' '.repeat(length)}`,
  'prefixes of the root’s end': (length) =>
    `<CopyObjectResult>${`</${'n'.repeat(30)}`.repeat(length / 32)}`,
  'members that do not end': (length) =>
    `<CopyObjectResult>${'<ETag '.repeat(length / 6)}</CopyObjectResult>`,
  'codes that do not end': (length) => `<Error>${'<Code'.repeat(length / 5)}</Error>`,
  'codes with attributes': (length) => `<Error>${'<Code a'.repeat(length / 7)}</Error>`,
  'prefixes of codes': (length) => `<Error>${`<${'n'.repeat(40)}`.repeat(length / 41)}</Error>`,
  'a prefix of a code': (length) => `<Error><${'n'.repeat(length)}`,
}

describe.each(Object.entries(readers))('the work for an answer in the place of %s', (_of, read) => {
  it.each(Object.entries(growing))('grows no faster than the length of %s', async (_what, make) => {
    const stepsFor = async (length: number) => {
      // A flat document is not looked into: some of these are read.
      const { steps } = await countWork(() => read(make(length)).catch(() => ''), true)
      return steps / make(length).length
    }
    const [once, fourTimes] = [await stepsFor(300), await stepsFor(1200)]
    expect(fourTimes).toBeLessThan(Math.max(8, once * 1.7))
  })
})
