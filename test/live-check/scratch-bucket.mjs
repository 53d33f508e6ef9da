import { randomBytes } from 'node:crypto'
import { CreateBucketCommand, emptyAndDeleteBucket } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { createExchange } from './exchange.mjs'

/** Makes a bucket to try things on; cleaning up removes it with everything in it. */
export async function scratchBucket({ endpoint, iamEndpoint, credentials, fetch }, cleanUp) {
  const client = new OosClient({ endpoint, iamEndpoint, credentials, fetch })
  const Bucket = `oos-live-check-${randomBytes(6).toString('hex')}`
  await cleanUp.make(
    () => client.send(new CreateBucketCommand({ Bucket })),
    () => emptyAndDeleteBucket(client, { Bucket }),
  )
  return { client, Bucket, exchange: createExchange({ endpoint, credentials, Bucket, fetch }) }
}
