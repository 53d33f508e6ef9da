import type { Buffer } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { DirectReader } from '../answer/direct-response.js'

/** The content of an answer. */
export interface Content {
  /** For one at a time. */
  readonly reader: DirectReader
  /** Ends it in an error, at once. */
  readonly fail: (reason: unknown) => void
}

/** Bytes that are kept for whoever reads: a small answer frees its connection unread. */
const most = 65_536

type Read = Awaited<ReturnType<DirectReader['read']>>

interface Waiting {
  readonly resolve: (read: Read) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Takes content as it comes, and no faster than it is read. What came before it broke off is read first.
 *
 * @param source - The content of the answer, or what is made of it.
 * @param failed - Makes of the reason why it broke off the error that it ends in.
 */
export function contentOf(
  incoming: IncomingMessage,
  source: Readable,
  failed: (cause: unknown) => unknown,
): Content {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let kept = 0
  let over = false
  let broken: { readonly reason: unknown } | undefined
  let waiting: Waiting | undefined

  /** Gives what there is to whoever waits. */
  const serve = (): void => {
    if (!waiting) return
    const { resolve, reject } = waiting
    const value = pieces.shift()
    if (value) {
      kept -= value.length
      resolve({ done: false, value })
    } else if (broken) reject(broken.reason)
    else if (over) resolve({ done: true, value: undefined })
    else {
      source.resume()
      return
    }
    waiting = undefined
  }
  const finish = (): void => {
    reader.isWhole = over = true
    serve()
  }
  const discard = (): void => {
    pieces.length = kept = 0
    finish()
  }
  const reader = {
    isWhole: false,
    read: () =>
      new Promise<Read>((resolve, reject) => {
        waiting = { resolve, reject }
        serve()
      }),
    cancel: async () => {
      discard()
      if (incoming.complete) source.resume()
      else incoming.destroy()
    },
  }
  source.on('data', (chunk: Buffer<ArrayBuffer>) => {
    if (over) return
    pieces.push(bytesOf(chunk))
    kept += chunk.length
    if (kept >= most) source.pause()
    serve()
  })
  source.on('end', finish)
  source.on('error', (cause) => {
    broken ??= { reason: failed(cause) }
    finish()
  })
  return {
    reader,
    fail(reason) {
      if (over) return
      broken = { reason }
      discard()
    },
  }
}

/** Plain bytes in memory of their own: a `Buffer` has methods of other meaning, and may share its memory. */
function bytesOf(chunk: Buffer<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = chunk
  return byteLength === buffer.byteLength ? new Uint8Array(buffer) : new Uint8Array(chunk)
}
