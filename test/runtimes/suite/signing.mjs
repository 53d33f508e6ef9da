import { GetObjectCommand, HeadBucketCommand, PutObjectCommand } from '@oos-js/commands'
import { handleSignRequest, OosClient, remoteSigner, stringToSign } from '@oos-js/core'
import { equal, rejection } from './assert.mjs'
import { credentials, headerOf } from './stage.mjs'
import { withProperty } from './with-property.mjs'

const object = { Bucket: 'photos', Key: 'a b/+%#?中文😀.txt' }

export const signing = {
  async 'reproduces the string to sign of every worked example'({ call }) {
    const vectors = await call('vectors')
    equal(vectors.length > 30, true)
    for (const { id, method, headers, url, stringToSign: wanted } of vectors) {
      const [, host, target] = /^https?:\/\/([^/]+)(.*)$/s.exec(url)
      const expires = /[?&]Expires=(\d+)/.exec(target)?.[1]
      const bucket = bucketOf(host)
      equal(stringToSign({ method, target, headers, bucket, expires }), wanted, id)
    }
  },

  async 'has a WebCrypto that reproduces the signature of every worked example'({ call }) {
    for (const example of await call('vectors')) {
      const { id, secretAccessKey, stringToSign: text, signature } = example
      equal(await hmac(secretAccessKey, text), signature, id)
    }
  },

  async 'signs what a server that shares no code accepts'({ open }) {
    const client = (await open()).client()
    await client.send(new PutObjectCommand({ ...object, Body: 'Hi', Metadata: { a: 'b, c' } }))
    const { Body } = await client.send(
      new GetObjectCommand({ ...object, ResponseContentDisposition: 'attachment; filename="a b"' }),
    )
    equal(await Body.text(), 'Hi')
  },

  async 'signs with a SHA-1 of its own where WebCrypto is withheld'({ open, traits }) {
    // Where the global cannot be taken away, nobody can withhold it.
    if (traits.sealsCrypto) return
    const stage = await open()
    await withProperty(globalThis, 'crypto', {}, () =>
      stage.client().send(new PutObjectCommand({ ...object, Body: 'Hi' })),
    )
    equal((await stage.stored(object.Key)).size, 2)
  },

  async 'signs through a server that alone has the secret'({ open }) {
    const stage = await open()
    const rules = { credentials, buckets: ['photos'], keyPrefixes: ['a b/'] }
    const fetch = (url, init) => handleSignRequest(new Request(url, init), rules)
    const sign = remoteSigner('http://signer.test/', { fetch })
    const client = new OosClient({ endpoint: stage.url, sign })
    await client.send(new PutObjectCommand({ ...object, Body: 'Hi' }))
    equal((await stage.stored(object.Key)).size, 2)
    const error = await rejection(
      client.send(new PutObjectCommand({ ...object, Key: 'other', Body: 'Hi' })),
    )
    equal(error.code, 'AccessDenied')
  },

  async 'sends its date in x-amz-date, and never an Expect'({ open }) {
    const stage = await open()
    await stage.client().send(new PutObjectCommand({ ...object, Body: 'x'.repeat(2 ** 20) }))
    const [request] = await stage.requests('PutObject')
    equal(Number.isNaN(Date.parse(headerOf(request, 'x-amz-date'))), false)
    equal(headerOf(request, 'expect'), undefined)
  },

  async 'learns the clock of a service that is an hour ahead'({ open }) {
    const stage = await open({ skew: 3_600_000 })
    const client = stage.client()
    const { $metadata } = await client.send(new HeadBucketCommand({ Bucket: 'photos' }))
    equal($metadata.attempts, 2)
    const again = await client.send(new HeadBucketCommand({ Bucket: 'photos' }))
    equal(again.$metadata.attempts, 1)
  },
}

async function hmac(secret, text) {
  const encode = (value) => new TextEncoder().encode(value)
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', encode(secret), algorithm, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(text)))
  return btoa(String.fromCharCode(...bytes))
}

/** The bucket that the host of a worked example names, if it names one. */
function bucketOf(host) {
  if (host === 'static.johnsmith.net:8080') return 'static.johnsmith.net'
  if (/^(?:s3\.amazonaws\.com|oos[^.]*\.ctyunapi\.cn)$/.test(host)) return undefined
  return host.split('.')[0]
}
