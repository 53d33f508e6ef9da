import { md5Base64, type TransportInit } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.ts'
import { operations } from '../../support/sent.ts'
import { fileOf, mebibyte, partOf, setStage } from '../../support/upload.ts'
import { expectExact } from '../../support/uploads/expect-exact.ts'
import { createLab } from '../../support/uploads/lab.ts'
import { streamOf } from '../../support/uploads/stream-of.ts'

const partSize = 5 * mebibyte
const pieceSize = 64 * 1024

describe('a stream', () => {
  it.each([1, 2, 4])(
    'Req 16: is read no further than %i parts and one ahead of what is confirmed',
    async (concurrency) => {
      const lab = await createLab({ xhr: true })
      const file = fileOf(41 * mebibyte)
      let most = 0
      const source = streamOf(file, pieceSize, (read) => {
        most = Math.max(most, read - upload.progress.confirmed)
      })
      const upload = lab.upload(source, { concurrency })
      await lab.settle(upload.done(), upload)
      await expectExact(lab, file)
      expect(most).toBeGreaterThan(partSize * concurrency)
      expect(most).toBeLessThanOrEqual(partSize * (concurrency + 1) + pieceSize)
    },
  )

  it('Req 16: is read no further while the service waits to be left alone', async () => {
    const lab = await createLab({ xhr: true })
    lab.emulator.faults
      .on({ operation: 'UploadPart', part: 1 })
      .fail('SlowDown', { retryAfter: 90 })
    let read = 0
    const file = fileOf(41 * mebibyte)
    const upload = lab.upload(
      streamOf(file, pieceSize, (bytes) => (read = bytes)),
      { concurrency: 1 },
    )
    const done = upload.done()
    await lab.until(() => upload.progress.phase === 'waiting', upload)
    expect(read).toBeLessThanOrEqual(2 * partSize + pieceSize)
    await lab.settle(done, upload)
    await expectExact(lab, file)
  })

  it('F37: is sent as Blobs of its parts, whatever its pieces are', async () => {
    for (const size of [1, 1000, 7 * mebibyte]) {
      const bodies: TransportInit['body'][] = []
      const stage = await setStage((send) => (url, init) => {
        if (partOf(url) !== undefined) bodies.push(init.body)
        return send(url, init)
      })
      const length = size === 1 ? 1000 : 11 * mebibyte
      await stage.upload(streamOf(fileOf(length), size) as never, { md5: false }).done()
      expect(bodies.map((body) => body instanceof Blob && body.size)).toEqual(
        size === 1 ? [] : [partSize, partSize, mebibyte],
      )
    }
  })

  it('F35: that breaks off ends the upload with its reason, and nothing is put together', async () => {
    const lab = await createLab({ xhr: true })
    const broken = new Error('the disk was removed')
    let read = 0
    const source = new ReadableStream<Uint8Array>({
      pull(controller) {
        read += mebibyte
        if (read > 7 * mebibyte) controller.error(broken)
        else controller.enqueue(new Uint8Array(mebibyte))
      },
    })
    const upload = lab.upload(source)
    const error = await failure(lab.settle(upload.done(), upload))
    expect(error).toMatchObject({ code: 'SourceChanged', cause: broken, member: 'source' })
    expect(lab.count('CompleteMultipartUpload')).toBe(0)
    await lab.settle(upload.abort(), upload)
    expect(lab.emulator.uploads.size).toBe(0)
  })
})

describe('hashing', () => {
  it('Req 17a: goes on while parts are sent', async () => {
    const lab = await createLab({ xhr: true })
    lab.trouble({ operation: 'UploadPart', part: 1 }, 'stall halfway')
    const hashed: number[] = []
    const upload = lab.upload(fileOf(16 * mebibyte), {
      concurrency: 2,
      md5: async (content) => {
        hashed.push(lab.count('UploadPart', 1))
        return md5Base64(content)
      },
    })
    const done = upload.done()
    await lab.until(() => hashed.length === 4, upload)
    expect([hashed.at(-1), upload.progress.phase]).toEqual([1, 'uploading'])
    await lab.settle(done, upload)
  })
})

describe('a file', () => {
  /** A file whose slices say their size and are read otherwise, from a byte on. */
  function fileThat(reads: (slice: Blob) => Promise<ArrayBuffer>, from: number): Blob {
    const file = fileOf(11 * mebibyte)
    const spoil = (slice: Blob): Blob =>
      Object.assign(slice, {
        slice: () => spoil(new Blob(['x'])),
        arrayBuffer: () => reads(slice),
        stream: () => new ReadableStream({ pull: () => Promise.reject(unreadable()) }),
      })
    return Object.assign(file, {
      slice(start: number, end: number) {
        const slice = new Blob([file]).slice(start, end)
        return end > from ? spoil(slice) : slice
      },
    })
  }
  const unreadable = (): DOMException => new DOMException('It was changed', 'NotReadableError')

  it.each([true, false])(
    'F36: whose slices are read as nothing is sent nowhere: hashed before, %s',
    async (md5) => {
      const { emulator, upload, sent } = await setStage()
      const source = fileThat(() => Promise.resolve(new ArrayBuffer(0)), 0)
      const error = await failure(upload(source, { md5 }).done())
      expect([error.code, sent('UploadPart')]).toEqual(['SourceChanged', []])
      expect(operations(emulator)).not.toContain('CompleteMultipartUpload')
    },
  )

  it.each([true, false])(
    'F35: that is changed during the upload ends it at once, and nothing is put together: hashed before, %s',
    async (md5) => {
      const lab = await createLab({ xhr: true })
      const source = fileThat(() => Promise.reject(unreadable()), partSize)
      const upload = lab.upload(source, { md5, concurrency: 1 })
      const error = await failure(lab.settle(upload.done(), upload))
      expect(error).toMatchObject({ code: 'SourceChanged', key: 'film' })
      expect([1, 2, 3].map((part) => lab.count('UploadPart', part))).toEqual([1, 0, 0])
      expect(lab.count('CompleteMultipartUpload')).toBe(0)
      await lab.settle(upload.abort(), upload)
      expect(lab.emulator.uploads.size).toBe(0)
    },
  )
})
