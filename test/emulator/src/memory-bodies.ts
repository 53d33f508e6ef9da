import type { BodyStore } from './body-store.js'
import type { Content } from './content.js'

/** Keeps bodies in memory. What nobody holds any more goes by itself. */
export const memoryBodies: BodyStore = {
  async receive(chunks) {
    const pieces: Uint8Array<ArrayBuffer>[] = []
    let size = 0
    for await (const chunk of chunks) {
      // A copy, because whoever made the stream may use its buffer again. (`slice` of a Buffer is none.)
      pieces.push(new Uint8Array(chunk))
      size += chunk.length
    }
    return { size, pieces }
  },
  open(content, signal) {
    const pieces = piecesOf(content)
    return new ReadableStream(
      {
        pull(controller) {
          if (signal?.aborted) {
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
  },
  hold: () => undefined,
  release: () => undefined,
}

// Copies, because whoever reads a stream may write into what it got.
function* piecesOf({ pieces }: Content): Generator<Uint8Array<ArrayBuffer>, void> {
  const most = 64 * 1024
  for (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) throw new TypeError(`${piece.file} is not in memory.`)
    for (let from = 0; from < piece.length; from += most) yield piece.slice(from, from + most)
  }
}
