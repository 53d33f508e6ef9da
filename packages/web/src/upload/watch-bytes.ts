import { fault, type Middleware } from '@oos-js/core'

/** Bytes a millisecond: the client gives an upload that nobody sees as much time for each byte. */
const slowest = 16.384

/**
 * Middleware of the step `wire` that limits the time in which content does not move. Once a transport has
 * shown that bytes leave, the limit is `timeout.idle` from byte to byte, however long it takes in all, and
 * `timeout.firstByte` for the answer after the last one. Before, and where nothing can be seen, it is that of
 * the client.
 */
export const watchBytes: Middleware = async (call, next) => {
  const { signal, timeout, onUploadProgress } = call
  const { firstByte, idle } = timeout
  const end = new AbortController()
  const follow = (): void => {
    end.abort(signal?.reason)
  }
  let timer: ReturnType<typeof setInterval> | undefined

  const allow = (limit: number, what: string): void => {
    clearInterval(timer)
    if (!limit) return
    // In four ticks: a machine that slept has lost one of them, and not all.
    let ticks = 4
    timer = setInterval(() => {
      if (--ticks) return
      const message = `over the limit of timeout.${what}, ${limit} ms`
      end.abort(fault(call, { code: 'Timeout', message }))
    }, limit / 4)
  }

  const { size = 0 } = (call.request.body ?? {}) as Partial<Blob>
  allow(firstByte && firstByte + size / slowest, 'firstByte')
  signal?.addEventListener('abort', follow)
  if (signal?.aborted) follow()
  try {
    return await next({
      ...call,
      signal: end.signal,
      timeout: { ...timeout, firstByte: 0 },
      onUploadProgress(progress) {
        if (progress.loaded < progress.total) allow(idle, 'idle')
        else allow(firstByte, 'firstByte')
        onUploadProgress?.(progress)
      },
    })
  } finally {
    clearInterval(timer)
    signal?.removeEventListener('abort', follow)
  }
}
