import { ConnectionDropped } from './connection-dropped.js'

/** Lets the first bytes of a body through, then breaks the stream off. */
export function truncate(response: Response, bytes: number): Response {
  return after(response, bytes, () => Promise.reject(new ConnectionDropped()))
}

/** Lets the first bytes of a body through, then nothing more until the client gives up. */
export function stall(response: Response, bytes: number, signal: AbortSignal): Response {
  return after(response, bytes, () => hung(signal))
}

/** Never comes to anything; ends when the client gives up. */
export function hung(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => {
      reject(signal.reason as Error)
    }
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
}

function after(response: Response, bytes: number, happens: () => Promise<never>): Response {
  // An answer without content breaks off behind its headers, unless its status says that nothing follows.
  if (response.status === 204 || response.status === 304) return response
  const reader = (response.body ?? new Blob().stream()).getReader()
  let left = bytes
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value } = left > 0 ? await reader.read() : { value: undefined }
        if (value === undefined) {
          await reader.cancel()
          // A rejection here is the stream's error.
          return happens()
        }
        controller.enqueue(value.subarray(0, left))
        left -= value.length
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  const headers = new Headers(response.headers)
  // A length of 0 would say that all of it has come.
  if (response.body === null) headers.delete('content-length')
  return new Response(body, { status: response.status, headers })
}
