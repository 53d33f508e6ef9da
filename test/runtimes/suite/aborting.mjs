import { GetObjectCommand, HeadBucketCommand, PutObjectCommand } from '@oos-js/commands'
import { equal, rejection } from './assert.mjs'
import { withProperty } from './with-property.mjs'

const object = { Bucket: 'photos', Key: 'a' }
const reason = { why: 'the user left' }

export const aborting = {
  async 'sends nothing once it is aborted, and rejects with the reason'({ open }) {
    const stage = await open()
    const signal = AbortSignal.abort(reason)
    const error = await rejection(
      stage.client().send(new PutObjectCommand({ ...object, Body: 'Hi' }), { signal }),
    )
    equal(error === reason, true, 'the reason itself')
    equal((await stage.requests('PutObject')).length, 0)
  },

  async 'ends a request that waits for its answer'({ open }) {
    const stage = await open()
    const { arrived } = await stage.hold({ operation: 'HeadBucket' })
    const controller = new AbortController()
    const { signal } = controller
    const call = rejection(
      stage.client().send(new HeadBucketCommand({ Bucket: 'photos' }), { signal }),
    )
    await arrived()
    controller.abort(reason)
    equal((await call) === reason, true, 'the reason itself')
  },

  async 'ends a download that is being read'({ open }) {
    const stage = await open()
    const client = stage.client()
    await client.send(new PutObjectCommand({ ...object, Body: new Uint8Array(2 ** 20) }))
    await stage.fault({ operation: 'GetObject' }, ['stall', [1000]])
    const controller = new AbortController()
    const { signal } = controller
    const { Body } = await client.send(new GetObjectCommand(object), { signal })
    const reading = rejection(Body.arrayBuffer())
    controller.abort(reason)
    equal((await reading) === reason, true, 'the reason itself')
  },

  async 'ends the wait before another attempt'({ open }) {
    const stage = await open()
    await stage.fault(
      { operation: 'HeadBucket' },
      ['fail', ['SlowDown', { retryAfter: 100 }]],
      ['times', [9]],
    )
    const controller = new AbortController()
    const { signal } = controller
    const client = stage.client()
    client.use(
      'abort once it failed',
      async (call, next) => {
        try {
          return await next(call)
        } finally {
          setTimeout(() => controller.abort(reason), 0)
        }
      },
      { step: 'attempt' },
    )
    const call = client.send(new HeadBucketCommand({ Bucket: 'photos' }), { signal })
    equal((await rejection(call)) === reason, true, 'the reason itself')
    equal((await stage.requests('HeadBucket')).length, 1)
  },

  async 'needs no AbortSignal.any and no AbortSignal.timeout'({ open }) {
    const stage = await open()
    const { signal } = new AbortController()
    const head = () => stage.client().send(new HeadBucketCommand({ Bucket: 'photos' }), { signal })
    const { $metadata } = await withProperty(AbortSignal, 'any', undefined, () =>
      withProperty(AbortSignal, 'timeout', undefined, head),
    )
    equal($metadata.status, 200)
  },
}
