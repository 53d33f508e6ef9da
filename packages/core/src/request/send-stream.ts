import type { BodyStream } from './body.js'
import type { OosError } from '../errors.js'
import type { Call, Next, Result } from '../middleware.js'
import type { Shared } from './sized-body.js'

/** A stream to send, and what it takes. */
interface Sending extends Shared {
  readonly source: BodyStream
  /** Bytes that the stream must have. */
  readonly length: number
  /** Makes the error for a body that cannot be sent. */
  readonly refuse: (message: string) => OosError
}

/** Sends a stream, once: nobody can read it again. Pages never get here, since `fetch` there cannot tell its length. */
export async function sendStream(call: Call, next: Next, sending: Sending): Promise<Result> {
  const { request, signal, maxAttempts } = call
  const { source, length, fault, loadFailure, refuse } = sending
  const { stream, failure, stop } = exactly(source, length, (cause) => {
    if (cause instanceof WrongLength) return refuse(`Body ${cause.message}`)
    const { message: why = String(cause) } = Object(cause) as Partial<Error>
    const message = `Body broke off: ${why}`
    return fault(call, { code: 'SourceChanged', message, member: 'Body', cause })
  })
  try {
    const once = { ...request, body: stream, duplex: 'half' } as const
    const result = await next({ ...call, maxAttempts: 1, request: once })
    // Workers resolve although the stream failed.
    if (failure()) throw new Error('broken off')
    return result
  } catch (error) {
    // fetch gives up a stream only when that has something to give.
    stop(error)
    signal?.throwIfAborted()
    const broken = failure()
    if (broken) throw broken
    if (maxAttempts < 2 || !(await loadFailure())?.isRetryable(error)) throw error
    const { attempts, status, requestId } = error as OosError
    const message = 'the request failed, and a stream cannot be sent again'
    throw fault(call, {
      ...{ code: 'BodyNotReplayable', message, cause: error, attempts, status, requestId },
      hint: 'Make a new stream and send the command again, or give a Blob.',
    })
  }
}

/** A stream is not what its caller said. */
class WrongLength extends RangeError {}

/** What has gone through {@link exactly}. */
interface Exact {
  readonly stream: BodyStream
  /** Why it broke off, if it did. */
  readonly failure: () => OosError | undefined
  /** Gives up the source, unless it was never touched. */
  readonly stop: (reason: unknown) => void
}

/**
 * The same stream, which fails unless it has that many bytes. The last of them are held back until its
 * end has come: a server that has them all would take them for the whole.
 */
function exactly(source: BodyStream, length: number, explain: (cause: unknown) => OosError): Exact {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let left = length
  let last: Uint8Array | undefined
  let failed: OosError | undefined

  const stop = (reason: unknown): void => {
    reader?.cancel(reason).catch(() => undefined)
  }

  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    // Not before it is needed: a request that never leaves does not touch the caller's stream.
    reader ??= source.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        if (left) throw new WrongLength(`ended ${left} bytes before ContentLength`)
        if (last) controller.enqueue(last)
        controller.close()
        return
      }
      if (!ArrayBuffer.isView(value)) throw new WrongLength('must be a stream of bytes')
      left -= value.byteLength
      if (left < 0) throw new WrongLength(`has more bytes than ContentLength, ${length}`)
      if (left) {
        controller.enqueue(value)
        return
      }
      last ??= value
    }
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          await pull(controller)
        } catch (cause) {
          failed = explain(cause)
          controller.error(failed)
          stop(failed)
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  )
  return { stream, failure: () => failed, stop }
}
