import { GetObjectCommand } from '@oos-js/commands'
import { Upload } from '@oos-js/web'
import { expect, it, vi } from 'vitest'
import { createStage } from '../../support/stage/stage.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { streamOf } from '../../support/uploads/stream-of.ts'

const object = { Bucket: 'photos', Key: 'film' }

it.each([1000, 6 * mebibyte])(
  'F37: a stream of %i bytes and unknown length never reaches fetch or XMLHttpRequest',
  async (size) => {
    const stage = await createStage()
    await stage.createBucket(object.Bucket)
    const client = stage.client()
    const file = fileOf(size)
    const send = vi.spyOn(XMLHttpRequest.prototype, 'send')
    const fetched = vi.spyOn(globalThis, 'fetch')
    await new Upload(client, { ...object, source: streamOf(file, 100_000) }).done()
    const bodies = [
      ...send.mock.calls.map(([body]) => body),
      ...fetched.mock.calls.map(([, init]) => init?.body),
    ]
    vi.restoreAllMocks()
    expect(bodies.filter((body) => body instanceof ReadableStream)).toEqual([])
    expect(bodies.filter((body) => body instanceof Blob).length).toBe(
      Math.ceil(size / (5 * mebibyte)),
    )
    const { Body } = await client.send(new GetObjectCommand(object))
    const [got, wanted] = [await Body.arrayBuffer(), await file.arrayBuffer()]
    const isSame = new Uint8Array(got).every(
      (byte, place) => byte === new Uint8Array(wanted)[place],
    )
    expect([got.byteLength, isSame]).toEqual([size, true])
  },
)
