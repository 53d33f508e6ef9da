import { GetObjectCommand } from '@oos-js/commands'
import { Upload } from '@oos-js/web'
import { equal, rejection } from './assert.mjs'
import { blobOf, checksum } from './pseudo-random.mjs'

const object = { Bucket: 'photos', Key: 'film.mp4' }
const mebibyte = 2 ** 20

export const uploads = {
  async 'sends 64 MiB in parts, with progress, and reads them back'({ open }) {
    const stage = await open()
    const source = blobOf(64 * mebibyte)
    const upload = new Upload(stage.client(), {
      ...object,
      source,
      partSize: 8 * mebibyte,
      progressInterval: 0,
    })
    const fractions = []
    upload.addEventListener('progress', ({ detail }) => fractions.push(detail.fraction))
    await upload.done()
    equal(
      fractions,
      [...fractions].sort((a, b) => a - b),
      'progress',
    )
    equal([fractions.length >= 8, fractions.at(-1)], [true, 1])
    equal((await stage.requests('UploadPart')).length, 8)
    equal((await stage.stored(object.Key)).size, 64 * mebibyte)

    const { Body } = await stage.client().send(new GetObjectCommand(object))
    let sum = 0
    const reader = Body.body.getReader()
    for (let part; (part = (await reader.read()).value);) sum = checksum(part, sum)
    equal(sum, checksum(new Uint8Array(await source.arrayBuffer())), 'content')
  },

  async 'sends a small file at once'({ open }) {
    const stage = await open()
    await new Upload(stage.client(), { ...object, source: blobOf(1000) }).done()
    equal((await stage.requests('PutObject')).length, 1)
    equal((await stage.stored(object.Key)).size, 1000)
  },

  async 'sends a part again that failed'({ open }) {
    const stage = await open()
    await stage.fault({ operation: 'UploadPart', part: 2 }, ['drop', ['uploading']])
    await new Upload(stage.client(), { ...object, source: blobOf(12 * mebibyte) }).done()
    equal((await stage.stored(object.Key)).size, 12 * mebibyte)
  },

  async 'leaves nothing behind when it is aborted'({ open }) {
    const stage = await open()
    const { arrived } = await stage.hold({ operation: 'UploadPart', part: 3 })
    const upload = new Upload(stage.client(), { ...object, source: blobOf(12 * mebibyte) })
    const done = rejection(upload.done())
    await arrived()
    await upload.abort(new Error('stop'))
    equal((await done).message, 'stop')
    equal(await stage.uploads(), 0)
  },

  async 'says why a part was refused'({ open }) {
    const stage = await open()
    await stage.fault(
      { operation: 'UploadPart', part: 1 },
      ['fail', ['AccessDenied']],
      ['times', [9]],
    )
    const upload = new Upload(stage.client(), { ...object, source: blobOf(12 * mebibyte) })
    equal((await rejection(upload.done())).code, 'AccessDenied')
    await upload.abort()
    equal(await stage.uploads(), 0)
  },
}
