import type { TransportInit } from '@oos-js/core'
import { nodeTransport, type NodeTransport, type NodeTransportOptions } from '@oos-js/core/node'
import { onTestFinished, vi } from 'vitest'

/** A transport for the rest of the test that calls it. */
export function transportOf(options?: NodeTransportOptions): NodeTransport {
  const transport = nodeTransport(options)
  onTestFinished(() => transport.close())
  return transport
}

/** What a transport is told of a request, a GET unless told otherwise. */
export function init({
  headers = {},
  ...more
}: Partial<Omit<TransportInit, 'headers'>> & {
  readonly headers?: Readonly<Record<string, string>>
} = {}): TransportInit {
  return {
    method: 'GET',
    headers: new Headers(headers),
    signal: undefined,
    redirect: 'manual',
    ...more,
  }
}

/** What a promise rejects with. */
export async function reasonOf(promise: Promise<unknown>): Promise<any> {
  const nothing = {}
  const reason: unknown = await promise.then(
    () => nothing,
    (error: unknown) => error,
  )
  if (reason === nothing) throw new Error('resolved instead of rejecting')
  return reason
}

/** A stream of these pieces, and whether it was cancelled. */
export function streamOf(...pieces: readonly (string | Uint8Array)[]) {
  const encoder = new TextEncoder()
  const state = { cancelled: false }
  let index = 0
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const piece = pieces[index++]
        if (piece === undefined) controller.close()
        else
          controller.enqueue(
            typeof piece === 'string' ? encoder.encode(piece) : new Uint8Array(piece),
          )
      },
      cancel() {
        state.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, state }
}

/** Waits for what other ends of connections notice in their own time. */
export function until(isSo: () => boolean): Promise<unknown> {
  return vi.waitUntil(isSo, { timeout: 30_000, interval: 10 })
}
