import type { OosClient } from '@oos-js/core'
import { createBatch } from './batch.js'
import { entriesOf, type FileWithPath, type UploadAllOptions } from './options.js'
import type { Uploads } from './uploads.js'

/**
 * Prepares the uploads of many files, of a folder for instance, as if they were one; {@link Uploads.done} starts
 * them. Each file is uploaded as by {@link Upload}, some at a time, and nothing is made of a file before its
 * turn: there may be tens of thousands.
 *
 * @param files - Those of an `<input type="file">`, with `webkitdirectory` or without, of {@link droppedFiles},
 * or any `Blob` with a path.
 * @throws `OosError` with the code `InvalidInput` for options that no upload can follow, and for two files of
 * the same key.
 *
 * @example
 * ```ts
 * const uploads = uploadAll(client, input.files, { Bucket: 'films', keyOf: (path) => `2024/${path}` })
 * uploads.addEventListener('progress', ({ detail }) => {
 *   bar.value = detail.fraction ?? 0
 *   label.textContent = `${detail.files.done} of ${detail.files.total}`
 * })
 * const results = await uploads.done()
 * const failed = results.filter(({ error }) => error !== undefined)
 * ```
 */
export function uploadAll(
  client: OosClient,
  files: Iterable<File | FileWithPath>,
  options: UploadAllOptions,
): Uploads {
  return createBatch(client, entriesOf(files, options), options)
}
