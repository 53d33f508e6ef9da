import type { inTime } from '../in-time.js'
import type { lost } from '../fault.js'
import type { Call } from '../middleware.js'
import type { ByteStream, ObjectBody, WithBody } from './object-body.js'

/**
 * Makes the body of an answer that fails if it is shorter than announced, or stalls. Where the runtime
 * disposes of things, what is given can be disposed of.
 *
 * @param limited - {@link inTime}, handed over so that this module can be loaded alone.
 * @param errorOf - {@link lost}, likewise.
 */
export function guard(
  response: Response,
  call: Call,
  limited: typeof inTime,
  errorOf: typeof lost,
): WithBody {
  const { body } = response
  const [stream, giveUp] = body ? guarded(body, response, call, limited, errorOf) : [null]
  const { asyncDispose } = Symbol as { asyncDispose?: symbol }
  const dispose = async (): Promise<void> => giveUp?.(new DOMException('disposed of', 'AbortError'))
  return { Body: toBody(stream, response), ...(asyncDispose && { [asyncDispose]: dispose }) }
}

/**
 * Makes a body of a stream, readable as a `Response` is. It rejects with the error of the stream, in the
 * place of which Chromium's own would say "Failed to fetch".
 */
export function toBody(stream: ByteStream | null, init: Response): ObjectBody {
  const Body = new Response(stream, init)
  const whole = async (): Promise<Response> => {
    const reader = Body.body?.getReader()
    const parts: BlobPart[] = []
    for (let part; (part = (await reader?.read())?.value);) parts.push(part)
    return new Response(new Blob(parts), init)
  }
  for (const method of ['text', 'json', 'blob', 'arrayBuffer'] as const) {
    Object.assign(Body, { [method]: async () => (await whole())[method]() as unknown })
  }
  const cancel = async (): Promise<void> => Body.body?.cancel().catch(() => undefined)
  return Object.assign(Body, { cancel })
}

/**
 * The bytes of an answer, which end in an error unless there are as many as announced. Bytes that nobody
 * begins to read within the idle limit are given up, or forgotten bodies would use up all connections.
 *
 * @returns the bytes, and what ends them in an error even while somebody reads them.
 */
function guarded(
  body: ByteStream,
  { headers, type }: Response,
  call: Call,
  limited: typeof inTime,
  errorOf: typeof lost,
): [stream: ByteStream, giveUp: (error: unknown) => Promise<void>] {
  const reader = body.getReader()
  const letGo = call.keepSignal()
  // What was decoded on the way has another length, and CORS may hide that it was.
  const encoded = /^(?!identity)./.test(headers.get('content-encoding') ?? '')
  const expected = encoded ? 0 : Number(headers.get('content-length'))
  let received = 0
  let begin = (): void => undefined
  const end = async (reason?: unknown): Promise<void> => {
    begin()
    letGo()
    await reader.cancel(reason).catch(() => undefined)
  }
  const fail = async (cause?: unknown): Promise<never> => {
    await end(cause)
    throw await errorOf(call, cause, received, expected)
  }
  let giveUp = end
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        giveUp = (error) => {
          controller.error(error)
          return end()
        }
        const begun = (): Promise<void> => new Promise((resolve) => (begin = resolve))
        limited(call, 'idle', begun).catch(giveUp)
      },
      async pull(controller) {
        begin()
        const { value } = await limited(call, 'idle', () => reader.read()).catch(fail)
        received += value?.length ?? 0
        if (value) controller.enqueue(value)
        else if (received < expected && type !== 'cors') await fail()
        else {
          letGo()
          controller.close()
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
  return [stream, giveUp]
}
