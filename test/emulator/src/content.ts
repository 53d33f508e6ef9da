/** Bytes as they came in. */
export interface Content {
  readonly chunks: readonly Uint8Array<ArrayBuffer>[]
  readonly size: number
}

/** Puts contents one after another, without copying. */
export function concatenate(contents: readonly Content[]): Content {
  return {
    chunks: contents.flatMap(({ chunks }) => chunks),
    size: contents.reduce((sum, { size }) => sum + size, 0),
  }
}

/** Streams `length` bytes from `start`, made only as fast as they are read. */
export function streamOf(
  content: Content,
  start: number,
  length: number,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = piecesOf(content, start, start + length)
  return new ReadableStream(
    {
      pull(controller) {
        if (signal.aborted) {
          controller.error(signal.reason)
          return
        }
        const piece = pieces.next()
        if (piece.done === true) controller.close()
        else controller.enqueue(piece.value)
      },
    },
    { highWaterMark: 0 },
  )
}

// Copies, because whoever reads a stream may write into what it got.
function* piecesOf(
  content: Content,
  start: number,
  end: number,
): Generator<Uint8Array<ArrayBuffer>, void> {
  const most = 64 * 1024
  let offset = 0
  for (const chunk of content.chunks) {
    const last = Math.min(chunk.length, end - offset)
    for (let from = Math.max(0, start - offset); from < last; from += most) {
      yield chunk.slice(from, Math.min(last, from + most))
    }
    offset += chunk.length
    if (offset >= end) return
  }
}

/** A stretch of a content, without copying. */
export function slice(content: Content, start: number, length: number): Content {
  let offset = 0
  const chunks = content.chunks.flatMap((chunk) => {
    const from = Math.max(0, start - offset)
    const to = Math.min(chunk.length, start + length - offset)
    offset += chunk.length
    return from < to ? [chunk.subarray(from, to)] : []
  })
  return { chunks, size: length }
}
