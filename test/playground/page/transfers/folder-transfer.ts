import type { OosClient } from '@oos-js/core'
import { uploadAll, type FileWithPath, type ResumeStore } from '@oos-js/web'
import type { Transfer } from './transfer.ts'

/** Files that are uploaded as one, and where to. */
export interface FolderTransferOptions {
  /** What the row is called. */
  readonly name: string
  readonly files: readonly FileWithPath[]
  readonly bucket: string
  /** Remembers those that are sent in parts, so that they go on after a reload. */
  readonly store: ResumeStore
}

/** Makes the transfer of many files, whose keys are their paths. */
export function folderTransfer(
  client: OosClient,
  { name, files, bucket, store }: FolderTransferOptions,
): Transfer {
  const uploads = uploadAll(client, files, { Bucket: bucket, store })
  const paths = new Set(files.map(({ path }) => path))
  return {
    kind: 'folder',
    key: name,
    task: uploads,
    sends: (key) => paths.has(key),
    run: () => uploads.done(),
  }
}
