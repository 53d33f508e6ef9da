import { GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { verifyContent } from '@oos-js/core'
import { equal, rejection } from './assert.mjs'
import { blobOf, checksum } from './pseudo-random.mjs'

const object = { Bucket: 'photos', Key: 'film' }

/** `compressible ` ten times, by gzip: edge-runtime has no CompressionStream. */
const packed = 'H4sIAAAAAAACA0vOzy0oSi0uzkzKSVVIHggOAA3u9oWCAAAA'

/** A stage with an object of that many bytes in it. */
async function withObject(open, size, more) {
  const stage = await open()
  const Body = blobOf(size)
  await stage.client().send(new PutObjectCommand({ ...object, Body, ...more }))
  return stage
}

export const downloads = {
  async 'gives content as text, bytes, Blob and JSON'({ open }) {
    const stage = await open()
    const client = stage.client()
    await client.send(new PutObjectCommand({ ...object, Body: '{"a":"世"}', ContentType: 'a/b' }))
    const get = async () => (await client.send(new GetObjectCommand(object))).Body
    equal(await (await get()).text(), '{"a":"世"}')
    equal(await (await get()).json(), { a: '世' })
    equal((await (await get()).arrayBuffer()).byteLength, 11)
    const blob = await (await get()).blob()
    equal([blob.size, blob.type], [11, 'a/b'])
  },

  async 'gives 16 MiB piece by piece'({ open }) {
    const size = 2 ** 24
    const stage = await withObject(open, size)
    const { Body, ContentLength } = await stage.client().send(new GetObjectCommand(object))
    equal(ContentLength, size)
    const reader = Body.body.getReader()
    let [received, sum] = [0, 0]
    for (let part; (part = (await reader.read()).value); received += part.byteLength) {
      sum = checksum(part, sum)
    }
    equal(received, size)
    equal(sum, checksum(new Uint8Array(await blobOf(size).arrayBuffer())))
  },

  async 'gives the first bytes before the last ones have been sent'({ open }) {
    const stage = await withObject(open, 2 ** 22)
    await stage.fault({ operation: 'GetObject' }, ['stall', [2 ** 21]])
    const { Body } = await stage.client().send(new GetObjectCommand(object))
    const reader = Body.body.getReader()
    const { value } = await reader.read()
    equal(value.byteLength > 0, true)
    await reader.cancel()
  },

  async 'gives a range'({ open }) {
    const stage = await withObject(open, 1000)
    const { Body, ContentRange, $metadata } = await stage
      .client()
      .send(new GetObjectCommand({ ...object, Range: 'bytes=10-19' }))
    equal([$metadata.status, ContentRange], [206, 'bytes 10-19/1000'])
    const whole = new Uint8Array(await blobOf(1000).arrayBuffer())
    equal([...new Uint8Array(await Body.arrayBuffer())], [...whole.subarray(10, 20)])
  },

  async 'fails when content breaks off, and says how much came'({ open }) {
    const stage = await withObject(open, 100_000)
    await stage.fault({ operation: 'GetObject' }, ['truncate', [50_000]])
    const { Body } = await stage.client().send(new GetObjectCommand(object))
    const error = await rejection(Body.arrayBuffer())
    equal([error.name, error.operation, error.key], ['OosError', 'GetObject', 'film'])
    equal(/^(Integrity|NetworkError)$/.test(error.code), true, error.code)
  },

  async 'frees the connection of content that nobody wants'({ open }) {
    const stage = await withObject(open, 2 ** 24)
    const { Body } = await stage.client().send(new GetObjectCommand(object))
    await Body.cancel()
    await stage.client().send(new GetObjectCommand({ ...object, Range: 'bytes=0-0' }))
  },

  async 'is an empty object'({ open }) {
    const stage = await withObject(open, 0)
    const { Body, ContentLength } = await stage.client().send(new GetObjectCommand(object))
    equal([ContentLength, await Body.text()], [0, ''])
  },

  async 'gives text that was stored compressed, whoever unpacks it'({ open }) {
    const stage = await open()
    const Body = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
    await stage
      .client()
      .send(new PutObjectCommand({ ...object, Body, ContentEncoding: 'gzip', ContentType: 'a/b' }))
    const got = await stage.client().send(new GetObjectCommand(object))
    equal(await got.Body.text(), 'compressible '.repeat(10))
  },

  async 'checks content against its ETag when asked to'({ open }) {
    const stage = await withObject(open, 100_000)
    const client = stage.client()
    client.use('verify', verifyContent())
    // Before the object's own, which a browser may have kept by the second request.
    const headers = { etag: '"900150983cd24fb0d6963f7d28e17f72"', 'content-type': 'a/b' }
    await stage.answer({ operation: 'GetObject' }, { status: 200, headers, body: 'abd' })
    const bad = await client.send(new GetObjectCommand(object))
    equal((await rejection(bad.Body.text())).code, 'Integrity')
    const good = await client.send(new GetObjectCommand(object))
    equal((await good.Body.arrayBuffer()).byteLength, 100_000)
  },
}
