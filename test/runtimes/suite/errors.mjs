import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { isOosError, OosClient } from '@oos-js/core'
import { equal, includes, rejection } from './assert.mjs'
import { credentials } from './stage.mjs'

const object = { Bucket: 'photos', Key: 'a' }

export const errors = {
  async 'names what the service refused, where, and its request'({ open }) {
    const stage = await open()
    const error = await rejection(stage.client().send(new GetObjectCommand(object)))
    equal(isOosError(error, 'NoSuchKey'), true)
    const { status, operation, bucket, key, attempts } = error
    equal([status, operation, bucket, key, attempts], [404, 'GetObject', 'photos', 'a', 1])
    equal(typeof error.requestId, 'string')
  },

  async 'names what HEAD can only tell by its status'({ open }) {
    const stage = await open()
    equal((await rejection(stage.client().send(new HeadObjectCommand(object)))).code, 'NotFound')
  },

  async 'tells what differs when a signature is refused, but no secret'({ open }) {
    const stage = await open()
    const secretAccessKey = 'wrong/secret+0000000000000000000000000001'
    const client = stage.client({ credentials: { ...credentials, secretAccessKey } })
    const error = await rejection(client.send(new GetObjectCommand(object)))
    equal([error.code, error.status], ['SignatureDoesNotMatch', 403])
    equal(`${error.stack}${error.hint}${JSON.stringify(error)}`.includes(secretAccessKey), false)
  },

  async 'is a NetworkError where nobody listens, with its cause'({ call }) {
    const client = new OosClient({ endpoint: await call('nobody'), credentials, maxAttempts: 1 })
    const error = await rejection(client.send(new GetObjectCommand(object)))
    equal(error.code, 'NetworkError')
    equal(error.cause !== undefined, true, 'has a cause')
  },

  async 'is a NetworkError when the connection breaks'({ open }) {
    const stage = await open()
    // Often: some runtimes send a request again by themselves.
    await stage.fault({ operation: 'PutObject' }, ['drop', ['uploading']], ['times', [9]])
    const Body = new Uint8Array(2 ** 22)
    const error = await rejection(
      stage.client({ maxAttempts: 1 }).send(new PutObjectCommand({ ...object, Body })),
    )
    equal(error.code, 'NetworkError')
  },

  async 'knows conditions that are not met'({ open }) {
    const stage = await open()
    const client = stage.client()
    const { ETag } = await client.send(new PutObjectCommand({ ...object, Body: 'Hi' }))
    const notModified = client.send(new GetObjectCommand({ ...object, IfNoneMatch: ETag }))
    equal((await rejection(notModified)).code, 'NotModified')
    const changed = client.send(new GetObjectCommand({ ...object, IfMatch: '"other"' }))
    equal((await rejection(changed)).code, 'PreconditionFailed')
  },

  async 'takes no page of a portal for an answer'({ open }) {
    const stage = await open()
    const body = '<html><title>Welcome to the hotel</title></html>'
    const headers = { 'content-type': 'text/html' }
    await stage.answer({ operation: 'ListObjects' }, { status: 200, headers, body })
    const error = await rejection(
      stage.client({ maxAttempts: 1 }).send(new ListObjectsCommand({ Bucket: 'photos' })),
    )
    equal(error.code, 'InvalidResponse')
    includes(error.message, 'Welcome to the hotel')
  },

  async 'follows no redirect'({ open }) {
    const stage = await open()
    const other = await open()
    const headers = { location: `${other.url}/photos/a` }
    await stage.answer({ operation: 'GetObject' }, { status: 307, headers, body: null })
    const error = await rejection(stage.client().send(new GetObjectCommand(object)))
    equal(error.code, 'Redirect')
    equal((await other.requests('GetObject')).length, 0)
  },

  async 'refuses bad input before anything is sent, and names the member'({ open }) {
    const stage = await open()
    const refused = [
      [{ ...object, Key: '' }, 'Key'],
      [{ ...object, Key: 'a/../b' }, 'Key'],
      [{ ...object, Bucket: 'a/b' }, 'Bucket'],
    ]
    for (const [input, member] of refused) {
      const error = await rejection(stage.client().send(new GetObjectCommand(input)))
      equal([error.code, error.member, error.attempts], ['InvalidInput', member, 0])
    }
    equal((await stage.requests('GetObject')).length, 0)
  },

  async 'tells a refusal that comes before the upload is over, or that the connection broke'({
    call,
  }) {
    const endpoint = await call('refusing')
    const client = new OosClient({ endpoint, credentials, maxAttempts: 1 })
    const Body = new Uint8Array(2 ** 25)
    const error = await rejection(client.send(new PutObjectCommand({ ...object, Body })))
    equal(/^(AccessDenied|NetworkError)$/.test(error.code), true, error.code)
  },
}
