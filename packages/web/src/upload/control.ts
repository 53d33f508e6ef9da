import { createDeferred, type Deferred } from '../deferred.js'

/** Stops and goes of one run: what pause(), abort() and a failure do to the work under way. */
export interface Control {
  /** Aborted when the run is over, by an abort or a failure. */
  readonly signal: AbortSignal
  /** Lets nothing begin until {@link Control.go}; unless it is to drain, what is under way is cut. */
  pause(drain: boolean): void
  /** Ends the pause. */
  go(): void
  /** Cuts what is under way, which then rejects with the reason. */
  cut(reason: unknown): void
  /** Cuts everything, for good. */
  end(reason: unknown): void
  /** Waits until something may begin. Rejects with the reason when the run is over. */
  ready(): Promise<void>
  /** Does work that a pause may cut; it is then done again from its beginning. */
  attempt<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result>
}

/** Begins a run that nothing holds up. */
export function createControl(): Control {
  const over = new AbortController()
  const underWay = new Set<AbortController>()
  let pause: Deferred<void> | undefined

  /** Tells a pause from what is final. */
  const pausing = new DOMException('The upload is paused', 'AbortError')

  const cut = (reason: unknown): void => {
    for (const each of underWay) each.abort(reason)
  }
  const go = (): void => {
    pause?.resolve()
    pause = undefined
  }
  const ready = async (): Promise<void> => {
    while (pause && !over.signal.aborted) await pause.promise
    over.signal.throwIfAborted()
  }

  return {
    signal: over.signal,
    go,
    ready,
    cut,
    pause(drain) {
      pause ??= createDeferred()
      if (!drain) cut(pausing)
    },
    end(reason) {
      over.abort(reason)
      cut(reason)
      go()
    },
    async attempt(work) {
      for (;;) {
        while (pause) await ready()
        over.signal.throwIfAborted()
        const own = new AbortController()
        underWay.add(own)
        try {
          return await work(own.signal)
        } catch (error) {
          const { aborted } = own.signal
          const reason: unknown = own.signal.reason
          if (reason !== pausing) throw aborted ? reason : error
        } finally {
          underWay.delete(own)
        }
      }
    },
  }
}
