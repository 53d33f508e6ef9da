import type { Target } from './transfer.js'

/** What a `FileSystemWritableFileStream` takes besides bytes (the File System standard, 2.6). */
type FileCommand =
  | { readonly type: 'write'; readonly position: number; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly type: 'truncate'; readonly size: number }

/** Writes commands to a file, or bytes to any stream. */
export type FileWriter = WritableStreamDefaultWriter<FileCommand | Uint8Array>

/** Whether a stream writes to a file at any place, in any order. */
export function isFile(writable: WritableStream<Uint8Array>): boolean {
  return typeof (writable as { seek?: unknown }).seek === 'function'
}

/**
 * Writes bytes where they belong as they come: nothing is held for those before them.
 *
 * @param offset - Position in the object of what is first in the file.
 * @param written - Told how many bytes were written.
 */
export function createFileTarget(
  writer: FileWriter,
  offset: number,
  written: (bytes: number) => void,
): Target {
  return {
    room: () => Promise.resolve(),
    async put(position, data) {
      await writer.write({ type: 'write', position: position - offset, data })
      written(data.length)
    },
    cut(position) {
      writer.write({ type: 'truncate', size: position - offset }).catch(() => undefined)
    },
  }
}
