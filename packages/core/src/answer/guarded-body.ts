import type { lost } from '../fault.js'
import type { inTime } from '../in-time.js'
import type { Call } from '../middleware.js'
import { toBody, type Bytes } from './body-of.js'
import type { DirectReader, DirectResponse } from './direct-response.js'
import type { WithBody } from './object-body.js'

export { bytesOf, toBody } from './body-of.js'

/**
 * Makes the body of an answer that fails if it is shorter than announced, or stalls. Where the runtime
 * disposes of things, what is given can be disposed of.
 *
 * @param limited - {@link inTime}, handed over so that this module can be loaded alone.
 * @param errorOf - {@link lost}, likewise.
 */
export function guard(
  response: DirectResponse,
  call: Call,
  limited: typeof inTime,
  errorOf: typeof lost,
): WithBody {
  const reader = response.getReader?.() ?? response.body?.getReader()
  const bytes = reader && guarded(reader, response, call, limited, errorOf)
  const { asyncDispose } = Symbol as { asyncDispose?: symbol }
  const dispose = async (): Promise<void> =>
    bytes?.giveUp(new DOMException('disposed of', 'AbortError'))
  const output = { Body: toBody(bytes, response) }
  return asyncDispose ? Object.assign(output, { [asyncDispose]: dispose }) : output
}

interface Guarded extends Bytes {
  /** Ends the bytes in an error, even while somebody reads them. */
  readonly giveUp: (error: unknown) => Promise<void>
}

/**
 * The bytes of an answer, which end in an error unless there are as many as announced. Bytes that nobody
 * begins to read within the idle limit are given up, or forgotten bodies would use up all connections.
 */
function guarded(
  reader: DirectReader,
  { headers, type }: Response,
  call: Call,
  limited: typeof inTime,
  errorOf: typeof lost,
): Guarded {
  const letGo = call.keepSignal()
  // What was decoded on the way has another length, and CORS may hide that it was.
  const encoded = /^(?!identity)./.test(headers.get('content-encoding') ?? '')
  const expected = encoded ? 0 : Number(headers.get('content-length'))
  let received = 0
  let begin = (): void => undefined
  let gaveUp: { readonly because: unknown } | undefined
  const stop = async (reason?: unknown): Promise<void> => {
    begin()
    letGo()
    await reader.cancel(reason).catch(() => undefined)
  }
  const giveUp = (error: unknown): Promise<void> => {
    gaveUp ??= { because: error }
    return stop()
  }
  const refuse = (): void => {
    if (gaveUp) throw gaveUp.because
  }
  const fail = async (cause?: unknown): Promise<never> => {
    await stop(cause)
    throw await errorOf(call, cause, received, expected)
  }
  if (!reader.isWhole) {
    limited(call, 'idle', () => new Promise<void>((resolve) => (begin = resolve))).catch(giveUp)
  }
  /** What has come is not waited for, and limits take longer than to read a small object. */
  const read = async (): ReturnType<typeof reader.read> => {
    call.signal?.throwIfAborted()
    return reader.isWhole ? reader.read() : limited(call, 'idle', () => reader.read())
  }
  return {
    giveUp,
    stop,
    async next() {
      begin()
      refuse()
      const { value } = await read().catch(fail)
      // Cancelled bytes would be taken for all there are.
      refuse()
      received += value?.length ?? 0
      if (!value) {
        if (received < expected && type !== 'cors') await fail()
        letGo()
      }
      return value
    },
  }
}
