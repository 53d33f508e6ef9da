import { errorOf } from './error-answer.js'
import { fault, lost } from '../fault.js'
import type { Call } from '../middleware.js'
import { isForeign } from './read-nothing.js'
import { longestError, readText } from './read-text.js'

/** Content of an object, readable once, in the ways a `Response` is. */
export interface ObjectBody extends Pick<
  Response,
  'body' | 'bodyUsed' | 'text' | 'json' | 'blob' | 'arrayBuffer'
> {
  /** Gives up the rest of the content and frees the connection. */
  cancel(): Promise<void>
}

/** What {@link readBody} gives. */
export interface WithBody {
  /** The content, unread. */
  Body: ObjectBody
}

/** Gives the answer's body to the caller unread; it fails if it turns out to be shorter than announced. */
export async function readBody(response: Response, call: Call): Promise<WithBody> {
  if (isForeign(response)) {
    throw await errorOf(await readText(response, call, longestError), { response }, call)
  }
  const Body = new Response(response.body && whole(response.body, response, call), response)
  return { Body: Object.assign(Body, { cancel: () => discard(Body) }) }
}

/** Gives up a body; one that is being read is the reader's. */
export async function discard({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => undefined)
}

/** The bytes of an answer, which end in an error unless there are as many as announced. */
function whole(
  body: ReadableStream<Uint8Array>,
  { headers, type }: Response,
  call: Call,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  // What was decoded on the way has another length, and CORS may hide that it was.
  const encoded = /^(?!identity)./.test(headers.get('content-encoding') ?? '')
  const expected = encoded ? 0 : Number(headers.get('content-length'))
  let received = 0
  const short = (cause?: unknown) =>
    fault(call, {
      code: 'Integrity',
      message: `${received} of ${expected} bytes came`,
      cause,
    })
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value } = await reader.read().catch(async (cause: unknown) => {
          const error = await lost(call, cause)
          throw received < expected ? short(error) : error
        })
        received += value?.length ?? 0
        if (value) controller.enqueue(value)
        else if (received < expected && type !== 'cors') throw short()
        else controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
