import type { ResumeStore } from './resume-store.js'

/**
 * Keeps checkpoints for as long as the page or the process lives.
 *
 * @example
 * ```ts
 * const store = memoryStore()
 * const upload = new Upload(client, { source: file, Bucket: 'films', Key: file.name, store })
 * ```
 */
export function memoryStore(): ResumeStore {
  const kept = new Map<string, unknown>()
  return {
    get: async (id) => kept.get(id),
    put: async (id, checkpoint) => {
      kept.set(id, checkpoint)
    },
    delete: async (id) => {
      kept.delete(id)
    },
    list: async () => [...kept],
  }
}
