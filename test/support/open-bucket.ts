import { browserCorsRule, CreateBucketCommand } from '@oos-js/commands'
import type { OosClient } from '@oos-js/core'

/** An empty bucket behind a real server, reached by this platform's own `fetch`. */
export interface OpenBucket {
  readonly client: OosClient
  readonly Bucket: string
}

/** Serves an emulator for the rest of the test that calls it: to Node, or to a page of another origin. */
export async function openBucket(): Promise<OpenBucket> {
  const Bucket = 'photos'
  if ('document' in globalThis) {
    const { createStage } = await import('./stage/stage.ts')
    const stage = await createStage()
    await stage.createBucket(Bucket, [browserCorsRule(location.origin, { metadata: ['a'] })])
    return { client: stage.client(), Bucket }
  }
  const { servedEmulator } = await import('./served-emulator.ts')
  const { OosClient } = await import('@oos-js/core')
  const { defaultAccount } = await import('@oos-js/emulator')
  const { url } = await servedEmulator()
  const client = new OosClient({ endpoint: url, credentials: defaultAccount, maxAttempts: 1 })
  await client.send(new CreateBucketCommand({ Bucket }))
  return { client, Bucket }
}
