import { gzipSync } from 'node:zlib'
import { CreateBucketCommand, PutObjectCommand } from '@oos-js/commands'
import { OosClient, type TimeOptions } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { Download, type DownloadOptions } from '@oos-js/web'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { bytesOf, headerOf } from '../support/download.ts'
import { failure } from '../support/failure.ts'
import { holdingServer } from '../support/holding-server.ts'
import { rawServer, type RawReply } from '../support/raw-server.ts'
import { servedEmulator } from '../support/served-emulator.ts'
import { fileOf } from '../support/upload.ts'

const object = { Bucket: 'photos', Key: 'film' }
const size = 300_000
const partSize = 100_000
const content = await bytesOf(fileOf(size))

afterEach(() => {
  vi.restoreAllMocks()
})

/** What a server is asked for. */
interface Asked {
  readonly first: number
  /** The byte behind the last one. */
  readonly end: number
  /** How often it was asked for that first byte. */
  readonly time: number
}

/** A download from a server that answers ranges as it is told. */
async function downloadFrom(
  answer: (asked: Asked, reply: RawReply) => void,
  options: Partial<DownloadOptions> = {},
  timeout: TimeOptions = {},
) {
  const times = new Map<number, number>()
  const asked: string[] = []
  const server = await rawServer(({ headers }, reply) => {
    const range = headerOf(headers, 'range')
    asked.push(range ?? 'all')
    const [, first = 0, last = size - 1] = (/=(\d+)-(\d+)/.exec(range ?? '') ?? []).map(Number)
    times.set(first, (times.get(first) ?? 0) + 1)
    answer({ first, end: Math.min(size, last + 1), time: times.get(first)! }, reply)
  })
  // Waits between attempts are random up to a limit: here they are the shortest there can be.
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const client = new OosClient({ endpoint: server.url, timeout })
  return { asked, server, task: new Download(client, { ...object, partSize, ...options }) }
}

/** The beginning of an answer to a request for a range. */
const head = ({ first, end }: Asked, more = `Content-Length: ${end - first}\r\n`): string =>
  `HTTP/1.1 206 Partial Content\r\nETag: "a-3"\r\nContent-Range: bytes ${first}-${end - 1}/${size}\r\n${more}\r\n`

describe('over real connections', () => {
  it.each<[string, (reply: RawReply) => void]>([
    ['closed', (reply) => reply.close()],
    ['reset', (reply) => reply.reset()],
  ])('F9: goes on from the byte reached when they are %s in the middle', async (_how, end) => {
    const { asked, task } = await downloadFrom((wanted, reply) => {
      reply.write(head(wanted))
      if (wanted.time > 1 || wanted.first % partSize !== 0) {
        reply.write(content.subarray(wanted.first, wanted.end))
      } else {
        reply.write(content.subarray(wanted.first, wanted.first + 40_000))
        // What is written must have left: a reset would take it along.
        setImmediate(() => end(reply))
      }
    })
    expect(Buffer.from(await bytesOf(await task.blob())).equals(content)).toBe(true)
    expect(asked.length).toBeGreaterThan(3)
  })

  it('F9: takes an answer that ends with its connection for whole only when all of it is there', async () => {
    const { task, asked } = await downloadFrom((wanted, reply) => {
      reply.write(head(wanted, 'Connection: close\r\n'))
      const short = wanted.first === partSize && wanted.time === 1
      reply.write(content.subarray(wanted.first, short ? wanted.first + 5 : wanted.end))
      reply.close()
    })
    expect(Buffer.from(await bytesOf(await task.blob())).equals(content)).toBe(true)
    expect(asked).toContain('bytes=100005-199999')
  })

  it('F9: takes no more from an answer than was asked for', async () => {
    const { task } = await downloadFrom((wanted, reply) => {
      reply.write(head(wanted, 'Connection: close\r\n'))
      reply.write(content.subarray(wanted.first, wanted.end + 1000))
      reply.close()
    })
    expect(Buffer.from(await bytesOf(await task.blob())).equals(content)).toBe(true)
  })

  it('F11: goes on after a silence, on another connection', async () => {
    const { task, asked } = await downloadFrom(
      (wanted, reply) => {
        reply.write(head(wanted))
        const stalls = wanted.first === partSize && wanted.time === 1
        reply.write(content.subarray(wanted.first, stalls ? wanted.first + 1000 : wanted.end))
      },
      {},
      { idle: 200 },
    )
    expect(Buffer.from(await bytesOf(await task.blob())).equals(content)).toBe(true)
    expect(asked).toContain('bytes=101000-199999')
  })

  it.each(['pause', 'abort'] as const)('F38: lets them go at %s()', async (end) => {
    const server = await holdingServer(`${head({ first: 0, end: 5000, time: 1 })}begun`)
    const client = new OosClient({ endpoint: server.url })
    const task = new Download(client, { ...object, range: { end: 5000 } })
    const blob = task.blob().catch(() => undefined)
    await vi.waitFor(() => expect(task.progress.loaded).toBe(5))
    void task[end]()
    await expect.poll(() => server.cut).toBe(1)
    await task.abort()
    await blob
  })
})

describe('an object that is stored as gzip', () => {
  const packed = gzipSync(content)

  /** A client of an emulator with such an object, which fetch unpacks. */
  async function setUp(Body: Uint8Array<ArrayBuffer>) {
    const { emulator, url } = await servedEmulator()
    const client = new OosClient({ endpoint: url, credentials: defaultAccount, maxAttempts: 1 })
    await client.send(new CreateBucketCommand({ Bucket: object.Bucket }))
    await client.send(new PutObjectCommand({ ...object, Body, ContentEncoding: 'gzip' }))
    return {
      emulator,
      download: (more?: Partial<DownloadOptions>) =>
        new Download(client, { ...object, partSize, ...more }),
      ranges: () =>
        emulator.requests
          .filter(({ method }) => method === 'GET')
          .map(({ headers }) => headerOf(headers, 'range')),
    }
  }

  it('F46: is fetched as a whole, since its ranges cannot be unpacked', async () => {
    const { download, ranges } = await setUp(packed)
    const task = download()
    expect(Buffer.from(await bytesOf(await task.blob())).equals(content)).toBe(true)
    expect(ranges()).toEqual(['bytes=0-99999', undefined])
    expect(task.progress).toMatchObject({ total: undefined, loaded: size, fraction: 1 })
    expect(task.object?.ContentEncoding).toBe('gzip')
  })

  it('F46: is one request if it is small, and is not judged by the length of its gzip', async () => {
    for (const text of ['a', 'a'.repeat(500_000)]) {
      const { download, ranges } = await setUp(gzipSync(text))
      expect(await (await download().blob()).text()).toBe(text)
      expect(ranges()).toEqual(['bytes=0-99999'])
    }
  })

  it('F46, F9: goes on where it broke off, by asking for all of it again', async () => {
    const { download, emulator, ranges } = await setUp(packed)
    const when = ({ headers }: { headers: readonly (readonly [string, string])[] }) =>
      headerOf(headers, 'range') === undefined
    emulator.faults.on({ operation: 'GetObject', when }).truncate(200_000)
    const reader = download().stream().getReader()
    const parts: Uint8Array[] = []
    for (let part; (part = (await reader.read()).value);) parts.push(part)
    expect(Buffer.concat(parts).equals(content)).toBe(true)
    expect(ranges()).toEqual(['bytes=0-99999', undefined, undefined])
  })

  it('F46: has no parts that could be asked for', async () => {
    const { download } = await setUp(packed)
    const error = await failure(download({ range: { start: 10 } }).blob())
    expect([error.code, error.member]).toEqual(['InvalidInput', 'range'])
  })
})
