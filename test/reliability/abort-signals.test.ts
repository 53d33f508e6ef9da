import { GetObjectCommand, ListObjectsCommand, PutObjectCommand } from '@oos-js/commands'
import { pool } from '@oos-js/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, rejection } from '../core/support/client.ts'

const object = { Bucket: 'bucket', Key: 'key' }
const fifty = Array.from({ length: 50 }, (_, index) => index)
const warned: string[] = []
const listen = ({ name }: Error) => warned.push(name)

beforeEach(() => {
  warned.length = 0
  process.on('warning', listen)
})

afterEach(() => {
  process.off('warning', listen)
  vi.restoreAllMocks()
})

/** Node emits its warnings in a tick of their own. */
async function warnings(): Promise<string[]> {
  await new Promise((resolve) => setImmediate(resolve))
  return warned
}

describe('one signal for fifty parallel calls', () => {
  it('F38: ends them all, and Node warns of no leak', async () => {
    const reason = new Error('enough')
    const { client, sent } = createClient(() => new Promise(() => undefined))
    const controller = new AbortController()
    const { signal } = controller
    const failures = fifty.map(() =>
      rejection(client.send(new GetObjectCommand(object), { signal })),
    )
    await vi.waitUntil(() => sent.length === 50)
    controller.abort(reason)
    expect(new Set(await Promise.all(failures))).toEqual(new Set([reason]))
    expect(sent.filter((request) => request.signal?.reason !== reason)).toEqual([])
    expect(await warnings()).toEqual([])
  })

  it('F38: has no listener left when they are done', async () => {
    const { client } = createClient(() => new Response('content'))
    const { signal } = new AbortController()
    const live = new Set<unknown>()
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    vi.spyOn(signal, 'addEventListener').mockImplementation((type, listener) => {
      live.add(listener)
      add(type, listener as EventListener)
    })
    vi.spyOn(signal, 'removeEventListener').mockImplementation((type, listener) => {
      live.delete(listener)
      remove(type, listener as EventListener)
    })
    const bodies = await Promise.all(
      fifty.map(async () => (await client.send(new GetObjectCommand(object), { signal })).Body),
    )
    expect(live.size).toBe(1)
    await Promise.all(bodies.map((body) => body.text()))
    expect([live.size, await warnings()]).toEqual([0, []])
  })

  it('F38: serves fifty pools as well', async () => {
    const { signal } = new AbortController()
    await Promise.all(fifty.map(() => pool([1, 2, 3], 2, signal, async (item) => item)))
    expect(await warnings()).toEqual([])
  })
})

describe('one call of many attempts', () => {
  it('F38: has no more listeners than of few', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client, sent } = createClient(() => new Response(null, { status: 503 }), {
      maxAttempts: 30,
    })
    const { signal } = new AbortController()
    await rejection(client.send(new ListObjectsCommand({ Bucket: 'bucket' }), { signal }))
    await rejection(client.send(new PutObjectCommand({ ...object, Body: 'a' }), { signal }))
    expect([sent.length, await warnings()]).toEqual([60, []])
  })
})
