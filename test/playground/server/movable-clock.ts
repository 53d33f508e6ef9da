import type { Clock } from '@oos-js/core'

/** A clock that can be put ahead of this machine's. */
export interface MovableClock extends Clock {
  /** @param milliseconds - How far it is ahead from now on. */
  putAhead(milliseconds: number): void
}

/** Makes a clock that is right. */
export function createMovableClock(): MovableClock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    putAhead(milliseconds) {
      ahead = milliseconds
    },
  }
}
