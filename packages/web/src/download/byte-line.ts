import type { Target } from './transfer.js'

/** Brings bytes that come in any order back in line, for one consumer. */
export interface ByteLine extends Target {
  /** Gives the next bytes; none when there are no more, or the error that the line ends in. */
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Lets the consumer have what is there, and then nothing or an error. */
  end(failure?: { readonly error: unknown }): void
  /** Takes an end back. */
  reopen(): void
}

/**
 * @param start - Position of the first byte.
 * @param partSize - Bytes that {@link Target.room} is asked for at a time.
 * @param capacity - Bytes that are held for the consumer, at most.
 */
export function createByteLine(start: number, partSize: number, capacity: number): ByteLine {
  /** What has come and was not taken, by position. */
  const pieces = new Map<number, Uint8Array<ArrayBuffer>>()
  let taken = start
  let ended: { readonly error?: unknown } | undefined
  let change: Promise<void> | undefined
  let wake: () => void = () => undefined

  const turn = (): void => {
    change = undefined
    wake()
  }

  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await (change ??= new Promise((resolve) => (wake = resolve)))
  }

  const roomUpTo = async (end: number, signal: AbortSignal): Promise<void> => {
    // The same listener again is none more.
    signal.addEventListener('abort', turn)
    await until(() => end <= taken + capacity || signal.aborted)
    signal.throwIfAborted()
  }

  return {
    room: (position, signal) => roomUpTo(position + partSize, signal),
    put(position, bytes, signal) {
      pieces.set(position, bytes)
      turn()
      return roomUpTo(position + bytes.length, signal)
    },
    cut(position) {
      for (const place of [...pieces.keys()]) if (place >= position) pieces.delete(place)
    },
    async next() {
      await until(() => pieces.has(taken) || !!ended)
      const bytes = pieces.get(taken)
      if (!bytes && ended && 'error' in ended) throw ended.error
      pieces.delete(taken)
      taken += bytes?.length ?? 0
      turn()
      return bytes
    },
    end(failure) {
      ended = failure ?? {}
      turn()
    },
    reopen() {
      ended = undefined
    },
  }
}
