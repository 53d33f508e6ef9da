import { CreateBucketCommand } from '@oos-js/commands'
import type { OosClient, Transport } from '@oos-js/core'
import { createEmulator, type Emulator } from '@oos-js/emulator'
import { Upload, type ResumeStore, type UploadOptions } from '@oos-js/web'
import { clock, createClient } from '../../support/client.ts'
import { inProcess } from '../../support/in-process.ts'
import { Bucket } from '../../support/seed.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'

/** A file of five parts, as it is chosen anew in each page. */
export const chooseFile = (): File => {
  const film = fileOf(22 * mebibyte)
  return new File([film], 'film.mp4', { lastModified: 1, type: 'video/mp4' })
}

/** Where uploads of several pages meet: a service, and what the browser has kept. */
export interface Pages {
  readonly emulator: Emulator
  readonly client: OosClient
  readonly store: ResumeStore
  /** The upload of a page: one part after the other, each tried once. */
  upload(source?: UploadOptions['source'], options?: Partial<UploadOptions>): Upload
  /** Has an upload fail at its third part, as one that was left behind. */
  leaveOneBehind(): Promise<Upload>
  /** The numbers of the parts that have arrived since this was asked last. */
  arrived(): number[]
  /** Operations since this was asked last, without those of parts. */
  asked(): string[]
}

/** @param wrap - Stands between the client and the emulator. */
export async function openPages(
  store: ResumeStore = textStore(),
  wrap: (send: Transport) => Transport = (send) => send,
): Promise<Pages> {
  // Lists of parts have pages of two.
  const emulator = createEmulator({ clock, limits: { page: 2 } })
  const client = createClient({ fetch: wrap(inProcess(emulator)) })
  await client.send(new CreateBucketCommand({ Bucket }))
  let seen = emulator.requests.length
  const since = () => emulator.requests.slice(seen, (seen = emulator.requests.length))
  const upload: Pages['upload'] = (source = chooseFile(), options = {}) =>
    new Upload(client, { source, Bucket, Key: 'film', store, concurrency: 1, ...options })
  return {
    emulator,
    client,
    store,
    upload,
    async leaveOneBehind() {
      emulator.faults.on({ operation: 'UploadPart', part: 3 }).fail('AccessDenied').times(1)
      const left = upload()
      await left.done().catch(() => undefined)
      since()
      return left
    },
    arrived: () =>
      since().flatMap(({ operation, status, rawTarget }) =>
        operation === 'UploadPart' && status === 200
          ? [Number(new URLSearchParams(rawTarget.split('?')[1]).get('partNumber'))]
          : [],
      ),
    asked: () =>
      since().flatMap(({ operation = '' }) =>
        /Part$|^ListParts$/.test(operation) ? [] : [operation],
      ),
  }
}

/** Keeps text, as storage on a disk does. */
export function textStore(): ResumeStore {
  const texts = new Map<string, string>()
  const valueOf = (text = 'null'): unknown => JSON.parse(text) ?? undefined
  return {
    get: async (id) => valueOf(texts.get(id)),
    put: async (id, checkpoint) => {
      texts.set(id, JSON.stringify(checkpoint))
    },
    delete: async (id) => {
      texts.delete(id)
    },
    list: async () => [...texts].map(([id, text]) => [id, valueOf(text)] as const),
  }
}
