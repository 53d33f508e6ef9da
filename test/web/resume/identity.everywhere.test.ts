import { identityOf } from '@oos-js/web'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fileOf } from '../../support/upload.ts'

const mebibyte = 1_048_576
const bytes = new Uint8Array(await fileOf(2 * mebibyte).arrayBuffer())

function film(content: Uint8Array<ArrayBuffer> = bytes, name = 'film.mp4', lastModified = 1): File {
  return new File([content], name, { lastModified, type: 'video/mp4' })
}

function changedAt(index: number): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice()
  copy[index]! ^= 1
  return copy
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the identity of a file', () => {
  it('is the same for the same file, chosen twice', async () => {
    expect(await identityOf(film())).toBe(await identityOf(film()))
  })

  it.each([
    ['name', film(bytes, 'other.mp4')],
    ['time of change', film(bytes, 'film.mp4', 2)],
    ['size', film(bytes.subarray(1))],
    ['beginning', film(changedAt(0))],
    ['middle', film(changedAt(mebibyte))],
    ['end', film(changedAt(2 * mebibyte - 1))],
  ])('Req 2b: is another one if its %s differs', async (_what, other) => {
    expect(await identityOf(other)).not.toBe(await identityOf(film()))
  })

  it('reads 192 KiB, however large the file', async () => {
    const read = vi.spyOn(Blob.prototype, 'arrayBuffer')
    await identityOf(film())
    const buffers = await Promise.all(
      read.mock.results.map(({ value }) => value as Promise<ArrayBuffer>),
    )
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual([196_608])
  })

  it.each([0, 1, 65_536, 100_000])('is there for %i bytes without a name', async (size) => {
    const blob = new Blob([new Uint8Array(size)])
    expect(await identityOf(blob)).toBe(await identityOf(new Blob([new Uint8Array(size)])))
    expect(await identityOf(blob)).not.toBe(await identityOf(new Blob([new Uint8Array(size + 1)])))
  })

  it('does without a digest where WebCrypto is missing, as on pages without https', async () => {
    vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as never)
    expect(await identityOf(film())).toBe('["film.mp4",2097152,1]')
  })
})
