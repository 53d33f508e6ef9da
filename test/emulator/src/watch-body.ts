/** Who is told how the reading of a body ended. */
interface Watcher {
  /** Read to its end, or broken off by whoever makes it. */
  readonly over: () => void
  /** Whoever reads it lost interest. */
  readonly cancelled: () => void
}

/** Passes a body on as it is, and tells how it ended. */
export function watchBody(response: Response, { over, cancelled }: Watcher): Response {
  const reader = response.body?.getReader()
  if (reader === undefined) {
    over()
    return response
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          over()
          throw error
        })
        if (done) {
          over()
          controller.close()
        } else controller.enqueue(value)
      },
      cancel(reason) {
        cancelled()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { status: response.status, headers: response.headers })
}
