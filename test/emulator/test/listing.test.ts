import { beforeEach, describe, expect, it } from 'vitest'
import { emptyContent, type Emulator, type EmulatorOptions } from '../src/index.js'
import { code, createBucket, emulatorAt, get, now, put, values } from './client.js'

const keys = ['a', 'b/1', 'b/2', 'b/c/1', 'd', 'e/1', 'f']
let emulator: Emulator

beforeEach(() => fill({}))

async function fill(options: EmulatorOptions): Promise<void> {
  emulator = emulatorAt(undefined, options)
  await createBucket(emulator, 'bucket')
  for (const key of keys) await put(emulator, `/bucket/${key}`, 'abc')
}

// Without a request, since many of them take long.
function store(key: string): void {
  const headers = new Map<string, string>()
  const rest = { headers, metadata: headers, storageClass: 'STANDARD', etag: '"0"' }
  const object = { key, content: emptyContent, lastModified: now, ...rest }
  emulator.commit({ type: 'putObject', bucket: 'bucket', object })
}

async function list(query: string): Promise<string> {
  return (await get(emulator, `/bucket/?${query}`)).text
}

interface Listing {
  readonly keys: string[]
  readonly prefixes: string[]
  readonly truncated: boolean
  readonly next: string | undefined
}

function read(xml: string): Listing {
  const common = /<CommonPrefixes>.*/s.exec(xml)?.[0] ?? ''
  return {
    keys: values(xml, 'Key'),
    prefixes: values(common, 'Prefix'),
    truncated: values(xml, 'IsTruncated')[0] === 'true',
    next: values(xml, 'NextMarker')[0],
  }
}

describe('GET Bucket', () => {
  it.each<[string, string[], string[]]>([
    ['', keys, []],
    ['prefix=b/', ['b/1', 'b/2', 'b/c/1'], []],
    ['prefix=b%2F', ['b/1', 'b/2', 'b/c/1'], []],
    ['delimiter=/', ['a', 'd', 'f'], ['b/', 'e/']],
    ['prefix=b/&delimiter=/', ['b/1', 'b/2'], ['b/c/']],
    ['prefix=b&delimiter=/', [], ['b/']],
    ['marker=b/2', ['b/c/1', 'd', 'e/1', 'f'], []],
    ['marker=b/1&delimiter=/', ['d', 'f'], ['e/']],
    ['marker=b/&delimiter=/', ['d', 'f'], ['e/']],
    ['marker=zzz', [], []],
    ['max-keys=0', [], []],
  ])('lists ?%s', async (query, expectedKeys, expectedPrefixes) => {
    const { keys: listed, prefixes } = read(await list(query))
    expect([listed, prefixes]).toEqual([expectedKeys, expectedPrefixes])
  })

  it.each<[string, boolean]>([
    ['max-keys=7', false],
    ['max-keys=6', true],
    ['max-keys=5&delimiter=/', false],
    ['max-keys=4&delimiter=/', true],
    ['max-keys=0', false],
  ])('says of ?%s that it is truncated: %s', async (query, truncated) => {
    expect(read(await list(query)).truncated).toBe(truncated)
  })

  it.each<[EmulatorOptions['nextMarker'], string, string | undefined]>([
    ['with-delimiter', 'max-keys=2&delimiter=/', 'b/'],
    ['with-delimiter', 'max-keys=2', undefined],
    ['always', 'max-keys=2', 'b/1'],
    ['never', 'max-keys=2&delimiter=/', undefined],
    ['always', 'max-keys=100', undefined],
  ])('with nextMarker %s gives for ?%s the marker %s', async (nextMarker, query, expected) => {
    await fill(nextMarker === undefined ? {} : { nextMarker })
    expect(read(await list(query)).next).toBe(expected)
  })

  it.each<EmulatorOptions>([{}, { nextMarker: 'always' }, { switches: { marker: 'inclusive' } }])(
    'with emptyPages and %o sends two empty pages at most before it goes on',
    async (options) => {
      await fill({ emptyPages: true, ...options })
      const pages: Listing[] = []
      for (let marker = ''; ;) {
        const page = read(await list(`max-keys=3&marker=${encodeURIComponent(marker)}`))
        pages.push(page)
        if (!page.truncated) break
        marker = page.next ?? page.keys.at(-1) ?? 'nowhere'
      }
      const counts = pages.map((page) => page.keys.length)
      expect(counts.slice(0, 3)).toEqual([0, 0, 3])
      expect(counts.filter((count) => count === 0).length).toBeGreaterThan(1)
      expect([...new Set(pages.flatMap((page) => page.keys))]).toEqual(keys)
      expect(pages.filter((page) => page.keys.length === 0).map(({ next }) => typeof next)).toEqual(
        counts.filter((count) => count === 0).map(() => 'string'),
      )
    },
  )

  it('with emptyPages passes over no key that comes directly behind the marker', async () => {
    await fill({ emptyPages: true })
    await put(emulator, '/bucket/a%09')
    await put(emulator, '/bucket/a%01')
    const page = read(await list('marker=a'))
    expect(page.keys).toEqual(['a\u0001', 'a\t', ...keys.slice(1)])
  })

  it('is walked page by page without losing or repeating anything', async () => {
    const seen: string[] = []
    for (let marker = ''; ;) {
      const page = read(await list(`max-keys=2&delimiter=/&marker=${encodeURIComponent(marker)}`))
      seen.push(...[...page.keys, ...page.prefixes].sort())
      if (!page.truncated) break
      marker = page.next ?? ''
    }
    expect(seen).toEqual(['a', 'b/', 'd', 'e/', 'f'])
  })

  it('repeats what was asked for, also where that is empty', async () => {
    const text = await list('')
    expect(['Name', 'Prefix', 'Marker', 'MaxKeys'].map((name) => values(text, name))).toEqual([
      ['bucket'],
      [''],
      [''],
      ['1000'],
    ])
  })

  it('quotes the ETag with references', async () => {
    expect(await list('prefix=a')).toContain(
      '<ETag>&quot;900150983cd24fb0d6963f7d28e17f72&quot;</ETag>',
    )
  })

  it('sorts keys by their UTF-8 bytes', async () => {
    for (const key of ['\u{10000}', '\uffee', 'Z']) {
      await put(emulator, `/bucket/s${encodeURIComponent(key)}`)
    }
    expect(read(await list('prefix=s')).keys).toEqual(['sZ', 's\uffee', 's\u{10000}'])
  })

  it('gives at most 1000 keys', async () => {
    for (let i = 0; i < 1001; i += 1) store(`many/${i}`)
    const { keys: listed, truncated } = read(await list('prefix=many/&max-keys=5000'))
    expect([listed.length, truncated]).toEqual([1000, true])
  }, 20_000)

  it.each(['delimiter=-', 'max-keys=-1', 'max-keys=x'])('refuses ?%s', async (query) => {
    const answer = await get(emulator, `/bucket/?${query}`)
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument'])
  })

  it('writes characters that XML forbids as references', async () => {
    await put(emulator, '/bucket/x%01%0D')
    expect(await list('prefix=x')).toContain('<Key>x&#1;&#13;</Key>')
  })
})
