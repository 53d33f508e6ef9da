import {
  ListAccessKeyCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListPartsCommand,
} from '@oos-js/commands'
import { items, pages, type PagesOptions } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'

/** How a server may page. */
interface Behaviour {
  readonly nextMarker?: 'with-delimiter' | 'always' | 'never'
  readonly inclusive?: boolean
  /** An empty page that is truncated comes before each full one. */
  readonly emptyPages?: boolean
}

const keys = Array.from({ length: 25 }, (_, index) => `k${String(index).padStart(2, '0')}`)

/** A server that lists `names` in pages of `size` as the behaviour says, and the requests it got. */
function listing(
  names: readonly string[],
  { nextMarker = 'with-delimiter', inclusive = false, emptyPages = false }: Behaviour = {},
  size = 4,
) {
  const requests: URL[] = []
  let empty = emptyPages
  const client = createClient({
    fetch: (address, { signal }) => {
      signal?.throwIfAborted()
      const url = new URL(address)
      requests.push(url)
      const marker = url.searchParams.get('marker') ?? ''
      const delimiter = url.searchParams.get('delimiter') ?? undefined
      const folded = [
        ...new Set(
          names.map((name) => {
            const end = delimiter === undefined ? -1 : name.indexOf(delimiter)
            return end === -1 ? name : name.slice(0, end + 1)
          }),
        ),
      ]
      const rest = folded.filter((name) => (inclusive ? name >= marker : name > marker))
      const page = empty ? [] : rest.slice(0, size)
      const isTruncated = empty || rest.length > size
      const last = page.at(-1) ?? `${marker}!`
      const tells =
        empty || nextMarker === 'always' || (nextMarker === 'with-delimiter' && delimiter)
      if (emptyPages) empty = !empty
      const isFolder = (name: string): boolean =>
        delimiter !== undefined && name.endsWith(delimiter)
      const body =
        `<ListBucketResult><Name>b</Name><Prefix/><Marker/><IsTruncated>${isTruncated}</IsTruncated>` +
        (isTruncated && tells ? `<NextMarker>${last}</NextMarker>` : '') +
        page
          .map((name) =>
            isFolder(name)
              ? `<CommonPrefixes><Prefix>${name}</Prefix></CommonPrefixes>`
              : `<Contents><Key>${name}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified>` +
                '<Size>1</Size></Contents>',
          )
          .join('') +
        '</ListBucketResult>'
      return Promise.resolve(new Response(body))
    },
  })
  return { client, requests }
}

const command = new ListObjectsCommand({ Bucket: 'bucket' })

async function keysOf(
  names: readonly string[],
  behaviour?: Behaviour,
  options?: PagesOptions,
): Promise<string[]> {
  const found: string[] = []
  for await (const { Key } of items(
    listing(names, behaviour).client,
    command,
    'Contents',
    options,
  )) {
    found.push(Key)
  }
  return found
}

describe('pages', () => {
  const behaviours: readonly (readonly [string, Behaviour])[] = [
    ['leaves NextMarker out', { nextMarker: 'never' }],
    ['gives NextMarker', { nextMarker: 'always' }],
    ['lists the marker once more', { nextMarker: 'never', inclusive: true }],
    ['gives NextMarker and lists it once more', { nextMarker: 'always', inclusive: true }],
    ['sends empty pages in between', { emptyPages: true }],
  ]

  it.each(behaviours)('give each key once when the server %s', async (_, behaviour) => {
    expect(await keysOf(keys, behaviour)).toEqual(keys)
  })

  it.each(behaviours)(
    'that are fetched ahead do so too when the server %s',
    async (_, behaviour) => {
      expect(await keysOf(keys, behaviour, { prefetch: true })).toEqual(keys)
    },
  )

  it('go on behind a folder as well as behind a key', async () => {
    const { client } = listing(
      ['a', 'b/1', 'b/2', 'c', 'd/1', 'e', 'f/1'],
      { nextMarker: 'never' },
      2,
    )
    const found: string[] = []
    const folders = new ListObjectsCommand({ Bucket: 'bucket', Delimiter: '/' })
    for await (const { Contents, CommonPrefixes } of pages(client, folders)) {
      found.push(...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix))
    }
    expect(found.sort()).toEqual(['a', 'b/', 'c', 'd/', 'e', 'f/'])
  })

  it('go on behind the greater of key and folder in the order of code points', async () => {
    const page = (more: boolean, entries: string): Response =>
      new Response(
        `<ListBucketResult><Name>b</Name><Prefix/><Marker/><IsTruncated>${more}</IsTruncated>` +
          `${entries}</ListBucketResult>`,
      )
    const contents =
      '<Contents><Key>\u{1f600}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified><Size>1</Size></Contents>'
    const markers: (string | null)[] = []
    const client = createClient({
      fetch: (url) => {
        markers.push(new URL(url).searchParams.get('marker'))
        return Promise.resolve(
          markers.length === 1
            ? page(true, `${contents}<CommonPrefixes><Prefix>\uff01/</Prefix></CommonPrefixes>`)
            : page(false, ''),
        )
      },
    })
    for await (const _ of pages(client, command)) continue
    expect(markers).toEqual([null, '\u{1f600}'])
  })

  it('keep what was asked for, and begin where the input says', async () => {
    const { client, requests } = listing(keys)
    const from = new ListObjectsCommand({ Bucket: 'bucket', Prefix: 'k', Marker: 'k19' })
    const found = []
    for await (const { Key } of items(client, from, 'Contents')) found.push(Key)
    expect(found).toEqual(keys.slice(20))
    expect(requests.map(({ searchParams }) => searchParams.get('prefix'))).toEqual(['k', 'k'])
  })

  it.each([
    ['stays where it is', ['k', 'k']],
    ['goes round in a circle', ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c', 'a', 'b']],
    ['is missing', [undefined]],
  ])('F32: fail when there is said to be more and the marker %s', async (_, markers) => {
    let count = 0
    const client = createClient({
      fetch: () => {
        const marker = markers[count++]
        return Promise.resolve(
          new Response(
            '<ListBucketResult><Name>b</Name><Prefix/><Marker/><IsTruncated>true</IsTruncated>' +
              `${marker === undefined ? '' : `<NextMarker>${marker}</NextMarker>`}</ListBucketResult>`,
          ),
        )
      },
    })
    const all = async (): Promise<void> => {
      for await (const _ of pages(client, command)) continue
    }
    const error = await failure(all())
    expect([error.code, error.operation, error.bucket]).toEqual([
      'InvalidResponse',
      'ListObjects',
      'bucket',
    ])
    expect(count).toBeLessThanOrEqual(markers.length)
  })

  it('ask for no page that nobody wants', async () => {
    const { client, requests } = listing(keys)
    for await (const _ of pages(client, command)) break
    expect(requests).toHaveLength(1)
  })

  it('that are fetched ahead ask for one more than is looked at, and end it when the loop is left', async () => {
    const signals: (AbortSignal | undefined)[] = []
    const { client } = listing(keys)
    client.use(
      'watch',
      (call, next) => {
        signals.push(call.signal)
        return next(call)
      },
      { step: 'input' },
    )
    for await (const _ of pages(client, command, { prefetch: true })) break
    expect([signals.length, signals.at(-1)?.aborted]).toEqual([2, true])
  })

  it('end with the reason of the signal', async () => {
    const { client } = listing(keys)
    const controller = new AbortController()
    const reason = new Error('enough')
    const all = async (): Promise<void> => {
      for await (const _ of pages(client, command, { signal: controller.signal })) {
        controller.abort(reason)
      }
    }
    await expect(all()).rejects.toBe(reason)
  })

  it('refuse a command that does not list page by page', async () => {
    // @ts-expect-error its output has no IsTruncated
    const all = pages(createClient(), new ListBucketsCommand())
    await expect(all.next()).rejects.toThrow('ListBuckets does not list page by page')
  })

  it.each([
    [
      'uploads by key and id',
      new ListMultipartUploadsCommand({ Bucket: 'bucket' }),
      '<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>true</IsTruncated>' +
        '<Upload><Key>k</Key><UploadId>7</UploadId><Initiated>2020-01-01T00:00:00.000Z</Initiated></Upload>' +
        '</ListMultipartUploadsResult>',
      ['key-marker=k', 'upload-id-marker=7'],
    ],
    [
      'parts by number',
      new ListPartsCommand({ Bucket: 'bucket', Key: 'k', UploadId: '7' }),
      '<ListPartsResult><Bucket>b</Bucket><Key>k</Key><UploadId>7</UploadId><IsTruncated>true</IsTruncated>' +
        '<Part><PartNumber>12</PartNumber><LastModified>2020-01-01T00:00:00.000Z</LastModified>' +
        '<ETag>"e"</ETag><Size>1</Size></Part></ListPartsResult>',
      ['part-number-marker=12'],
    ],
  ] as const)('go on with %s', async (_, listCommand, document, expected) => {
    const targets: string[] = []
    const client = createClient({
      fetch: (url) => {
        targets.push(url)
        const text = targets.length === 1 ? document : document.replace('true', 'false')
        return Promise.resolve(new Response(text))
      },
    })
    const counts: number[] = []
    for await (const page of pages(client, listCommand as ListPartsCommand)) {
      const { Parts, Uploads = Parts } = page as { Parts?: unknown[]; Uploads?: unknown[] }
      counts.push(Uploads?.length ?? -1)
    }
    expect(expected.filter((text) => !targets[1]?.includes(text))).toEqual([])
    // The second page lists the same entry: it counts once.
    expect(counts).toEqual([1, 0])
  })

  it('go on with access keys by the marker of the answer, and by nothing else', async () => {
    const bodies: string[] = []
    const client = createClient({
      iamEndpoint: 'http://iam.test',
      fetch: (_, { body }) => {
        bodies.push(body as string)
        const first = bodies.length === 1
        return Promise.resolve(
          new Response(
            '<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata><member>' +
              `<AccessKeyId>${first ? 'A' : 'B'}</AccessKeyId><Status>Active</Status></member>` +
              `</AccessKeyMetadata><IsTruncated>${first}</IsTruncated>${first ? '<Marker>m1</Marker>' : ''}` +
              '</ListAccessKeysResult></ListAccessKeysResponse>',
          ),
        )
      },
    })
    const found: string[] = []
    for await (const { AccessKeyId } of items(
      client,
      new ListAccessKeyCommand(),
      'AccessKeyMetadata',
    )) {
      found.push(AccessKeyId)
    }
    expect(found).toEqual(['A', 'B'])
    expect(new URLSearchParams(bodies[1]).get('Marker')).toBe('m1')
  })

  it('turn for an operation of your own', async () => {
    const { client } = listing(keys)
    const operation = {
      ...command.operation,
      name: 'ListNotes',
      paging: { markers: { Marker: 'NextMarker?' }, names: { Contents: ['Key'] } },
    }
    const found: string[] = []
    const own: ListObjectsCommand = { operation, input: command.input }
    for await (const { Key } of items(client, own, 'Contents')) {
      found.push(Key)
    }
    expect(found).toEqual(keys)
  })
})
