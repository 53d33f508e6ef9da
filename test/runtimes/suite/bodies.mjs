import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { contentMD5, metadataEncoding } from '@oos-js/core'
import { equal, includes, rejection } from './assert.mjs'
import { headerOf } from './stage.mjs'

const object = { Bucket: 'photos', Key: 'a' }
const text = 'Hällo, 世界'
const bytes = new TextEncoder().encode(text)

/** The same content in every kind of body, and the type that is stored for it. */
const kinds = {
  text: [() => text, 'application/octet-stream'],
  bytes: [() => bytes, 'application/octet-stream'],
  'a view of a part of a buffer': [() => padded().subarray(3, 3 + bytes.length)],
  'a DataView': [() => new DataView(padded().buffer, 3, bytes.length)],
  'an ArrayBuffer': [() => bytes.slice().buffer, 'application/octet-stream'],
  'a Blob without a type': [() => new Blob([text]), 'application/octet-stream'],
  'a typed Blob': [() => new Blob([text], { type: 'text/x' }), 'text/x'],
  'a slice of a typed Blob': [
    () => new Blob(['___', text, '___'], { type: 'text/x' }).slice(3, 3 + bytes.length),
    'application/octet-stream',
  ],
  // Bun gives the type a charset at once.
  'a File of type text/plain': [plainFile, plainFile().type],
}

export const bodies = {
  ...Object.fromEntries(
    Object.entries(kinds).map(([kind, [make, type]]) => [
      `sends ${kind}, with its length and type`,
      async ({ open }) => {
        const stage = await open()
        await stage.client().send(new PutObjectCommand({ ...object, Body: make() }))
        const [request] = await stage.requests('PutObject')
        equal(headerOf(request, 'content-length'), String(bytes.length))
        const stored = await stage.stored('a')
        equal(stored.size, bytes.length)
        if (type !== undefined) equal(stored.type, type)
        const { Body } = await stage.client().send(new GetObjectCommand(object))
        equal(await Body.text(), text)
      },
    ]),
  ),

  ...Object.fromEntries(
    [
      ['text', ''],
      ['bytes', new Uint8Array()],
      ['a Blob', new Blob([])],
    ].map(([kind, Body]) => [
      `sends an empty object that is ${kind}`,
      async ({ open }) => {
        const stage = await open()
        await stage.client().send(new PutObjectCommand({ ...object, Body }))
        equal((await stage.stored('a')).size, 0)
      },
    ]),
  ),

  async 'keeps the type that it is told'({ open }) {
    const stage = await open()
    const ContentType = 'Text/HTML; charset=GBK'
    await stage.client().send(new PutObjectCommand({ ...object, Body: text, ContentType }))
    equal((await stage.stored('a')).type, ContentType)
  },

  async 'sends the MD5 of what it sends'({ open }) {
    const stage = await open()
    const client = stage.client()
    client.use('md5', contentMD5())
    await client.send(new PutObjectCommand({ ...object, Body: text }))
    const [request] = await stage.requests('PutObject')
    const { md5 } = await stage.stored('a')
    equal(atob(headerOf(request, 'content-md5')), String.fromCharCode(...bytesOf(md5)))
  },

  async 'sends metadata in any language, and reads it again'({ open }) {
    const stage = await open()
    const client = stage.client()
    client.use('metadata', metadataEncoding('rfc2047'), { step: 'input' })
    const Metadata = { title: '世界', plain: 'a=b' }
    await client.send(new PutObjectCommand({ ...object, Body: text, Metadata }))
    equal((await client.send(new HeadObjectCommand(object))).Metadata, Metadata)
  },

  async 'sends 32 MiB in one piece'({ open }) {
    const stage = await open()
    const Body = new Uint8Array(2 ** 25).fill(7)
    await stage.client().send(new PutObjectCommand({ ...object, Body }))
    equal((await stage.stored('a')).size, 2 ** 25)
  },

  async 'sends a stream with its length, or refuses it and names what to use'({ open, traits }) {
    const stage = await open()
    const Body = streamOf([bytes.subarray(0, 3), bytes.subarray(3)])
    const command = new PutObjectCommand({ ...object, Body, ContentLength: bytes.length })
    if (!traits.sendsStreams) {
      const error = await rejection(stage.client().send(command))
      equal([error.code, error.member, error.attempts], ['InvalidInput', 'Body', 0])
      includes(error.hint, 'Upload')
      return
    }
    await stage.client().send(command)
    const [request] = await stage.requests('PutObject')
    equal(headerOf(request, 'content-length'), String(bytes.length))
    equal(headerOf(request, 'transfer-encoding'), undefined)
    equal((await stage.stored('a')).size, bytes.length)
  },

  async 'stores nothing when a stream breaks off'({ open, traits }) {
    if (!traits.sendsStreams) return
    const stage = await open()
    const Body = streamOf([bytes], new Error('the disk is gone'))
    const error = await rejection(
      stage.client().send(new PutObjectCommand({ ...object, Body, ContentLength: 1000 })),
    )
    equal(error.code, 'SourceChanged')
    includes(error.message, 'the disk is gone')
    equal(await stage.stored('a'), null)
  },

  async 'refuses what is no body, before anything is sent'({ open }) {
    const stage = await open()
    for (const Body of [new FormData(), new URLSearchParams('a=b'), new Response('a'), {}, 7n]) {
      const error = await rejection(stage.client().send(new PutObjectCommand({ ...object, Body })))
      equal([error.code, error.member], ['InvalidInput', 'Body'])
    }
    equal((await stage.requests('PutObject')).length, 0)
  },
}

function plainFile() {
  return new File([text], 'a.txt', { type: 'text/plain' })
}

function padded() {
  return new Uint8Array([1, 2, 3, ...bytes, 4, 5])
}

function bytesOf(hex) {
  return hex.match(/../g).map((pair) => parseInt(pair, 16))
}

/** A stream of these pieces, which ends, or fails if it is given an error. */
function streamOf(pieces, error) {
  const left = [...pieces]
  return new ReadableStream({
    pull(controller) {
      if (left.length > 0) controller.enqueue(left.shift())
      else if (error) controller.error(error)
      else controller.close()
    },
  })
}
