import type { ClientRequest } from 'node:http'
import { setImmediate } from 'node:timers'
import type { TransportInit } from '../transport.js'
import type { Source } from './source.js'

/** Bytes that are handed to the system at a time. */
const piece = 131_072

/**
 * Writes the body of a request and ends it: as many bytes as were announced, or the request fails. No more
 * is read ahead than one piece.
 *
 * @returns what stops the writing; the request is then without its end.
 */
export function writeBody(
  outgoing: ClientRequest,
  source: Source | undefined,
  onUploadProgress: TransportInit['onUploadProgress'],
): () => void {
  const { bytes, length = 0 } = source ?? {}
  if (!source || (bytes && length <= piece)) {
    outgoing.end(bytes)
    if (onUploadProgress) {
      outgoing.once('finish', () => {
        onUploadProgress({ loaded: length, total: length })
      })
    }
    return () => undefined
  }
  let stopped = false
  const isStopped = (): boolean => stopped
  let wake = (): void => undefined
  const stop = (): void => {
    if (stopped) return
    stopped = true
    source.cancel?.()
    wake()
  }

  /** Resolves when the system has taken the bytes and had a chance to tell of an answer. */
  const write = (part: Uint8Array): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
      outgoing.write(part, () => setImmediate(resolve))
    })

  const run = async (): Promise<void> => {
    let loaded = 0
    for (let part; (part = await source.next());) {
      if (loaded + part.length > length) throw new RangeError('the body is longer than announced')
      for (let start = 0; start < part.length; start += piece) {
        const next = part.subarray(start, start + piece)
        if (!isStopped()) await write(next)
        if (isStopped()) return
        loaded += next.length
        onUploadProgress?.({ loaded, total: length })
      }
    }
    if (isStopped()) return
    if (loaded < length) throw new RangeError('the body is shorter than announced')
    outgoing.end()
  }
  run().catch((error: unknown) => {
    outgoing.destroy(error as Error)
  })
  return stop
}
