import type { TransportInit } from '../transport.js'

/** Where the bytes of a request come from. */
export interface Source {
  /** Bytes in all, as Content-Length tells. */
  readonly length: number
  /** All of them, if they are in memory. */
  readonly bytes?: Uint8Array
  /** The next ones; nothing at the end. */
  readonly next: () => Promise<Uint8Array | undefined>
  /** Gives up what is left. */
  readonly cancel?: () => void
}

/** Bytes of a Blob that are read at a time. */
const slice = 262_144

/**
 * Makes a source of a body; nothing for a request that has none and says so by its method.
 *
 * @throws TypeError for a body of unknown length: OOS takes no chunks (411).
 */
export function sourceOf(
  body: TransportInit['body'],
  headers: Headers,
  method: string,
): Source | undefined {
  if (body === undefined)
    return /^(PUT|POST)$/.test(method) ? inMemory(new Uint8Array()) : undefined
  if (typeof body === 'string') return inMemory(new TextEncoder().encode(body))
  if (ArrayBuffer.isView(body)) {
    return inMemory(new Uint8Array(body.buffer, body.byteOffset, body.byteLength))
  }
  if ('getReader' in body) return ofStream(body, headers.get('content-length') ?? '')
  return 'slice' in body && 'size' in body ? ofBlob(body) : inMemory(new Uint8Array(body))
}

function inMemory(bytes: Uint8Array): Source {
  let rest: Uint8Array | undefined = bytes
  return {
    length: bytes.length,
    bytes,
    async next() {
      const all = rest
      rest = undefined
      return all
    },
  }
}

function ofBlob(blob: Blob): Source {
  let start = 0
  return {
    length: blob.size,
    async next() {
      if (start >= blob.size) return undefined
      const part = blob.slice(start, (start += slice))
      return new Uint8Array(await part.arrayBuffer())
    },
  }
}

function ofStream(stream: ReadableStream<Uint8Array>, length: string): Source {
  if (!/^\d+$/.test(length)) throw new TypeError('a stream needs Content-Length')
  const reader = stream.getReader()
  return {
    length: Number(length),
    next: async () => (await reader.read()).value,
    cancel() {
      reader.cancel().catch(() => undefined)
    },
  }
}
