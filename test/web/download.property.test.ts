import type { DownloadOptions } from '@oos-js/web'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { isOosError } from '@oos-js/core'
import { setShelf, withHeaders, type Shelf } from '../support/download.ts'
import { fakeFile } from '../support/fake-file.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** What goes wrong with one answer. */
type Trouble =
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'drop'; readonly moment: 'before' | 'after' }
  | { readonly kind: 'fail'; readonly code: 'InternalError' | 'SlowDown' | 'AccessDenied' }
  | { readonly kind: 'whole' | 'short' | 'long' | 'elsewhere' | 'without length' | 'changed' }

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), bytes: fc.nat(1500) }),
  fc.record({ kind: fc.constant('drop' as const), moment: fc.constantFrom('before', 'after') }),
  fc.record({
    kind: fc.constant('fail' as const),
    code: fc.constantFrom('InternalError', 'SlowDown', 'AccessDenied'),
  }),
  fc.record({
    kind: fc.constantFrom('whole', 'short', 'long', 'elsewhere', 'without length', 'changed'),
  }),
)

/** A download, and what goes wrong with its answers, one after the other; the rest is as it should be. */
const attempt = fc.record({
  size: fc.oneof(fc.nat(20), fc.nat(6000)),
  partSize: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 100, max: 3000 })),
  concurrency: fc.integer({ min: 1, max: 5 }),
  verify: fc.boolean(),
  range: fc.option(fc.tuple(fc.nat(6000), fc.option(fc.nat(6500), { nil: undefined })), {
    nil: undefined,
  }),
  consumer: fc.constantFrom('blob', 'stream', 'file'),
  // An answer without trouble in between is one as well.
  troubles: fc.array(fc.option(trouble, { nil: undefined }), { maxLength: 6 }),
})

/** What a download may end with, if not with the bytes. */
const named =
  /^(NetworkError|Timeout|InternalError|SlowDown|AccessDenied|InvalidResponse|Integrity|PreconditionFailed|InvalidRange)$/

it('F9, Req 8d: a download gives the exact bytes or a named error, whatever happens to its answers', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const outcomes = { exact: 0, named: 0 }
  await fc.assert(
    fc.asyncProperty(attempt, async ({ troubles, consumer, range, ...given }) => {
      const size = given.size
      // Few requests for each: a part of one byte is only for objects of few.
      const partSize = size > 200 ? Math.max(given.partSize, 100) : given.partSize
      const [start, end] = boundsOf(range, size)
      const left = [...troubles]
      const shelf = await setShelf(size, {
        maxAttempts: 3,
        between: async (send, url, init) => {
          const now = left.shift()
          if (now) prepare(shelf, now)
          const response = await send(url, init)
          return now ? changed(response, now, shelf.bytes) : response
        },
      })
      const options = { ...given, partSize, ...(range && size > 0 && { range: { start, end } }) }
      const wanted = shelf.bytes.slice(start, end)
      const { got, error } = await consume(shelf, options, consumer)
      if (error === undefined) {
        outcomes.exact++
        expect(got).toEqual(wanted)
      } else {
        outcomes.named++
        expect(isOosError(error) && error.code).toMatch(named)
        expect(troubles.some(Boolean)).toBe(true)
        // What was handed out before is right.
        expect(got).toEqual(wanted.slice(0, got.length))
      }
    }),
    { numRuns: 300, timeout: 30_000, seed: Number(process.env['FUZZ_SEED'] ?? 20_240_129) },
  )
  // Neither is the usual case alone.
  expect(Math.min(outcomes.exact, outcomes.named)).toBeGreaterThan(40)
})

/** A stretch of an object that has a byte, if the object has one. */
function boundsOf(
  range: readonly [number, number | undefined] | undefined,
  size: number,
): [start: number, end: number | undefined] {
  if (!range || size === 0) return [0, undefined]
  const start = range[0] % size
  const end = range[1]
  return [start, end === undefined ? undefined : start + 1 + (end % (size + 10))]
}

function prepare({ emulator }: Shelf, now: Trouble): void {
  const fault = emulator.faults.on({ operation: 'GetObject' })
  if (now.kind === 'cut') fault.truncate(now.bytes)
  else if (now.kind === 'drop') fault.drop(now.moment)
  else if (now.kind === 'fail') fault.fail(now.code, { retryAfter: 0 })
  else fault.times(0)
}

/** The same answer, told or filled wrongly. */
async function changed(response: Response, now: Trouble, bytes: Uint8Array): Promise<Response> {
  const body = async (): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await response.arrayBuffer())
  const { headers } = response
  switch (now.kind) {
    case 'whole':
      // A service without ranges.
      if (response.status !== 206) return response
      return withHeaders(
        new Response(bytes.slice(), { headers }),
        { 'content-range': undefined, 'content-length': `${bytes.length}` },
        200,
      )
    case 'short':
      return new Response((await body()).slice(0, -1), response)
    case 'long':
      return new Response(new Blob([await body(), 'x']), response)
    case 'elsewhere':
      return withHeaders(response, { 'content-range': `bytes 1-1/${bytes.length}` })
    case 'without length':
      return withHeaders(response, { 'content-length': undefined })
    case 'changed':
      return withHeaders(response, { etag: '"00000000000000000000000000000000"' })
    default:
      return response
  }
}

/** What a consumer got, and what it failed with. */
async function consume(
  { download }: Shelf,
  options: Partial<DownloadOptions>,
  consumer: string,
): Promise<{ got: Uint8Array; error?: unknown }> {
  const task = download(options)
  const pieces: Uint8Array[] = []
  const file = fakeFile()
  try {
    if (consumer === 'blob') pieces.push(new Uint8Array(await (await task.blob()).arrayBuffer()))
    else if (consumer === 'file') {
      await task.pipeTo(file.writable)
      pieces.push(file.content)
    } else {
      const reader = task.stream().getReader()
      for (let piece; (piece = (await reader.read()).value);) pieces.push(piece)
    }
    return { got: Uint8Array.from(Buffer.concat(pieces)) }
  } catch (error) {
    return { got: Uint8Array.from(Buffer.concat(pieces)), error }
  }
}
