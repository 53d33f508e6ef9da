import { isOosError, isXmlText, pages, type OosClient } from '@oos-js/core'
import { ListObjectsCommand } from '../bucket/ListObjects.js'
import { DeleteObjectCommand } from '../object/DeleteObject.js'
import { DeleteObjectsCommand, type DeleteFailure } from '../object/DeleteObjects.js'

/** What {@link deleteAll} deletes. */
export interface DeleteAllInput {
  /** Bucket of the objects. */
  Bucket: string
  /** Deletes all keys that begin with this. An empty text, which has to be written, means all objects. */
  Prefix: string
}

/** What came of it. */
export interface DeleteAllOutput {
  /** How many objects were deleted. */
  readonly deleted: number
  /** The objects that are still there, and why. */
  readonly failures: readonly DeleteFailure[]
}

/** Options of a task of several commands. */
export interface TaskOptions {
  /** Ends the task; it then rejects with the signal's reason. What was done until then stays done. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Deletes all objects whose keys begin with a prefix, 1000 in a request. Keys that XML cannot carry are
 * deleted one by one. It resolves even if some could not be deleted: look at `failures`.
 *
 * @throws `OosError` when a listing or a whole request fails.
 *
 * @example
 * ```ts
 * const { deleted, failures } = await deleteAll(client, { Bucket: 'photos', Prefix: '2024/' })
 * console.log(deleted, 'deleted;', failures.length, 'still there')
 * ```
 */
export async function deleteAll(
  client: OosClient,
  { Bucket, Prefix }: DeleteAllInput,
  { signal }: TaskOptions = {},
): Promise<DeleteAllOutput> {
  // Without this a forgotten prefix would empty the bucket.
  if (typeof Prefix !== 'string') throw new TypeError('deleteAll: Prefix is required; "" means all')
  const failures: DeleteFailure[] = []
  let deleted = 0
  const listing = new ListObjectsCommand({ Bucket, Prefix })
  for await (const { Contents } of pages(client, listing, { signal, prefetch: true })) {
    const keys = Contents.map(({ Key }) => Key)
    const [together, alone] = [keys.filter(isXmlText), keys.filter((key) => !isXmlText(key))]
    const failed = [
      ...(await deleteTogether(client, Bucket, together, signal)),
      ...(await deleteAlone(client, Bucket, alone, signal)),
    ]
    deleted += keys.length - failed.length
    failures.push(...failed)
  }
  return { deleted, failures }
}

async function deleteTogether(
  client: OosClient,
  Bucket: string,
  keys: readonly string[],
  signal: AbortSignal | undefined,
): Promise<DeleteFailure[]> {
  if (keys.length === 0) return []
  const Delete = { Quiet: true, Objects: keys.map((Key) => ({ Key })) }
  const { Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }), { signal })
  return Errors
}

async function deleteAlone(
  client: OosClient,
  Bucket: string,
  keys: readonly string[],
  signal: AbortSignal | undefined,
): Promise<DeleteFailure[]> {
  const failures: DeleteFailure[] = []
  for (const Key of keys) {
    try {
      await client.send(new DeleteObjectCommand({ Bucket, Key }), { signal })
    } catch (error) {
      if (!isOosError(error)) throw error
      failures.push({ Key, Code: error.code, Message: error.message })
    }
  }
  return failures
}
