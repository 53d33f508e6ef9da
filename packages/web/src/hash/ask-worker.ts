/** As much of a Web Worker as is needed. */
export interface HashWorker {
  /** Sends it a message. */
  postMessage(message: unknown): void
  /** Listens to its messages and errors, until `signal` is aborted. */
  addEventListener(
    type: string,
    listener: (event: Event) => void,
    options: { readonly signal: AbortSignal },
  ): void
  /** Ends it. */
  terminate(): void
}

/** What a worker answers: a digest, unless it failed. `null` it answers with `null`: it is alive. */
export interface HashAnswer {
  /** Base64 of the MD5. */
  readonly digest: string | undefined
}

/** Milliseconds in which a worker has to say that it is alive: it can between any two slices. */
const patience = 10_000

/**
 * Has a worker hash something. It gives `undefined` when the worker fails or falls silent, which is all that
 * can be seen of one that was ended by others, or when `signal` is aborted.
 */
export function askWorker(
  worker: HashWorker,
  content: Blob,
  signal: AbortSignal,
): Promise<HashAnswer | undefined> {
  return new Promise((resolve) => {
    const listening = new AbortController()
    let isAlive = true
    const end = (answer?: HashAnswer): void => {
      clearInterval(timer)
      listening.abort()
      resolve(answer)
    }
    const timer = setInterval(() => {
      if (!isAlive) end()
      isAlive = false
      worker.postMessage(null)
    }, patience)
    const fail = (): void => {
      end()
    }
    signal.addEventListener('abort', fail, listening)
    worker.addEventListener('error', fail, listening)
    worker.addEventListener('messageerror', fail, listening)
    worker.addEventListener(
      'message',
      (event) => {
        const { data } = event as MessageEvent<HashAnswer | null>
        isAlive = true
        if (data) end(data)
      },
      listening,
    )
    worker.postMessage(content)
  })
}
