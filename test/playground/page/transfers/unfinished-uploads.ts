import { AbortMultipartUploadCommand, ListPartsCommand } from '@oos-js/commands'
import { isOosError, items } from '@oos-js/core'
import { identityOf, type Checkpoint, type ResumeStore } from '@oos-js/web'
import type { Place } from '../../protocol.ts'
import type { Clients } from '../clients.ts'
import { hasEnded } from './transfer.ts'
import type { Transfers } from './transfers.ts'
import type { UnfinishedActions } from './unfinished-panel.ts'

/** What unfinished uploads are found with. */
export interface UnfinishedTools {
  readonly store: ResumeStore
  readonly place: Place
  readonly clients: Clients
  readonly transfers: Transfers
  upload(file: File, key: string): void
}

/** Finds what the store remembers, and what the service has of it. */
export function createUnfinishedActions(tools: UnfinishedTools): UnfinishedActions {
  const { store, place, clients, transfers, upload } = tools
  const isUnderWay = (key: string): boolean =>
    transfers.all.some((one) => one.kind === 'upload' && one.key === key && !hasEnded(one))

  return {
    async list() {
      const found = (await store.list()) as readonly (readonly [string, Checkpoint])[]
      // An emulator that has ended has taken its uploads along.
      const gone = found.filter(([, { endpoint }]) => endpoint !== place.endpoint)
      await Promise.all(gone.map(([id]) => store.delete(id)))
      return found
        .map(([, checkpoint]) => checkpoint)
        .filter(({ endpoint, key }) => endpoint === place.endpoint && !isUnderWay(key))
    },
    async confirmed({ bucket: Bucket, key: Key, uploadId: UploadId }) {
      let bytes = 0
      const command = new ListPartsCommand({ Bucket, Key, UploadId })
      try {
        for await (const { Size } of items(clients.current(), command, 'Parts')) bytes += Size
      } catch (error) {
        if (isOosError(error, 'NoSuchUpload')) return undefined
        throw error
      }
      return bytes
    },
    async resume({ key, source }, file) {
      const isSame = (await identityOf(file)) === source
      if (isSame) upload(file, key)
      return isSame
    },
    async discard(checkpoint) {
      const { bucket: Bucket, key: Key, uploadId: UploadId } = checkpoint
      try {
        await clients.current().send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      } catch (error) {
        if (!isOosError(error, 'NoSuchUpload')) throw error
      }
      const found = (await store.list()) as readonly (readonly [string, Checkpoint])[]
      const same = found.filter(([, { uploadId }]) => uploadId === UploadId)
      await Promise.all(same.map(([id]) => store.delete(id)))
    },
  }
}
