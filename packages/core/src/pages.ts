import type { OosClient } from './client.js'
import type { Command } from './command.js'
import { OosError } from './errors.js'
import type { SendOptions } from './options.js'
import type { Paging } from './operation.js'
import type { WithMetadata } from './answer/output.js'
import { onAbort } from './on-abort.js'

/** Output of an operation that lists page by page. */
export interface Listing extends WithMetadata {
  /** More entries follow. */
  IsTruncated: boolean
}

/** Options of {@link pages} and {@link items}. */
export interface PagesOptions extends SendOptions {
  /**
   * Asks for the next page while this one is worked on: faster, and one request too many when the loop
   * is left early.
   *
   * @defaultValue false
   */
  readonly prefetch?: boolean | undefined
}

/** Output members that are lists. */
export type ListMember<Output> = {
  [Member in keyof Output]-?: Output[Member] extends readonly unknown[] ? Member : never
}[keyof Output]

/** What a list member holds. */
export type Entry<List> = List extends readonly (infer Element)[] ? Element : never

/**
 * Sends a listing again and again, each time from where the answer before it ended, and gives the answers.
 * It copes with servers that leave out the next marker, that list the marker itself once more, or that
 * send empty pages; an entry that a page repeats is left out. Only one page is held at a time.
 *
 * @throws {@link OosError} `InvalidResponse` when there is said to be more and the marker does not advance.
 *
 * @example
 * ```ts
 * for await (const { Contents, CommonPrefixes } of pages(
 *   client,
 *   new ListObjectsCommand({ Bucket: 'photos', Delimiter: '/' }),
 * )) {
 *   console.log(Contents.length, 'objects,', CommonPrefixes.length, 'folders')
 * }
 * ```
 */
export async function* pages<Input extends object, Output extends Listing>(
  client: Pick<OosClient, 'send'>,
  command: Command<Input, Output>,
  { prefetch = false, signal, ...options }: PagesOptions = {},
): AsyncGenerator<Output, void, undefined> {
  const { operation } = command
  const paging = operation.paging ?? pagings[operation.name]
  if (!paging) throw new TypeError(`${operation.name} does not list page by page`)
  const stop = new AbortController()
  if (signal?.aborted) stop.abort(signal.reason)
  const unfollow = onAbort(signal, (reason) => {
    stop.abort(reason)
  })
  const send = (input: Input): Promise<Output> => {
    const page = client.send({ operation, input }, { ...options, signal: stop.signal })
    // One that was asked for in advance may fail before anybody looks at it.
    page.catch(() => undefined)
    return page
  }

  try {
    let { input } = command
    let page: Promise<Output> | undefined = send(input)
    let before = new Set<string>()
    const isLoop = createLoopDetector(markersOf(input, paging))
    while (page) {
      const output: Output = await page
      const next = output.IsTruncated ? nextMarkers(output, paging) : undefined
      if (output.IsTruncated && (!next || isLoop(next))) throw stuck(operation.name, input)
      input = { ...input, ...next }
      page = prefetch && next ? send(input) : undefined
      const fresh = withoutRepeats(output, paging, before)
      // A page without entries may stand between one and its repetition.
      if (fresh.names.size > 0) before = fresh.names
      yield fresh.output
      if (next) page ??= send(input)
    }
  } finally {
    unfollow()
    stop.abort()
  }
}

/**
 * Gives the entries of one list of all pages, one by one; see {@link pages}.
 *
 * @example
 * ```ts
 * for await (const { Key, Size } of items(client, new ListObjectsCommand({ Bucket: 'photos' }), 'Contents')) {
 *   console.log(Key, Size)
 * }
 * ```
 */
export async function* items<
  Input extends object,
  Output extends Listing,
  Member extends ListMember<Output>,
>(
  client: Pick<OosClient, 'send'>,
  command: Command<Input, Output>,
  member: Member,
  options?: PagesOptions,
): AsyncGenerator<Entry<Output[Member]>, void, undefined> {
  for await (const page of pages(client, command, options)) {
    yield* page[member] as Iterable<Entry<Output[Member]>>
  }
}

/** How the listings of OOS go on. It stands here, so that it costs only those who turn pages. */
const pagings: Readonly<Record<string, Paging>> = {
  ListObjects: {
    markers: { Marker: 'NextMarker?' },
    names: { Contents: ['Key'], CommonPrefixes: ['Prefix'] },
  },
  ListMultipartUploads: {
    markers: { KeyMarker: 'NextKeyMarker?', UploadIdMarker: 'NextUploadIdMarker?' },
    names: { Uploads: ['Key', 'UploadId'], CommonPrefixes: ['Prefix'] },
  },
  ListParts: {
    markers: { PartNumberMarker: 'NextPartNumberMarker?' },
    names: { Parts: ['PartNumber'] },
  },
  ListAccessKey: { markers: { Marker: 'Marker' }, names: { AccessKeyMetadata: ['AccessKeyId'] } },
}

type Markers = Readonly<Record<string, unknown>>
type Name = string | number

function markersOf(input: object, { markers }: Paging): Markers {
  const values = input as Markers
  return Object.fromEntries(Object.keys(markers).map((member) => [member, values[member]]))
}

/** What changes in the input for the next page; undefined if nothing tells where it begins. */
function nextMarkers(output: object, { markers, names }: Paging): Markers | undefined {
  const values = output as Readonly<Record<string, unknown>>
  const sources = Object.entries(markers)
  const told = sources.map(([member, source]) => [member, values[source.replace('?', '')]])
  if (isGiven(told[0]?.[1])) return Object.fromEntries(told) as Markers
  // Servers may leave it out: then the last entry's name is where the next page begins.
  if (sources.some(([, source]) => !source.endsWith('?'))) return undefined
  const [last] = Object.entries(names)
    .map(([list, members]) => namesOf((values[list] as readonly object[]).at(-1), members))
    .filter(([name]) => isGiven(name))
    .sort(([a = ''], [b = '']) => (rank(a) < rank(b) ? 1 : -1))
  return last && Object.fromEntries(sources.map(([member], index) => [member, last[index]]))
}

function isGiven(marker: unknown): boolean {
  return marker !== undefined && marker !== ''
}

function namesOf(entry: object | undefined, members: readonly string[]): Name[] {
  return members.map(
    (member) => (entry as Readonly<Record<string, Name>> | undefined)?.[member] ?? '',
  )
}

/** Listings are in the order of code points, and strings compare by halves of surrogate pairs. */
function rank(name: Name): Name {
  return typeof name === 'number' ? name : name.replace(/[\u{10000}-\u{10ffff}]/gu, '\uffff$&')
}

function withoutRepeats<Output>(
  output: Output,
  { names }: Paging,
  before: ReadonlySet<string>,
): { output: Output; names: Set<string> } {
  const found = new Set<string>()
  const fresh = Object.entries(names).map(([list, members]) => {
    const entries = output[list as keyof Output] as readonly object[]
    const kept = entries.filter((entry) => {
      const name = JSON.stringify([list, namesOf(entry, members)])
      found.add(name)
      return !before.has(name)
    })
    return [list, kept]
  })
  return { output: { ...output, ...(Object.fromEntries(fresh) as Partial<Output>) }, names: found }
}

/** Brent's algorithm: it finds a cycle of any length, and remembers one marker only. */
function createLoopDetector(start: Markers): (markers: Markers) => boolean {
  let last = JSON.stringify(start)
  let saved = last
  let steps = 0
  let power = 1
  return (markers) => {
    const now = JSON.stringify(markers)
    if (now === last || now === saved) return true
    last = now
    if (++steps === power) {
      saved = now
      steps = 0
      power *= 2
    }
    return false
  }
}

function stuck(operation: string, input: object): OosError {
  const { Bucket: bucket, Key: key } = input as { Bucket?: string; Key?: string }
  return new OosError({
    code: 'InvalidResponse',
    message: 'the listing says that there is more, but not from where on',
    operation,
    bucket,
    key,
  })
}
