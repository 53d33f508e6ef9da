import { OosError } from '@oos-js/core'
import type { FileWithPath } from './options.js'

/** A file that was dropped, by itself or in a folder. */
export interface DroppedFile extends FileWithPath {
  /** The file. */
  readonly file: File
}

/** What is read of a `DataTransfer`, in words that programs compiled without the types of the DOM know. */
export interface Drop {
  /** What was dropped. */
  readonly items: ArrayLike<{
    /** `file`, or `string` for text and links. */
    readonly kind: string
    /** The file; null for what is none. */
    getAsFile(): File | null
  }>
}

/**
 * The files of a drop, those in folders too, with their paths: `holiday/beach/1.jpg`. Call it in the listener of
 * `drop` itself: afterwards browsers forget what was dropped. Folders without files leave nothing.
 *
 * @throws `OosError` `SourceChanged` if something cannot be read; nothing is left out silently.
 *
 * @example
 * ```ts
 * // In the listener of `drop`:
 * event.preventDefault()
 * const files = await droppedFiles(event.dataTransfer)
 * await uploadAll(client, files, { Bucket: 'films' }).done()
 * ```
 */
export async function droppedFiles({ items }: Drop): Promise<DroppedFile[]> {
  // Before anything is waited for.
  const dropped = Array.from(items as DataTransferItemList, takeItem)
  const found = await Promise.all(dropped)
  return found.flat()
}

async function takeItem(item: DataTransferItem): Promise<DroppedFile[]> {
  // Text and links can be dropped too.
  if (item.kind !== 'file') return []
  // Browsers that know nothing of folders know nothing of entries.
  const entry = (item as Partial<DataTransferItem>).webkitGetAsEntry?.call(item)
  if (entry?.isDirectory) return filesOf(entry)
  // WebKit's entries of files that a script has put there lead nowhere.
  const file = item.getAsFile()
  return file ? [{ file, path: file.name }] : []
}

async function filesOf(entry: FileSystemEntry): Promise<DroppedFile[]> {
  const path = entry.fullPath.replace(/^\//, '')
  if (isFile(entry)) {
    const file = await read<File>(path, (resolve, reject) => {
      entry.file(resolve, reject)
    })
    return [{ file, path }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: DroppedFile[][] = []
  for (;;) {
    // Chromium gives 100 at a time, and nothing only at the end.
    const entries = await read<FileSystemEntry[]>(path, (resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (entries.length === 0) return found.flat()
    found.push(...(await Promise.all(entries.map(filesOf))))
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

async function read<Result>(
  path: string,
  ask: (resolve: (result: Result) => void, reject: (error: unknown) => void) => void,
): Promise<Result> {
  try {
    return await new Promise(ask)
  } catch (cause) {
    throw new OosError({
      code: 'SourceChanged',
      message: `${path} was changed or removed since it was dropped, or cannot be read`,
      operation: 'droppedFiles',
      hint: 'Drop it again.',
      cause,
    })
  }
}
