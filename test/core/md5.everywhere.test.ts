import { PutObjectCommand } from '@oos-js/commands'
import { contentMD5, md5Base64, type Transport } from '@oos-js/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const abc = 'kAFQmDzST7DWlj99KOF/cg=='

afterEach(() => {
  vi.restoreAllMocks()
})

/** Bytes that do not repeat with any power of two. */
function pattern(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 251)
}

/**
 * Settles when what had been promised before has long come to its end. Only a turn of the event loop lets
 * so many promises through; messages and timers may be late for it, in WebKit above all.
 */
async function turn(): Promise<void> {
  for (let hops = 0; hops < 1000; hops++) await Promise.resolve()
}

describe('md5Base64', () => {
  it.each([
    ['', '1B2M2Y8AsgTpgAmY7PhCfg=='],
    ['a', 'DMF1ucDxtqgxw5niaXcmYQ=='],
    ['abc', abc],
    ['message digest', '+WtpfXy3k41SWi8xqvFh0A=='],
    ['测试/文件 1.txt 😀', '0Ue5ZUNMnr33TydW/gLuMQ=='],
    ['The quick brown fox jumps over the lazy dog', 'nhB9nTcrtoJr2B01QqQZ1g=='],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      'V+30oivjyVWsSdouIQe2eg==',
    ],
  ])('is that of the UTF-8 of %j', async (text, digest) => {
    expect(await md5Base64(text)).toBe(digest)
  })

  it.each([
    ['an ArrayBuffer', bytes('abc').buffer],
    ['a Uint8Array', bytes('abc')],
    ['a view into a larger buffer', bytes('--abc--').subarray(2, 5)],
    ['a DataView', new DataView(bytes('--abc--').buffer, 2, 3)],
    ['a Blob', new Blob(['a', bytes('bc')])],
    ['a part of a Blob', new Blob(['--abc--']).slice(2, 5)],
    ['a File', new File(['abc'], 'abc.txt', { type: 'text/plain' })],
    ['an Int8Array', new Int8Array([97, 98, 99])],
  ])('is that of the bytes of %s', async (_what, body) => {
    expect(await md5Base64(body)).toBe(abc)
  })

  it('is that of the memory behind wider numbers', async () => {
    const view = new Uint16Array(bytes('--abcd--').buffer, 2, 2)
    expect(await md5Base64(view)).toBe('4vxxTEcn7pOV8yTNLn8zHw==')
  })

  it.each([
    [524_287, '6sRnaKyP8G3+esLDH4Ag/A=='],
    [524_288, 'x8FXiMr2Ce0Ggc6hbjQDjg=='],
    [524_289, 'DkIXNOAx7FxhL4GgQI/PRA=='],
    [2_097_151, '003ZVEGNlRZPt0VYpalb3w=='],
    [2_097_152, '0gxG6d5iaHollSyCAYa9Gg=='],
    [2_097_153, 'mFK7gEyD+rSMHprSKe8Hhg=='],
    [5_000_000, 'Iij8TETK959GmQ+R9alDKQ=='],
  ])('is that of a Blob of %i bytes, whatever the slices', async (length, digest) => {
    expect(await md5Base64(new Blob([pattern(length)]))).toBe(digest)
  })

  it('Req 17a: never has more than 512 KiB of a Blob in hand', async () => {
    const slice = vi.spyOn(Blob.prototype, 'slice')
    await md5Base64(new Blob([pattern(5_000_000)]))
    const lengths = slice.mock.calls.map(([start = 0, end = Infinity]) => end - start)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(524_288)
    expect(slice.mock.calls.length).toBeGreaterThanOrEqual(10)
  })

  it('Req 17a: gives the event loop a turn between any two slices', async () => {
    const turned: boolean[] = []
    const before: boolean[] = []
    const { slice } = Blob.prototype
    vi.spyOn(Blob.prototype, 'slice').mockImplementation(function (this: Blob, ...range) {
      const index = turned.push(false) - 1
      void turn().then(() => (turned[index] = true))
      // All but the slice that begins here.
      before.push(turned.slice(0, index).every(Boolean))
      return slice.apply(this, range)
    })
    await md5Base64(new Blob([pattern(5_000_000)]))
    expect(before).toEqual(Array.from({ length: 10 }, () => true))
  })

  it('Req 17a: ends between two slices when it is aborted', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const { slice } = Blob.prototype
    const sliced = vi.spyOn(Blob.prototype, 'slice').mockImplementation(function (
      this: Blob,
      ...range
    ) {
      if (sliced.mock.calls.length === 3) controller.abort(reason)
      return slice.apply(this, range)
    })
    await expect(md5Base64(new Blob([pattern(5_000_000)]), controller.signal)).rejects.toBe(reason)
    expect(sliced.mock.calls).toHaveLength(3)
  })

  it('F36: is not that of a file that gives fewer bytes than it has', async () => {
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockResolvedValueOnce(new ArrayBuffer(0))
    await expect(md5Base64(new Blob([pattern(5_000_000)]))).rejects.toMatchObject({
      name: 'NotReadableError',
      message: '0 of 524288 bytes could be read',
    })
  })

  it('F36: of such a file stops the request before it leaves', async () => {
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockResolvedValueOnce(new ArrayBuffer(0))
    const send = vi.fn<Transport>()
    const client = createClient({ fetch: send })
    client.use('contentMD5', contentMD5())
    const put = new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body: new Blob(['abc']) })
    const { code, attempts } = await failure(client.send(put))
    expect([code, attempts, send.mock.calls.length]).toEqual(['SourceChanged', 0, 0])
  })

  it('reads each byte of a Blob once', async () => {
    const read = vi.spyOn(Blob.prototype, 'arrayBuffer')
    await md5Base64(new Blob([pattern(5_000_000)]))
    const buffers = await Promise.all(
      read.mock.results.map(({ value }) => value as Promise<ArrayBuffer>),
    )
    expect(buffers.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBe(5_000_000)
  })

  it('leaves bytes as they were', async () => {
    const body = bytes('abc')
    await md5Base64(body)
    expect(body).toEqual(bytes('abc'))
  })
})
