import type { BodyStream } from './body.js'
import type { OosError, OosErrorDetails } from '../errors.js'
import type { loadFailure } from '../fault.js'
import type { Call, Next, Result } from '../middleware.js'

/**
 * Sends a body that is a stream, once, or one of which the caller told the length. Few calls need this
 * module: it is handed what it would share with others, so that it can be loaded alone.
 */
export async function sendSized(
  call: Call,
  next: Next,
  fault: (call: Call, details: OosErrorDetails) => OosError,
  load: typeof loadFailure,
): Promise<Result> {
  const { request, signal, maxAttempts } = call
  const { body, headers } = request
  const given = headers.get('content-length')
  const refuse = (message: string, hint?: string, member = 'Body'): OosError =>
    fault(call, { code: 'InvalidInput', message, member, hint })

  if (!isStream(body)) {
    const size = new Blob([body as BlobPart]).size
    // The runtime sets this header itself, and it may not be sent from a page.
    headers.delete('content-length')
    if (Number(given) === size) return next(call)
    throw refuse(`ContentLength must be ${size}, the size of Body`, undefined, 'ContentLength')
  }
  const elsewhere = 'Give a Blob, or send the file by Upload of @oos-js/web.'
  if (given === null) throw refuse('a Body that is a stream needs ContentLength', elsewhere)
  if (!sendsLength()) throw refuse('Body cannot be a stream in this runtime', elsewhere)
  if (isUsed(body)) {
    throw refuse('Body must be a stream that nobody has read from or is reading from')
  }

  if (!/^\d+$/.test(given)) {
    throw refuse('ContentLength must be an integer from 0 on', undefined, 'ContentLength')
  }

  const { stream, failure, stop } = exactly(body, Number(given), (cause) => {
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
    if (maxAttempts < 2 || !(await load())?.isRetryable(error)) throw error
    const { attempts, status, requestId } = error as OosError
    const message = 'the request failed, and a stream cannot be sent again'
    throw fault(call, {
      ...{ code: 'BodyNotReplayable', message, cause: error, attempts, status, requestId },
      hint: 'Make a new stream and send the command again, or give a Blob.',
    })
  }
}

/**
 * Tells whether fetch sends a stream, and under the length that is told. Measured: Node and Bun do; pages
 * drop the header, and some send the stream's name for its content; Deno and workers let the header be set
 * and send chunks of unknown length all the same, which nothing but their names tells.
 */
function sendsLength(): boolean {
  if ('Deno' in globalThis || 'WebSocketPair' in globalThis) return false
  const headers = { 'content-length': '0' }
  const init = { method: 'POST', body: new ReadableStream(), headers, duplex: 'half' }
  const request = new Request('http://localhost', init)
  // A Content-Type that nobody set belongs to the text "[object ReadableStream]".
  return request.headers.has('content-length') && !request.headers.has('content-type')
}

function isStream(body: Call['request']['body']): body is BodyStream {
  return !!(Object(body) as Partial<BodyStream>).getReader
}

function isUsed(body: BodyStream): boolean {
  try {
    new Response(body)
    return body.locked
  } catch {
    return true
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
