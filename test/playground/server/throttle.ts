import type { HandleContext } from '@oos-js/emulator'

/** A limit on bytes that all connections share, both ways. */
export interface Throttle {
  /** Sets the bytes a second; 0 is no limit. It holds at once, for what is under way too. */
  setRate(bytesPerSecond: number): void
  /** Gives bodies of requests and answers no faster than that. */
  slow(handle: Handle): Handle
}

type Handle = (request: Request, context?: HandleContext) => Promise<Response>

/** Makes a throttle that lets everything through. */
export function createThrottle(): Throttle {
  let rate = 0
  /** When the line is free again, on the clock of `performance`. */
  let free = 0

  const takeTurn = async (bytes: number): Promise<void> => {
    if (rate === 0) return
    const now = performance.now()
    free = Math.max(free, now) + (bytes / rate) * 1000
    await new Promise((resolve) => setTimeout(resolve, free - now))
  }

  const slowed = (body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> =>
    body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        async transform(chunk, controller) {
          await takeTurn(chunk.length)
          controller.enqueue(chunk)
        },
      }),
    )

  return {
    setRate(bytesPerSecond) {
      rate = bytesPerSecond
      free = 0
    },
    slow: (handle) => async (request, context) => {
      const { body, signal } = request
      const init: RequestInit & { duplex: 'half' } = {
        body: body && slowed(body),
        signal,
        duplex: 'half',
      }
      const response = await handle(body ? new Request(request, init) : request, context)
      return response.body ? new Response(slowed(response.body), response) : response
    },
  }
}
