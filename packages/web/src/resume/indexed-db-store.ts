import type { ResumeStore } from './resume-store.js'

/** Options of {@link indexedDbStore}. */
export interface IndexedDbStoreOptions {
  /**
   * Name of the database.
   *
   * @defaultValue 'oos-uploads'
   */
  readonly name?: string | undefined
}

const table = 'checkpoints'

/**
 * Keeps checkpoints in the browser's database, so that uploads go on after a reload or a restart.
 *
 * @example
 * ```ts
 * const store = indexedDbStore()
 * const upload = new Upload(client, { source: file, Bucket: 'films', Key: file.name, store })
 * ```
 */
export function indexedDbStore({ name = 'oos-uploads' }: IndexedDbStoreOptions = {}): ResumeStore {
  /** Opened and closed each time: a database that is not held open can be deleted, and is never stale. */
  const run = async <Result>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => Result,
  ): Promise<Result> => {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(table)
    await end(opening, 'onsuccess')
    const database = opening.result
    try {
      const transaction = database.transaction(table, mode)
      const result = act(transaction.objectStore(table))
      await end(transaction, 'oncomplete')
      return result
    } finally {
      database.close()
    }
  }

  return {
    get: async (id) =>
      (await run('readonly', (store) => store.get(id) as IDBRequest<unknown>)).result,
    put: async (id, checkpoint) => {
      await run('readwrite', (store) => store.put(checkpoint, id))
    },
    delete: async (id) => {
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
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      reject(work.error ?? new DOMException('IndexedDB failed', 'UnknownError'))
    }
    Object.assign(work, { [success]: resolve, onerror: fail, onabort: fail })
  })
}
