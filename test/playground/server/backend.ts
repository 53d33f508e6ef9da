import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { openFolder, serve } from '@oos-js/emulator/node'
import { createKeyRing } from './key-ring.ts'
import { createMovableClock } from './movable-clock.ts'
import { createRoutes, type Route } from './routes.ts'
import { putSamples } from './samples.ts'
import { createThrottle } from './throttle.ts'
import { createWeather } from './weather.ts'

/** The server behind the page, and the emulator beside it. */
export interface Backend {
  readonly route: Route
  /** Ends both, and removes what was uploaded. */
  close(): Promise<void>
}

/**
 * Starts an emulator on a port of its own, which is another origin than the page's, as OOS is.
 *
 * @param origin - Where the page comes from; the bucket's CORS rule names it.
 * @param bucket - A new bucket with a few objects.
 */
export async function startBackend(origin: string, bucket: string): Promise<Backend> {
  // On disk, so that visitors may drop films.
  const folder = await mkdtemp(join(tmpdir(), 'oos-playground-'))
  const storage = await openFolder(folder)
  const clock = createMovableClock()
  const emulator = createEmulator({ storage, clock, requestsKept: 10_000 })
  const throttle = createThrottle()
  const serving = await serve({ handle: throttle.slow(emulator.handle) })
  const client = new OosClient({
    endpoint: serving.url,
    iamEndpoint: serving.url,
    credentials: defaultAccount,
    clock,
    // Not through the throttle.
    fetch: (url, init) => emulator.handle(new Request(url, init as RequestInit)),
  })
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  await putSamples(client, bucket)
  const weather = await createWeather({ client, emulator, throttle, clock, bucket, origin })
  return {
    route: createRoutes({
      place: { endpoint: serving.url, bucket },
      client,
      emulator,
      keys: createKeyRing(client, emulator),
      weather,
      clock,
    }),
    async close() {
      await serving.close()
      await storage.close()
      await rm(folder, { recursive: true })
    },
  }
}
