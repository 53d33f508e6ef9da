/** Bytes that are kept: stretches, one after another. */
export interface Content {
  readonly size: number
  readonly pieces: readonly Piece[]
}

/** A stretch of bytes, in memory or in a file. */
export type Piece = Uint8Array<ArrayBuffer> | FilePiece

/** A stretch of a file that a store of bodies has named. */
export interface FilePiece {
  readonly file: string
  readonly start: number
  readonly length: number
}

/** No bytes at all. */
export const emptyContent: Content = { size: 0, pieces: [] }

/** Puts contents one after another, without copying. */
export function concatenate(contents: readonly Content[]): Content {
  return {
    size: contents.reduce((sum, { size }) => sum + size, 0),
    pieces: contents.flatMap(({ pieces }) => pieces),
  }
}

/** A stretch of a content, without copying. */
export function slice(content: Content, start: number, length: number): Content {
  let offset = 0
  const pieces = content.pieces.flatMap((piece) => {
    const from = Math.max(0, start - offset)
    const to = Math.min(piece.length, start + length - offset)
    offset += piece.length
    return from < to ? [stretch(piece, from, to)] : []
  })
  return { size: length, pieces }
}

function stretch(piece: Piece, from: number, to: number): Piece {
  if (piece instanceof Uint8Array) return piece.subarray(from, to)
  return { file: piece.file, start: piece.start + from, length: to - from }
}
