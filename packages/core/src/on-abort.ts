type Follow = (reason: unknown) => void

let all: WeakMap<AbortSignal, Set<Follow> & EventListenerObject> | undefined

/**
 * Calls a function with the reason when a signal is aborted; what it gives ends that. A signal has one
 * listener however many follow it: of more than ten Node warns as of a leak.
 */
export function onAbort(signal: AbortSignal | undefined, follow: Follow): () => void {
  if (!signal) return () => undefined
  all ??= new WeakMap()
  const followers =
    all.get(signal) ??
    Object.assign(new Set<Follow>(), {
      handleEvent() {
        for (const each of followers) each(signal.reason)
      },
    })
  all.set(signal, followers.add(follow))
  // The same listener again is none more.
  signal.addEventListener('abort', followers)
  return () => {
    followers.delete(follow)
    if (!followers.size) signal.removeEventListener('abort', followers)
  }
}
