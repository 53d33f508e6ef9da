import { prepare } from './apply.js'
import type { BodyStore } from './body-store.js'
import type { Change } from './change.js'
import type { MutableState } from './state.js'

/** Where changes are written down. */
export interface Journal {
  /** Returns when the change will be there after the process has been killed; throws if it will not. */
  record(change: Change): void
}

/** Does a change, or throws and does nothing. */
export type Commit = (change: Change) => void

/**
 * Makes the one function that changes a state. It does not wait for anything, so what an operation has
 * looked up just before still holds, and a change is never half done. The journal comes first: what
 * counts is written down.
 */
export function commitTo(state: MutableState, journal: Journal, bodies: BodyStore): Commit {
  return (change) => {
    const act = prepare(state, change)
    journal.record(change)
    const { held, released } = act()
    for (const content of held) bodies.hold(content)
    for (const content of released) bodies.release(content)
  }
}
