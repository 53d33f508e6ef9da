/** Milliseconds between two looks at the network while the browser says that there is none: it may be wrong. */
const probe = 30_000

/** Whether the browser says that there is no network. Of runtimes that say nothing there is one. */
export function isOffline(): boolean {
  const { navigator } = globalThis as { navigator?: { readonly onLine?: boolean } }
  return navigator?.onLine === false
}

/** Waits until the browser says that the network is back, or until it is time to see for oneself. */
export function mayBeOnline(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = new AbortController()
    const timer = setTimeout(settle, probe)
    function settle(): void {
      clearTimeout(timer)
      end.abort()
      if (signal?.aborted) reject(signal.reason as Error)
      else resolve()
    }
    addEventListener('online', settle, { signal: end.signal })
    signal?.addEventListener('abort', settle, { signal: end.signal })
  })
}
