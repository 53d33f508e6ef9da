import { CreateMultipartUploadCommand, PutObjectCommand, UploadPartCommand } from '@oos-js/commands'
import type { DownloadWarning } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { now } from '../support/client.ts'
import { bytesOf, setShelf, withHeaders, type ShelfOptions } from '../support/download.ts'
import { failure } from '../support/failure.ts'
import { Bucket } from '../support/seed.ts'
import { fileOf } from '../support/upload.ts'

/** Changes all answers. */
const changing = (change: (response: Response) => Response): ShelfOptions => ({
  between: async (send, url, init) => change(await send(url, init)),
})

/** Damages one byte of the range that begins there. */
const damaging = (place: number): ShelfOptions => ({
  between: async (send, url, init) => {
    const response = await send(url, init)
    if (!response.headers.get('content-range')?.startsWith(`bytes ${place}-`)) return response
    const content = new Uint8Array(await response.arrayBuffer())
    content[7]! ^= 1
    return new Response(content, response)
  },
})

describe('content', () => {
  it('Req 8d: that is not that of the ETag is an Integrity error', async () => {
    for (const place of [0, 3000, 9000]) {
      const { download } = await setShelf(9500, damaging(place))
      const task = download()
      const error = await failure(task.blob())
      expect([error.code, error.operation, error.key]).toEqual(['Integrity', 'Download', 'film'])
      expect(error.message).toMatch(/has the MD5 [\da-f]{32}, but its ETag is [\da-f]{32}/)
      expect([task.state, task.progress.fraction]).toEqual(['failed', 0.999])
    }
  })

  it('Req 8d: ends a stream in that error, and stays wrong however often it is asked for', async () => {
    const { download, ranges } = await setShelf(1500, damaging(1000))
    expect((await failure(new Response(download().stream()).blob())).code).toBe('Integrity')
    const task = download()
    await failure(task.blob())
    const asked = ranges().length
    expect((await failure(task.blob())).code).toBe('Integrity')
    expect(ranges()).toHaveLength(asked)
  })

  it('is not compared if that is not wanted', async () => {
    const { download } = await setShelf(1500, damaging(1000))
    expect((await download({ verify: false }).blob()).size).toBe(1500)
  })

  it('is not compared where there is nothing to compare with: of ranges', async () => {
    const { download } = await setShelf(1500, damaging(1000))
    expect((await download({ range: { start: 10 } }).blob()).size).toBe(1490)
  })

  it.each([
    '"0123456789abcdef0123456789abcdef-2"',
    '"other"',
    'W/"0123456789abcdef0123456789abcdef"',
  ])('is not compared where there is nothing to compare with: with the ETag %s', async (etag) => {
    const change = changing((response) => withHeaders(response, { etag }))
    const { bytes, download } = await setShelf(900, change)
    expect(await bytesOf(await download().blob())).toEqual(bytes)
  })

  it('is compared with an ETag without quotes, or in capitals', async () => {
    for (const change of [
      (etag: string) => etag.replaceAll('"', ''),
      (etag: string) => etag.toUpperCase(),
    ]) {
      const changed = changing((response) =>
        withHeaders(response, { etag: change(response.headers.get('etag') ?? '') }),
      )
      const { bytes, download } = await setShelf(900, changed)
      expect(await bytesOf(await download().blob())).toEqual(bytes)
      const broken = await setShelf(900, {
        between: async (send, url, init) => {
          const response = await changed.between!(send, url, init)
          return new Response(bytes.slice().fill(0), response)
        },
      })
      expect((await failure(broken.download().blob())).code).toBe('Integrity')
    }
  })

  it('is not damaged by a consumer that uses the memory of what it was given', async () => {
    const { download } = await setShelf(9500)
    const task = download()
    const write = (chunk: Uint8Array) => void chunk.fill(0)
    await task.pipeTo(new WritableStream({ write }))
    expect(task.state).toBe('done')
  })

  it('F9, Req 8d: is never handed out as whole if it is shorter, even by a transport that says so', async () => {
    const { bytes, download } = await setShelf(900, {
      between: async (send, url, init) => {
        const response = await send(url, init)
        const begins = response.headers.get('content-range')?.startsWith('bytes 0-')
        return new Response(bytes.slice(0, begins ? 500 : 0), response)
      },
    })
    expect((await failure(download().blob())).code).toBe('NetworkError')
  })
})

describe('an object with an ETag that can be no condition', () => {
  it('is asked for by its date instead', async () => {
    const { asked, bytes, download } = await setShelf(2500, {
      between: async (send, url, init) => {
        const response = await send(url, init)
        return withHeaders(response, { etag: `W/${response.headers.get('etag')}` })
      },
    })
    expect(await bytesOf(await download().blob())).toEqual(bytes)
    expect(asked('if-match')).toEqual([undefined, undefined, undefined])
    expect(asked('if-unmodified-since').map((date) => date && Date.parse(date))).toEqual([
      undefined,
      now,
      now,
    ])
  })
})

describe('an upload that is not complete', () => {
  /** A shelf with parts in the place of an object. */
  async function unfinished() {
    const shelf = await setShelf(1)
    const Key = 'unfinished'
    const { UploadId } = await shelf.client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    const Body = fileOf(2500)
    await shelf.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }))
    return { ...shelf, Key, content: new Uint8Array(await Body.arrayBuffer()) }
  }

  it('S24: is refused, since OOS shows it under the key of the object', async () => {
    const { download, Key, ranges } = await unfinished()
    const { code, message, hint } = await failure(download({ Key }).blob())
    expect(code).toBe('Integrity')
    expect(message).toContain('there is no ETag')
    expect(hint).toContain('unfinished: true')
    expect(ranges()).toHaveLength(1)
  })

  it('S24: is taken as it is if that is wanted, with a warning', async () => {
    const { asked, content, download, Key } = await unfinished()
    const task = download({ Key, unfinished: true })
    const warnings: DownloadWarning[] = []
    task.addEventListener('warning', ({ detail }) => warnings.push(detail))
    expect(await bytesOf(await task.blob())).toEqual(content)
    expect(warnings).toEqual([
      { code: 'Unfinished', message: expect.stringContaining('not complete') },
    ])
    expect(asked('if-unmodified-since').filter(Boolean)).toHaveLength(2)
  })

  it('S24: that becomes complete meanwhile is another object', async () => {
    const { client, download, Key } = await unfinished()
    const task = download({ Key, unfinished: true, concurrency: 1 })
    const reader = task.stream().getReader()
    await reader.read()
    await client.send(new PutObjectCommand({ Bucket, Key, Body: fileOf(2500) }))
    const drained = async () => {
      while (!(await reader.read()).done);
    }
    expect((await failure(drained())).code).toBe('PreconditionFailed')
  })
})
