import type { Checkpoint } from './checkpoint.js'
import type { ResumeStore } from './resume-store.js'

/** Options of {@link indexedDbStore}. */
export interface IndexedDbStoreOptions {
  /**
   * Name of the database.
   *
   * @defaultValue 'oos-uploads'
   */
  readonly name?: string | undefined
  /**
   * Milliseconds after which a checkpoint is forgotten: when the next one is kept. What the service has of
   * that upload stays there; see `cleanupStaleUploads`.
   *
   * @defaultValue 30 days
   */
  readonly maxAge?: number | undefined
}

const table = 'checkpoints'
const createdAt: keyof Checkpoint = 'createdAt'

/**
 * Keeps checkpoints in the browser's database, so that uploads go on after a reload or a restart.
 *
 * @example
 * ```ts
 * const store = indexedDbStore()
 * const upload = new Upload(client, { source: file, Bucket: 'films', Key: file.name, store })
 * ```
 */
export function indexedDbStore({
  name = 'oos-uploads',
  maxAge = 2_592_000_000,
}: IndexedDbStoreOptions = {}): ResumeStore {
  /** Opened and closed each time: a database that is not held open can be deleted, and is never stale. */
  const run = async <Result>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => Result,
  ): Promise<Result> => {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(table).createIndex(createdAt, createdAt)
    }
    await end(opening, 'onsuccess', 'onerror')
    const database = opening.result
    try {
      const transaction = database.transaction(table, mode)
      const result = act(transaction.objectStore(table))
      await end(transaction, 'oncomplete', 'onabort')
      return result
    } finally {
      database.close()
    }
  }

  const forgetOld = (store: IDBObjectStore): void => {
    const last = new Date(Date.now() - maxAge).toISOString()
    const search = store.index(createdAt).openCursor(IDBKeyRange.upperBound(last))
    search.onsuccess = () => {
      search.result?.delete()
      search.result?.continue()
    }
  }

  return {
    async get(id) {
      const found = await run('readonly', (store) => store.get(id) as IDBRequest<unknown>)
      return found.result
    },
    async put(id, checkpoint) {
      await run('readwrite', (store) => {
        forgetOld(store)
        store.put(checkpoint, id)
      })
    },
    async delete(id) {
      await run('readwrite', (store) => store.delete(id))
    },
    async list() {
      const [ids, values] = await run(
        'readonly',
        (store) => [store.getAllKeys(), store.getAll() as IDBRequest<unknown[]>] as const,
      )
      return ids.result.map((id, index) => [id as string, values.result[index]] as const)
    },
  }
}

function end(
  work: IDBOpenDBRequest | IDBTransaction,
  success: 'onsuccess' | 'oncomplete',
  failure: 'onerror' | 'onabort',
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      reject(work.error ?? new DOMException('The database was closed', 'AbortError'))
    }
    Object.assign(work, { [success]: resolve, [failure]: fail })
  })
}
