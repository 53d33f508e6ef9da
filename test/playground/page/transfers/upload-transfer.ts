import type { OosClient } from '@oos-js/core'
import { Upload, type ResumeStore } from '@oos-js/web'
import type { Transfer } from './transfer.ts'

/** What is uploaded, and where to. */
export interface UploadTransferOptions {
  readonly file: Blob
  readonly bucket: string
  readonly key: string
  /** Remembers it, so that it goes on after a reload. */
  readonly store: ResumeStore
}

/** Makes the transfer of a file; if the store knows of an earlier one, it goes on with that. */
export function uploadTransfer(
  client: OosClient,
  { file, bucket, key, store }: UploadTransferOptions,
): Transfer {
  const upload = new Upload(client, {
    source: file,
    Bucket: bucket,
    Key: key,
    ContentType: file.type || undefined,
    store,
    // Two files are sent at once, and browsers have six connections for a host.
    concurrency: 2,
  })
  return {
    kind: 'upload',
    key,
    task: upload,
    sends: (other) => other === key,
    run: () => upload.done(),
  }
}
