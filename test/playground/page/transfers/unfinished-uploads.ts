import { ListPartsCommand } from '@oos-js/commands'
import { isOosError, items } from '@oos-js/core'
import { discardUpload, unfinishedUploads, Upload, type ResumeStore } from '@oos-js/web'
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
    transfers.all.some((one) => one.sends(key) && !hasEnded(one))

  return {
    async list() {
      const found = await unfinishedUploads(store)
      // An emulator that has ended has taken its uploads along.
      return found.filter(({ endpoint, key }) => endpoint === place.endpoint && !isUnderWay(key))
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
    async resume({ bucket: Bucket, key: Key }, source) {
      try {
        await Upload.previous(clients.current(), { source, Bucket, Key, store })
      } catch (error) {
        if (isOosError(error, 'CheckpointMismatch')) return false
        throw error
      }
      upload(source, Key)
      return true
    },
    async discard({ bucket: Bucket, key: Key }) {
      await discardUpload(clients.current(), { store, Bucket, Key })
    },
  }
}
