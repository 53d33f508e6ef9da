import { CreateBucketCommand } from '@oos-js/commands'
import type { ClientOptions, OosClient, Transport } from '@oos-js/core'
import { createEmulator, type Emulator } from '@oos-js/emulator'
import { Upload, type UploadOptions, type UploadProgress } from '@oos-js/web'
import { clock, createClient } from './client.ts'
import { inProcess } from './in-process.ts'
import { Bucket } from './seed.ts'
import { sentOf, type Sent } from './sent.ts'
import './uploads/preload.ts'

/** Bytes in a MiB. */
export const mebibyte = 1_048_576

/** A file whose bytes do not repeat from part to part. */
export function fileOf(size: number, type = 'video/mp4'): File {
  const words = new Uint32Array(Math.ceil(size / 4))
  for (let index = 0, word = 1; index < words.length; index++) {
    word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0
    words[index] = word
  }
  return new File([new Uint8Array(words.buffer, 0, size)], 'film.mp4', { type })
}

/** An emulator with a bucket, and a client of it in the same process. */
export interface Stage {
  readonly emulator: Emulator
  readonly client: OosClient
  upload(source: Blob, options?: Partial<UploadOptions>): Upload
  /** The requests for an operation, in the order they came in. */
  sent(operation: string): (Sent & { readonly bodyLength: number })[]
}

/**
 * @param wrap - Stands between the client and the emulator.
 */
export async function setStage(
  wrap: (send: Transport, emulator: Emulator) => Transport = (send) => send,
  options: Partial<ClientOptions> = {},
): Promise<Stage> {
  // A fault that delays a request delays it for ever.
  const emulator = createEmulator({ clock, timer: { sleep: () => new Promise(() => undefined) } })
  const client = createClient({ fetch: wrap(inProcess(emulator), emulator), ...options })
  await createClient({ fetch: inProcess(emulator) }).send(new CreateBucketCommand({ Bucket }))
  return {
    emulator,
    client,
    upload: (source, more = {}) => new Upload(client, { source, Bucket, Key: 'film', ...more }),
    sent: (operation) =>
      emulator.requests
        .filter((request) => request.operation === operation)
        .map((request) => ({ ...sentOf(request), bodyLength: request.bodyLength })),
  }
}

/** Collects the progress events of an upload. */
export function progressOf(upload: Upload): UploadProgress[] {
  const events: UploadProgress[] = []
  upload.addEventListener('progress', ({ detail }) => events.push(detail))
  return events
}

/** The part number that a URL names; undefined for other requests. */
export function partOf(url: string): string | undefined {
  return /[?&]partNumber=(\d+)/.exec(url)?.[1]
}
