/** A request body of Node as a stream of the web. */
export interface IncomingBody {
  readonly stream: ReadableStream<Uint8Array>
  /** Reads the rest and forgets it. */
  discard(): void
}

/** Streams a body only as fast as it is read. */
export function incomingBody(incoming: NodeJS.ReadableStream): IncomingBody {
  // After the end, and after anybody lost interest, the stream must not be touched again.
  let done = false
  const finish = (act: () => void): void => {
    if (done) return
    done = true
    act()
  }
  const source: UnderlyingDefaultSource<Uint8Array> = {
    start(controller) {
      incoming.on('data', (chunk: Uint8Array) => {
        if (done) return
        controller.enqueue(chunk)
        if ((controller.desiredSize ?? 1) <= 0) incoming.pause()
      })
      incoming.pause()
      const broken = (): void => {
        controller.error(new Error('The client closed the connection.'))
      }
      incoming.once('end', () => {
        finish(() => {
          controller.close()
        })
      })
      incoming.once('error', () => {
        finish(broken)
      })
      incoming.once('close', () => {
        finish(broken)
      })
    },
    pull() {
      incoming.resume()
    },
    cancel() {
      done = true
    },
  }
  const stream = new ReadableStream(
    source,
    new ByteLengthQueuingStrategy({ highWaterMark: 65_536 }),
  )
  const discard = (): void => {
    done = true
    incoming.resume()
  }
  return { stream, discard }
}
