import { isOosError, items, OosError, type OosClient } from '@oos-js/core'
import { DeleteBucketCommand } from '../bucket/DeleteBucket.js'
import { ListMultipartUploadsCommand } from '../bucket/ListMultipartUploads.js'
import { AbortMultipartUploadCommand } from '../multipart/AbortMultipartUpload.js'
import { deleteAll, type TaskOptions } from './delete-all.js'

/**
 * Deletes a bucket with everything in it: its objects, and the uploads in parts that are under way.
 *
 * @throws `OosError` `BucketNotEmpty` when objects could not be deleted; the bucket is then there still.
 *
 * @example
 * ```ts
 * await emptyAndDeleteBucket(client, { Bucket: 'photos' })
 * ```
 */
export async function emptyAndDeleteBucket(
  client: OosClient,
  { Bucket }: { Bucket: string },
  { signal }: TaskOptions = {},
): Promise<void> {
  const uploads = new ListMultipartUploadsCommand({ Bucket })
  for await (const { Key, UploadId } of items(client, uploads, 'Uploads', { signal })) {
    try {
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }), { signal })
    } catch (error) {
      // Somebody else has ended it.
      if (!isOosError(error, 'NoSuchUpload')) throw error
    }
  }
  const { failures } = await deleteAll(client, { Bucket, Prefix: '' }, { signal })
  const [first] = failures
  if (first !== undefined) {
    throw new OosError({
      code: 'BucketNotEmpty',
      message: `${failures.length} objects could not be deleted, the first for ${first.Code}`,
      operation: 'emptyAndDeleteBucket',
      bucket: Bucket,
      key: first.Key,
    })
  }
  await client.send(new DeleteBucketCommand({ Bucket }), { signal })
}
