import type { IncomingMessage } from 'node:http'
import type { Readable, Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/**
 * The content of an answer as fetch gives it: unpacked, if it says by which codings it was packed and all of
 * them are known.
 */
export function unpacked(incoming: IncomingMessage, codings: string | undefined): Readable {
  if (codings === undefined) return incoming
  // The last one was put on last.
  const names = codings.toLowerCase().split(',').reverse()
  const unpackers = names.flatMap((name) => unpackerOf(name.trim()) ?? [])
  if (unpackers.length < names.length) return incoming
  return unpackers.reduce<Readable>(chained, incoming)
}

/** What breaks the one breaks the other, and what nobody wants any more is not unpacked. */
function chained(packed: Readable, unpacker: Transform): Readable {
  packed.on('error', (error) => unpacker.destroy(error))
  unpacker.on('close', () => {
    if (!packed.readableEnded) packed.destroy()
  })
  return packed.pipe(unpacker)
}

function unpackerOf(name: string): Transform | undefined {
  // What has come is given at once, and content that is empty is not broken.
  const flush = constants.Z_SYNC_FLUSH
  const options = { flush, finishFlush: flush }
  if (name === 'gzip' || name === 'x-gzip') return createGunzip(options)
  if (name === 'deflate') return createInflate(options)
  const { BROTLI_OPERATION_FLUSH } = constants
  const brotli = { flush: BROTLI_OPERATION_FLUSH, finishFlush: BROTLI_OPERATION_FLUSH }
  return name === 'br' ? createBrotliDecompress(brotli) : undefined
}
