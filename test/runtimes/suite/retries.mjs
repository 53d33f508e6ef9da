import { GetObjectCommand, ListObjectsCommand, PutObjectCommand } from '@oos-js/commands'
import { equal, rejection } from './assert.mjs'
import { credentials } from './stage.mjs'

const object = { Bucket: 'photos', Key: 'a' }
const put = () => new PutObjectCommand({ ...object, Body: new Blob(['Hi']) })

export const retries = {
  async 'sends again what was refused for a passing reason'({ open }) {
    const stage = await open()
    await stage.fault({ operation: 'PutObject' }, ['fail', ['SlowDown', { retryAfter: 0 }]])
    await stage.fault({ operation: 'PutObject' }, ['fail', ['InternalError']])
    const { $metadata } = await stage.client().send(put())
    equal([$metadata.attempts, (await stage.stored('a')).size], [3, 2])
  },

  async 'sends again what got no answer'({ open }) {
    const stage = await open()
    await stage.fault({ operation: 'PutObject' }, ['drop', ['before']])
    await stage.client().send(put())
    // Bun and Chromium send a request again by themselves when a connection that was kept open breaks.
    equal((await stage.requests('PutObject')).length, 2)
    equal((await stage.stored('a')).size, 2)
  },

  async 'sends again what was done and not acknowledged'({ open }) {
    const stage = await open()
    await stage.fault({ operation: 'PutObject' }, ['drop', ['after']])
    await stage.client().send(put())
    equal((await stage.requests('PutObject')).length, 2)
    equal((await stage.stored('a')).size, 2)
  },

  async 'asks again for a document that broke off'({ open }) {
    const stage = await open()
    await stage.client().send(put())
    await stage.fault({ operation: 'ListObjects' }, ['truncate', [60]])
    const { Contents, $metadata } = await stage
      .client()
      .send(new ListObjectsCommand({ Bucket: 'photos' }))
    equal([Contents.map(({ Key }) => Key), $metadata.attempts], [['a'], 2])
  },

  async 'waits as long as it is told'({ open }) {
    const stage = await open()
    await stage.fault({ operation: 'PutObject' }, ['fail', ['SlowDown', { retryAfter: 1 }]])
    const { $metadata } = await stage.client().send(put())
    equal($metadata.attempts, 2)
  },

  async 'gives up after as many attempts as allowed, and tells them all'({ open }) {
    const stage = await open()
    await stage.fault({ operation: 'PutObject' }, ['fail', ['InternalError']], ['times', [9]])
    const error = await rejection(stage.client({ maxAttempts: 2 }).send(put()))
    equal([error.code, error.attempts, error.earlier.length], ['InternalError', 2, 1])
    equal((await stage.requests('PutObject')).length, 2)
  },

  async 'sends nothing again that was refused for good'({ open }) {
    const stage = await open()
    const error = await rejection(stage.client().send(new GetObjectCommand(object)))
    equal([error.code, error.attempts], ['NoSuchKey', 1])
  },

  async 'asks for other credentials when those it has are refused'({ open }) {
    const stage = await open()
    const given = [{ accessKeyId: 'ENDED', secretAccessKey: 'long/ago' }, credentials]
    const client = stage.client({ credentials: async () => given.shift() })
    const { $metadata } = await client.send(new ListObjectsCommand({ Bucket: 'photos' }))
    equal([$metadata.attempts, given.length], [2, 0])
  },
}
