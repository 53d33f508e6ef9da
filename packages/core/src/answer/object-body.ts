import { isOosError } from '../errors.js'
import { fault, lost } from '../fault.js'
import { inTime } from '../in-time.js'
import type { Call } from '../middleware.js'
import { refuseForeign } from './read-nothing.js'

/** Content of an object, readable once, in the ways a `Response` is. */
export interface ObjectBody extends Pick<
  Response,
  'body' | 'bodyUsed' | 'text' | 'json' | 'blob' | 'arrayBuffer'
> {
  /** Gives up the rest of the content and frees the connection. */
  cancel(): Promise<void>
}

/**
 * Lets `await using` free the connection of an output, whoever reads its content, where the runtime and the
 * program's TypeScript have `Symbol.asyncDispose`.
 */
export type Disposal = {
  readonly [
    Name in keyof SymbolConstructor as Name extends 'asyncDispose'
      ? SymbolConstructor[Name] & symbol
      : never
  ]: () => Promise<void>
}

/** What {@link readBody} gives. */
export interface WithBody {
  /** The content, unread. */
  Body: ObjectBody
}

/** Gives the answer's body to the caller unread; it fails if it turns out to be shorter than announced. */
export async function readBody(response: Response, call: Call): Promise<WithBody> {
  await refuseForeign(response, call)
  const { asyncDispose } = Symbol as { asyncDispose?: symbol }
  const [stream, giveUp] = response.body ? whole(response.body, response, call) : [null]
  const dispose = async (): Promise<void> => giveUp?.(new DOMException('disposed of', 'AbortError'))
  return { Body: toBody(stream, response), ...(asyncDispose && { [asyncDispose]: dispose }) }
}

/**
 * Makes a body of a stream, readable as a `Response` is. It rejects with the error of the stream, in the
 * place of which Chromium's own would say "Failed to fetch".
 */
export function toBody(
  stream: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  init: Response,
): ObjectBody {
  const Body = new Response(stream, init)
  const blob = async (): Promise<Blob> => {
    if (Body.bodyUsed) throw new TypeError('Body was read before')
    const reader = Body.body?.getReader()
    const parts: BlobPart[] = []
    for (let part; (part = (await reader?.read())?.value);) parts.push(part)
    return new Blob(parts, { type: init.headers.get('content-type') ?? '' })
  }
  const text = async (): Promise<string> => (await blob()).text()
  return Object.assign(Body, {
    blob,
    text,
    json: async () => JSON.parse(await text()) as unknown,
    arrayBuffer: async () => (await blob()).arrayBuffer(),
    cancel: () => discard(Body),
  })
}

/** Gives up a body; one that is being read is the reader's. */
async function discard({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => undefined)
}

/**
 * The bytes of an answer, which end in an error unless there are as many as announced. Bytes that nobody
 * begins to read within the idle limit are given up, or forgotten bodies would use up all connections.
 *
 * @returns the bytes, and what ends them in an error even while somebody reads them.
 */
function whole(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { headers, type }: Response,
  call: Call,
): [ReadableStream<Uint8Array<ArrayBuffer>>, (error: unknown) => Promise<void>] {
  const reader = body.getReader()
  const letGo = call.keepSignal()
  // What was decoded on the way has another length, and CORS may hide that it was.
  const encoded = /^(?!identity)./.test(headers.get('content-encoding') ?? '')
  const expected = encoded ? 0 : Number(headers.get('content-length'))
  let received = 0
  let unread: ReturnType<typeof setTimeout> | undefined
  const end = async (reason?: unknown): Promise<void> => {
    clearTimeout(unread)
    letGo()
    await reader.cancel(reason).catch(() => undefined)
  }
  const failed = async (cause?: unknown): Promise<never> => {
    await end(cause)
    const error = cause && (await lost(call, cause))
    if (received >= expected || isOosError(error, 'Timeout')) throw error
    const message = `${received} of ${expected} bytes came`
    throw fault(call, { code: 'Integrity', message, cause: error })
  }
  let giveUp = end
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        giveUp = (error) => {
          controller.error(error)
          return end()
        }
        const { idle } = call.timeout
        const message = `not read within timeout.idle, ${idle} ms`
        const expire = (): void => void giveUp(fault(call, { code: 'Timeout', message }))
        if (idle) unread = setTimeout(expire, idle)
      },
      async pull(controller) {
        clearTimeout(unread)
        const { value } = await inTime(call, 'idle', () => reader.read()).catch(failed)
        received += value?.length ?? 0
        if (value) controller.enqueue(value)
        else if (received < expected && type !== 'cors') await failed()
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
