import type { BodyStore } from './body-store.js'
import type { Journal } from './commit.js'
import { memoryBodies } from './memory-bodies.js'
import { emptyState, type MutableState } from './state.js'

/** Where an emulator keeps what it stores. One storage is for one emulator. */
export interface Storage {
  /** What is stored already. */
  readonly state: MutableState
  readonly journal: Journal
  readonly bodies: BodyStore
}

/** Keeps everything in memory, until nobody needs it any more. */
export function memory(): Storage {
  return { state: emptyState(), journal: { record: () => undefined }, bodies: memoryBodies }
}
