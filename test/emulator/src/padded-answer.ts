import { errorResponse, OosFault } from './errors.js'
import type { Timer } from './options.js'
import type { RecordedRequest } from './recorded-request.js'
import { declaration } from './xml.js'

/** How an answer that begins early goes on. */
export interface Padding {
  /** How many spaces come first. */
  readonly spaces: number
  /** Milliseconds between two spaces. */
  readonly every: number
  readonly timer: Timer
  /** Whether the XML declaration goes ahead, without which strict readers refuse white space. */
  readonly declared?: boolean
}

/**
 * Answers 200 before the work is done, sends spaces and then what came of it, an error
 * included (OOS developer document V6, 4.3.7).
 */
export function paddedAnswer(
  work: Promise<Response>,
  record: RecordedRequest,
  padding: Padding,
): Response {
  const result = work.catch((error: unknown) => {
    if (error instanceof OosFault) return errorResponse(error, record)
    throw error
  })
  // Whoever reads no further than the status must not cause an unhandled rejection.
  result.catch(() => undefined)
  const pieces = piecesOf(result, padding)
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'content-type': 'application/xml;charset=UTF-8' } })
}

async function* piecesOf(
  result: Promise<Response>,
  { spaces, every, timer, declared = false }: Padding,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder()
  if (declared) yield encoder.encode(declaration)
  for (let sent = 0; sent < spaces; sent += 1) {
    yield encoder.encode(' ')
    await timer.sleep(every)
  }
  const text = await (await result).text()
  yield encoder.encode(declared ? text.replace(declaration, '') : text)
}
