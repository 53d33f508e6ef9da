import { HeadBucketCommand } from '@oos-js/commands'
import type { Transport, TransportInit } from '@oos-js/core'
import { afterEach, expect, it, vi } from 'vitest'
import { createClient, rejection } from './support/client.js'

afterEach(() => {
  vi.unstubAllGlobals()
})

const command = new HeadBucketCommand({ Bucket: 'bucket' })

/** A transport that never answers, and what it was told of the end. */
function silent(asked = (): void => undefined): { transport: Transport; told: unknown[] } {
  const told: unknown[] = []
  const transport: Transport = (_url, _init, ending) => {
    ending!.onEnd = (reason) => told.push(reason)
    asked()
    return new Promise<never>(() => undefined)
  }
  return { transport, told }
}

it('tells a transport that asks for no signal of an abort', async () => {
  const controller = new AbortController()
  const { transport, told } = silent(() => {
    queueMicrotask(() => {
      controller.abort('enough')
    })
  })
  const { client } = createClient(undefined, { fetch: transport })
  expect(await rejection(client.send(command, { signal: controller.signal }))).toBe('enough')
  expect(told).toEqual(['enough'])
})

it('tells a transport that asks for no signal that its time is over', async () => {
  const { transport, told } = silent()
  const { client } = createClient(undefined, { fetch: transport, timeout: { firstByte: 4 } })
  const error = await rejection(client.send(command))
  expect(error.code).toBe('Timeout')
  expect(told).toEqual([error])
})

it('makes no signal for a transport that asks for none', async () => {
  const made = vi.fn()
  class Counted extends AbortController {
    override get signal(): AbortSignal {
      made()
      return super.signal
    }
  }
  vi.stubGlobal('AbortController', Counted)
  const plain: Transport = async () => new Response()
  await createClient(undefined, { fetch: plain }).client.send(command)
  expect(made).not.toHaveBeenCalled()
  const copying: Transport = async (_url, init) => new Response({ ...init }.signal && null)
  await createClient(undefined, { fetch: copying }).client.send(command)
  expect(made).toHaveBeenCalledOnce()
})

it('gives a signal to a transport that copies what it is told', async () => {
  let copy: TransportInit | undefined
  const copying: Transport = (_url, init) => {
    copy = { ...init }
    return new Promise<never>(() => undefined)
  }
  const { client } = createClient(undefined, { fetch: copying, timeout: { firstByte: 4 } })
  const error = await rejection(client.send(command))
  expect(copy?.signal?.reason).toBe(error)
})
