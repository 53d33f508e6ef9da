// What a tab does that uploads: tests load it into frames as well.
import { OosClient } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { indexedDbStore, Upload } from '@oos-js/web'

/** An upload of a file to the bucket `films`, that can be resumed. */
export function uploadOf(endpoint: string, source: Blob, database: string): Upload {
  const client = new OosClient({ endpoint, credentials: defaultAccount, maxAttempts: 1 })
  const store = indexedDbStore({ name: database })
  return new Upload(client, { source, Bucket: 'films', Key: 'film.mp4', store, concurrency: 1 })
}
