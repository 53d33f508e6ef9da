import type { OosClient } from '@oos-js/core'
import { Download } from '@oos-js/web'
import type { Transfer } from './transfer.ts'

/** Milliseconds after which browsers have surely taken the file. */
const takenAfter = 60_000

/** Makes the transfer of an object into the folder where the browser keeps downloads. */
export function downloadTransfer(client: OosClient, bucket: string, key: string): Transfer {
  const download = new Download(client, { Bucket: bucket, Key: key })
  return {
    kind: 'download',
    key,
    task: download,
    sends: () => false,
    run: async () => {
      save(await download.blob(), key.slice(key.lastIndexOf('/') + 1))
    },
  }
}

function save(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), takenAfter)
}
