import type { ByteRange, DownloadOptions } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import {
  bytesOf,
  partSize,
  setShelf,
  whenRead,
  withHeaders,
  type ShelfOptions,
} from '../support/download.ts'
import { failure } from '../support/failure.ts'

describe('a download', () => {
  it.each([1, partSize - 1, partSize])(
    'asks once for an object of %i bytes, which a part can hold',
    async (size) => {
      const { bytes, download, ranges } = await setShelf(size)
      const blob = await download().blob()
      expect([await bytesOf(blob), blob.type]).toEqual([bytes, 'video/mp4'])
      expect(ranges()).toEqual(['0-999'])
    },
  )

  it('asks for a larger one in ranges, of which the last is shorter', async () => {
    const { bytes, download, ranges } = await setShelf(3001)
    expect(await bytesOf(await download().blob())).toEqual(bytes)
    expect(ranges()).toEqual(['0-999', '1000-1999', '2000-2999', '3000-3000'])
  })

  it('asks for an empty one as a whole, since it has no range', async () => {
    const { download, ranges } = await setShelf(0)
    const task = download()
    expect([(await task.blob()).size, task.state]).toEqual([0, 'done'])
    expect(ranges()).toEqual(['0-999', 'all'])
  })

  it('has as many requests at the same time as it is told', async () => {
    let [now, most] = [0, 0]
    const { bytes, download } = await setShelf(9000, {
      between: async (send, url, init) => {
        most = Math.max(most, ++now)
        return whenRead(await send(url, init), () => now--)
      },
    })
    expect(await bytesOf(await download({ concurrency: 3 }).blob())).toEqual(bytes)
    expect(most).toBe(3)
  })

  it('asks all ranges but the first for the object that it has begun with', async () => {
    const { asked, download, emulator } = await setShelf(2500)
    const task = download()
    await task.blob()
    const { etag } = emulator.buckets.get('bucket')!.objects.get('film')!
    expect(asked('if-match')).toEqual([undefined, etag, etag])
    expect(task.object).toMatchObject({ ETag: etag, ContentType: 'video/mp4' })
  })

  it('tells of the object what is not about one answer', async () => {
    const { download } = await setShelf(2500)
    const task = download()
    expect(task.object).toBeUndefined()
    await task.blob()
    expect(Object.keys(task.object!)).not.toContain('ContentLength')
    expect(Object.keys(task.object!)).not.toContain('ContentRange')
  })

  it('rejects with the error of the service', async () => {
    const { download } = await setShelf(1)
    const task = download({ Key: 'missing' })
    expect(await failure(task.blob())).toMatchObject({ code: 'NoSuchKey', key: 'missing' })
    expect(task.state).toBe('failed')
  })

  it('has no limit of time for all of it, since its consumer may be slow', async () => {
    const { client, download } = await setShelf(1500, { timeout: { total: 5000, idle: 7000 } })
    const limits: unknown[] = []
    client.use('watch', (call, next) => {
      limits.push([call.timeout.total, call.timeout.idle])
      return next(call)
    })
    await download().blob()
    expect(limits).toEqual([
      [0, 7000],
      [0, 7000],
    ])
  })
})

describe('a part of an object', () => {
  it.each([
    ['from the middle on', { start: 1500 }, ['1500-2499', '2500-2999']],
    ['up to the middle', { end: 1500 }, ['0-999', '1000-1499']],
    ['in the middle', { start: 700, end: 2200 }, ['700-1699', '1700-2199']],
    ['beyond its end', { start: 2900, end: 9000 }, ['2900-3899']],
  ])('%s is fetched alone', async (_where, range: ByteRange, asked) => {
    const { bytes, download, ranges } = await setShelf(3000)
    const task = download({ range })
    const expected = bytes.slice(range.start ?? 0, range.end)
    expect(await bytesOf(await task.blob())).toEqual(expected)
    expect(task.progress).toMatchObject({ total: expected.length, loaded: expected.length })
    expect(ranges()).toEqual(asked)
  })

  it('goes on with what was begun before, if the object is the same', async () => {
    const { asked, bytes, download } = await setShelf(3000)
    const begun = download({ range: { end: 1200 } })
    await begun.blob()
    const IfMatch = begun.object?.ETag
    const rest = download({ range: { start: 1200 }, IfMatch })
    expect(await bytesOf(await rest.blob())).toEqual(bytes.slice(1200))
    expect(asked('if-match').slice(2)).toEqual([IfMatch, IfMatch])
  })

  it('is refused if the object is another by now', async () => {
    const { download } = await setShelf(3000)
    const rest = download({ range: { start: 1200 }, IfMatch: '"d41d8cd98f00b204e9800998ecf8427e"' })
    const error = await failure(rest.blob())
    expect([error.code, error.operation]).toEqual(['PreconditionFailed', 'GetObject'])
  })

  it('that is not there is the error of the service', async () => {
    const { download } = await setShelf(3000)
    const error = await failure(download({ range: { start: 3000 } }).blob())
    expect([error.code, error.status]).toEqual(['InvalidRange', 416])
  })
})

describe('options', () => {
  it.each<[string, Partial<DownloadOptions>]>([
    ['partSize', { partSize: 0 }],
    ['partSize', { partSize: 1.5 }],
    ['concurrency', { concurrency: 0 }],
    ['concurrency', { concurrency: NaN }],
    ['range.start', { range: { start: -1 } }],
    ['range.end', { range: { start: 5, end: 5 } }],
    ['progressInterval', { progressInterval: -1 }],
  ])('%s that nothing can follow is refused at once: %o', async (member, options) => {
    const { download, emulator } = await setShelf(1)
    const before = emulator.requests.length
    expect(() => download(options)).toThrow(
      expect.objectContaining({ code: 'InvalidInput', operation: 'Download', member }),
    )
    expect(emulator.requests).toHaveLength(before)
  })
})

describe('a service without ranges', () => {
  const ignoring: ShelfOptions = {
    between: (send, url, init) => {
      const headers = new Headers(init.headers)
      headers.delete('range')
      return send(url, { ...init, headers })
    },
  }

  it('is asked once, and what it answers is taken', async () => {
    const { bytes, download, ranges } = await setShelf(3000, ignoring)
    expect(await bytesOf(await download().blob())).toEqual(bytes)
    expect(ranges()).toEqual(['all'])
  })

  it('is asked again when its answer breaks off, and what has come is passed over', async () => {
    const { asked, bytes, download, emulator } = await setShelf(3000, ignoring)
    emulator.faults.on({ operation: 'GetObject' }).truncate(1700)
    const task = download()
    expect(await bytesOf(await task.blob())).toEqual(bytes)
    expect(asked('if-match')).toEqual([undefined, task.object?.ETag])
    expect(task.progress.loaded).toBe(3000)
  })

  it('gives a part too', async () => {
    const { bytes, download } = await setShelf(3000, ignoring)
    const blob = await download({ range: { start: 700, end: 2200 } }).blob()
    expect(await bytesOf(blob)).toEqual(bytes.slice(700, 2200))
  })
})

describe('an answer that is not what was asked for', () => {
  /** Changes the answer to the second request. */
  const changing = (change: (response: Response) => Response): ShelfOptions => {
    let requests = 0
    return {
      between: async (send, url, init) => {
        const response = await send(url, init)
        return ++requests === 2 ? change(response) : response
      },
    }
  }

  it.each([
    ['another range', { 'content-range': 'bytes 0-999/2500' }, 206],
    ['the whole', { 'content-range': undefined }, 200],
  ])('is refused: %s', async (_what, headers, status) => {
    const { download } = await setShelf(
      2500,
      changing((response) => withHeaders(response, headers, status)),
    )
    const { code, operation, key } = await failure(download({ concurrency: 1 }).blob())
    expect([code, operation, key]).toEqual(['InvalidResponse', 'Download', 'film'])
  })

  it.each([
    ['another ETag', { etag: '"other"' }],
    ['another size', { 'content-range': 'bytes 1000-1999/9999' }],
  ])('is of another state of the object: %s', async (_what, headers) => {
    const { download } = await setShelf(
      2500,
      changing((response) => withHeaders(response, headers)),
    )
    const { code, message } = await failure(download({ concurrency: 1 }).blob())
    expect(code).toBe('PreconditionFailed')
    expect(message).toContain('the object changed during the download')
  })

  it('is asked for again, as the client does with all that may pass', async () => {
    const headers = { 'content-range': 'bytes 0-999/2500' }
    const { bytes, download } = await setShelf(2500, {
      ...changing((response) => withHeaders(response, headers)),
      maxAttempts: 2,
    })
    expect(await bytesOf(await download().blob())).toEqual(bytes)
  })

  it('may be shorter than asked for: the rest is asked for as well', async () => {
    const { bytes, download, ranges } = await setShelf(
      2500,
      changing(({ headers }) => {
        const etag = headers.get('etag') ?? ''
        const short = { 'content-range': 'bytes 1000-1299/2500', etag }
        return new Response(bytes.slice(1000, 1300), { status: 206, headers: short })
      }),
    )
    expect(await bytesOf(await download({ concurrency: 1 }).blob())).toEqual(bytes)
    expect(ranges()).toEqual(['0-999', '1000-1999', '1300-1999', '2000-2499'])
  })
})
