import type { Checkpoint } from './checkpoint.js'

/**
 * Keeps checkpoints for later: across reloads, or on another device. All methods may reject: an upload then
 * tells of it in a `warning` event and goes on.
 */
export interface ResumeStore {
  /** What is kept under an id; `undefined` if nothing is. It need not be valid: whoever reads it checks it. */
  get(id: string): Promise<unknown>
  /** Keeps a checkpoint, in place of the one there was. */
  put(id: string, checkpoint: Checkpoint): Promise<void>
  /** Forgets one; that there is none is no error. */
  delete(id: string): Promise<void>
  /** Everything that is kept, as pairs of id and checkpoint, in any order. */
  list(): Promise<readonly (readonly [id: string, value: unknown])[]>
}
