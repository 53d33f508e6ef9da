/** How far a transfer has come, in bytes. */
export interface ByteProgress {
  /** Bytes in all; `undefined` for a stream of which nobody knows the end. */
  readonly total: number | undefined
  /** Bytes that have left or come, those of attempts under way included. Never goes back. */
  readonly loaded: number
  /** Bytes that the other side has acknowledged, or that are known to be right. Never goes back. */
  readonly confirmed: number
  /** From 0 to 1; 1 only when all is done. `undefined` without a total. Never goes back. */
  readonly fraction: number | undefined
  /** Speed of the last seconds; `undefined` before anything has moved. */
  readonly bytesPerSecond: number | undefined
  /** Seconds that the rest takes at that speed; `undefined` while that cannot be told. */
  readonly secondsLeft: number | undefined
}

/** Turns what parts report into what a progress bar shows. */
export interface ProgressMeter {
  /**
   * Takes the state of things. It may go back, as when a part has to be sent again: what is shown then stays
   * where it was.
   *
   * @param confirmed - Bytes that are safe.
   * @param underWay - Bytes of attempts that are not.
   */
  set(confirmed: number, underWay: number): void
  /** Takes bytes as done that nobody sent now, such as those of an earlier run: they make no speed. */
  start(confirmed: number): void
  /** Begins to measure the speed anew, after a pause. */
  rest(): void
  /** Tells the total, when it becomes known, or that it is not known after all. */
  total(bytes: number | undefined): void
  /** What is to be shown. */
  read(done: boolean): ByteProgress
}

/** Seconds: what is older counts for little in the speed. */
const memory = 5

/** @param total - Bytes in all, if that is known. */
export function createProgressMeter(total?: number): ProgressMeter {
  let confirmed = 0
  let loaded = 0
  /** Bytes that were moved, the older the fewer. */
  let recent = 0
  let since: number | undefined
  let last = 0

  const age = (now: number): void => {
    recent *= Math.exp((last - now) / memory)
    last = now
  }

  const speed = (now: number): number | undefined => {
    if (since === undefined || now <= since) return undefined
    age(now)
    // Divided by as much time as has left its mark, not by all of `memory`, or the beginning would look slow.
    return recent / (memory * (1 - Math.exp((since - now) / memory)))
  }

  return {
    start(bytes) {
      confirmed = Math.max(confirmed, bytes)
      loaded = Math.max(loaded, bytes)
    },
    set(safe, underWay) {
      const now = performance.now() / 1000
      since ??= last = now
      const reached = Math.min(Math.max(loaded, safe + underWay), total ?? Infinity)
      age(now)
      recent += reached - loaded
      loaded = reached
      confirmed = Math.max(confirmed, safe)
    },
    rest() {
      since = undefined
      recent = 0
    },
    total(bytes) {
      total = bytes
    },
    read(done) {
      const bytesPerSecond = done ? undefined : speed(performance.now() / 1000)
      const left = total === undefined ? NaN : (total - loaded) / (bytesPerSecond ?? 0)
      return {
        total,
        loaded: done ? (total ?? loaded) : loaded,
        confirmed: done ? (total ?? confirmed) : confirmed,
        // All bytes may have left before they have arrived, and arrived before all is done.
        fraction: done ? 1 : total && Math.min(loaded / total, 0.999),
        bytesPerSecond,
        secondsLeft: Number.isFinite(left) ? left : undefined,
      }
    },
  }
}
