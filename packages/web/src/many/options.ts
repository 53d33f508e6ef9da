import { OosError } from '@oos-js/core'
import { checkOptions, type UploadSettings } from '../upload/options.js'

/** A file, and the path that it has among others. */
export interface FileWithPath {
  /** The content. */
  readonly file: Blob
  /** Its path in a folder, with slashes; a name alone where there is none. */
  readonly path: string
}

/** Options of {@link uploadAll}: those that all files share. */
export interface UploadAllOptions extends UploadSettings {
  /** Bucket to write to. */
  readonly Bucket: string
  /**
   * The key of a file.
   *
   * @defaultValue its path, so that folders keep their shape
   */
  readonly keyOf?: ((path: string, file: Blob) => string) | undefined
  /**
   * How many files are under way at the same time, and how many requests carry their content, all files
   * together. It is halved when the service asks to slow down, and recovers.
   *
   * @defaultValue 4
   */
  readonly concurrency?: number | undefined
}

/** A file that is to be uploaded. */
export interface Entry extends FileWithPath {
  /** Name of its object. */
  readonly Key: string
  /** Its place among all files. */
  readonly index: number
}

/** Pairs files with their keys. Refuses what cannot go well before anything is sent. */
export function entriesOf(
  files: Iterable<File | FileWithPath>,
  { keyOf = (path) => path, ...settings }: UploadAllOptions,
): Entry[] {
  const taken = new Set<string>()
  return Array.from(files, (given, index) => {
    const { file, path } = 'file' in given ? given : { file: given, path: pathOf(given) }
    const Key = keyOf(path, file)
    checkOptions({ ...settings, source: file, Key })
    if (taken.has(Key)) throw doubled(settings.Bucket, Key)
    taken.add(Key)
    return { file, path, Key, index }
  })
}

/** A file knows its path if its folder was chosen in an `<input webkitdirectory>`. */
function pathOf({ name, webkitRelativePath }: File): string {
  return webkitRelativePath || name
}

function doubled(bucket: string, key: string): OosError {
  return new OosError({
    code: 'InvalidInput',
    message: 'two of the files have this key, and one would replace the other',
    operation: 'uploadAll',
    bucket,
    key,
    member: 'keyOf',
    hint: 'Give each file a key of its own, by keyOf.',
  })
}
