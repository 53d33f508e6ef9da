import {
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { equal, includes, rejection } from './assert.mjs'

const object = { Bucket: 'photos', Key: 'a' }
const bucket = new HeadBucketCommand({ Bucket: 'photos' })

/** Milliseconds: how long a limit is waited for. Nothing here is quicker for being shorter than that. */
const limit = 200

export const timeLimits = {
  async 'gives up an answer that does not come'({ open }) {
    const stage = await open()
    await stage.hold({ operation: 'HeadBucket' })
    const timeout = { firstByte: limit }
    const error = await rejection(stage.client({ maxAttempts: 1, timeout }).send(bucket))
    equal(error.code, 'Timeout')
    includes(error.message, 'timeout.firstByte')
  },

  async 'asks again after a request that was given up'({ open }) {
    const stage = await open()
    await stage.fault({ operation: 'HeadBucket' }, ['stall', []])
    const timeout = { firstByte: limit }
    const { $metadata } = await stage.client({ timeout }).send(bucket)
    equal($metadata.attempts, 2)
  },

  async 'gives up a document that falls silent'({ open }) {
    const stage = await open()
    await stage.fault({ operation: 'ListObjects' }, ['stall', [20]])
    const timeout = { idle: limit }
    const error = await rejection(
      stage.client({ maxAttempts: 1, timeout }).send(new ListObjectsCommand({ Bucket: 'photos' })),
    )
    equal(error.code, 'Timeout')
    includes(error.message, 'timeout.idle')
  },

  async 'gives up content that falls silent'({ open }) {
    const stage = await open()
    const client = stage.client({ timeout: { idle: limit } })
    await client.send(new PutObjectCommand({ ...object, Body: new Uint8Array(2 ** 20) }))
    await stage.fault({ operation: 'GetObject' }, ['stall', [1000]])
    const { Body } = await client.send(new GetObjectCommand(object))
    equal((await rejection(Body.arrayBuffer())).code, 'Timeout')
  },

  async 'ends a call that takes too long in all'({ open }) {
    const stage = await open()
    await stage.fault(
      { operation: 'HeadBucket' },
      ['fail', ['SlowDown', { retryAfter: 100 }]],
      ['times', [9]],
    )
    const error = await rejection(stage.client().send(bucket, { timeout: { total: limit } }))
    equal(error.code, 'Timeout')
    includes(error.message, 'timeout.total')
  },

  async 'keeps no timer that would hold a call back'({ open }) {
    const stage = await open()
    const { $metadata } = await stage.client({ timeout: { firstByte: 2 ** 31 - 1 } }).send(bucket)
    equal($metadata.status, 200)
  },
}
