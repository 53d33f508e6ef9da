import { CreateBucketCommand, type BucketACL } from '@oos-js/commands'
import type { OosClient } from '@oos-js/core'
import { emptyContent, type Emulator } from '@oos-js/emulator'
import { now } from './client.ts'

/** The bucket of tests that need one. */
export const Bucket = 'bucket'

/** Creates it. */
export async function createBucket(client: OosClient, ACL?: BucketACL): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket, ACL }))
}

/** Puts empty objects into the emulator's memory, without a request for each. */
export function seedObjects({ commit }: Emulator, keys: readonly string[]): void {
  for (const key of keys) {
    const object = {
      key,
      content: emptyContent,
      etag: '"d41d8cd98f00b204e9800998ecf8427e"',
      lastModified: now,
      headers: new Map(),
      metadata: new Map(),
      storageClass: 'STANDARD',
    }
    commit({ type: 'putObject', bucket: Bucket, object })
  }
}
