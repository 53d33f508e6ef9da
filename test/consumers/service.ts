import { CreateBucketCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { serve } from '@oos-js/emulator/node'
import { onTestFinished } from 'vitest'

/** An emulator with the bucket `photos`. */
export interface Service {
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** All of that as the query of a page's address. */
  readonly query: string
  /** How many bytes lie under a key, as the emulator itself knows; nothing if nothing does. */
  sizeOf(key: string): number | undefined
}

/** Starts it for the rest of the test; pages of any origin may use it. */
export async function startService(): Promise<Service> {
  const emulator = createEmulator({ cors: { open: true } })
  const { url: endpoint, close } = await serve(emulator)
  onTestFinished(close)
  const { accessKeyId, secretAccessKey } = defaultAccount
  const client = new OosClient({ endpoint, credentials: defaultAccount })
  await client.send(new CreateBucketCommand({ Bucket: 'photos' }))
  const query = new URLSearchParams({ endpoint, accessKeyId, secretAccessKey })
  return {
    endpoint,
    accessKeyId,
    secretAccessKey,
    query: `?${query.toString()}`,
    sizeOf: (key) => emulator.buckets.get('photos')?.objects.get(key)?.content.size,
  }
}
