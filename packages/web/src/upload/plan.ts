/** Bytes: OOS takes no smaller part, save for the last (OOS developer document V6, 4.3.6). */
export const minimumPartSize = 5_242_880

const mebibyte = 1_048_576
/** OOS takes no more parts (OOS developer document V6, 4.3.6). */
export const maximumParts = 10_000

/** One part of a file: bytes from `start` up to, not including, `end`. */
export interface PlannedPart {
  /** 1 to 10,000. */
  readonly number: number
  readonly start: number
  readonly end: number
}

/**
 * The size of parts for a file: as wished, and larger by whole MiB if 10,000 of them would not do.
 *
 * @param size - Bytes of the file.
 * @param wished - Bytes.
 */
export function partSizeFor(size: number, wished: number = minimumPartSize): number {
  return Math.max(wished, Math.ceil(size / maximumParts / mebibyte) * mebibyte)
}

/** Cuts a file into parts of one size; the last one takes what is left. */
export function planParts(size: number, partSize: number): PlannedPart[] {
  return Array.from({ length: Math.ceil(size / partSize) }, (_, index) => ({
    number: index + 1,
    start: index * partSize,
    end: Math.min(size, (index + 1) * partSize),
  }))
}

/** Whether a file can be cut into parts of that size. */
export function isPlan(size: number, partSize: number): boolean {
  return partSize >= minimumPartSize && partSize * maximumParts >= size
}
