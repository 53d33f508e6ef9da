/** A stream of the bytes of a file, in pieces of that many bytes, none of them read ahead. */
export function streamOf(
  file: Blob,
  pieceSize: number,
  /** Told of the bytes that were asked for, all in all. */
  read: (bytes: number) => void = () => undefined,
): ReadableStream<Uint8Array> {
  let position = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = file.slice(position, position + pieceSize)
        position += piece.size
        read(position)
        if (piece.size === 0) controller.close()
        else controller.enqueue(new Uint8Array(await piece.arrayBuffer()))
      },
    },
    { highWaterMark: 0 },
  )
}
