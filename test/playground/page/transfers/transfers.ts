import { hasEnded, type Transfer } from './transfer.ts'

/** All transfers of the page, those that wait for their turn included. */
export interface Transfers {
  readonly all: readonly Transfer[]
  add(transfer: Transfer): void
  /** Takes one that has ended off the list. */
  remove(transfer: Transfer): void
  /** Goes on with one that has failed. */
  retry(transfer: Transfer): void
  pauseAll(): void
  resumeAll(): void
  clearFinished(): void
  /** Calls when one came, went, or changed. */
  watch(listener: () => void): void
  /** Calls when one has ended. */
  watchEnds(listener: (transfer: Transfer) => void): void
}

/**
 * Makes the list.
 *
 * @param atOnce - How many run at the same time; the others wait.
 */
export function createTransfers(atOnce: number): Transfers {
  const all: Transfer[] = []
  const events = new EventTarget()
  const tell = (): void => void events.dispatchEvent(new Event('change'))
  const stateOf = ({ task }: Transfer): string => task.getSnapshot().state

  const run = (transfer: Transfer): void => {
    transfer
      .run()
      // Its row shows the error. What an abort leaves to do is done when it has ended.
      .catch(() => (stateOf(transfer) === 'aborted' ? transfer.task.abort() : undefined))
      .catch(() => undefined)
      .finally(() => {
        events.dispatchEvent(new CustomEvent('end', { detail: transfer }))
        next()
      })
  }
  const next = (): void => {
    const running = all.filter((one) => ['running', 'completing'].includes(stateOf(one))).length
    const waiting = all.filter((one) => stateOf(one) === 'idle')
    for (const transfer of waiting.slice(0, Math.max(0, atOnce - running))) run(transfer)
  }
  const unsubscribe = new Map<Transfer, () => void>()
  const drop = (gone: (transfer: Transfer) => boolean): void => {
    for (const transfer of all.filter(gone)) {
      unsubscribe.get(transfer)?.()
      unsubscribe.delete(transfer)
      all.splice(all.indexOf(transfer), 1)
    }
    tell()
  }

  return {
    all,
    add(transfer) {
      all.push(transfer)
      unsubscribe.set(
        transfer,
        transfer.task.subscribe(() => {
          // A pause makes room.
          next()
          tell()
        }),
      )
      next()
      tell()
    },
    remove(transfer) {
      drop((one) => one === transfer)
    },
    retry(transfer) {
      transfer.task.resume()
      run(transfer)
    },
    pauseAll() {
      for (const transfer of all) if (stateOf(transfer) === 'running') transfer.task.pause()
    },
    resumeAll() {
      for (const transfer of all) if (stateOf(transfer) === 'paused') transfer.task.resume()
    },
    clearFinished() {
      drop(hasEnded)
    },
    watch(listener) {
      events.addEventListener('change', listener)
    },
    watchEnds(listener) {
      events.addEventListener('end', (event) => {
        listener((event as CustomEvent<Transfer>).detail)
      })
    },
  }
}
