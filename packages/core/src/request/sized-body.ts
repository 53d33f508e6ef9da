import type { BodyStream } from './body.js'
import type { OosError, OosErrorDetails } from '../errors.js'
import type { loaded, loadFailure } from '../fault.js'
import type { Call, Next, Result } from '../middleware.js'
import { sendsLength } from './sends-length.js'

/** What this module and the next would share with others: they are handed it, so that each can be loaded alone. */
export interface Shared {
  readonly fault: (call: Call, details: OosErrorDetails) => OosError
  readonly loaded: typeof loaded
  readonly loadFailure: typeof loadFailure
}

/** Sends a body that is a stream, once, or one of which the caller told the length. Few calls need it. */
export async function sendSized(call: Call, next: Next, shared: Shared): Promise<Result> {
  const { body, headers } = call.request
  const given = headers.get('content-length')
  const refuse = (message: string, hint?: string, member = 'Body'): OosError =>
    shared.fault(call, { code: 'InvalidInput', message, member, hint })

  if (!isStream(body)) {
    const size = new Blob([body as BlobPart]).size
    // The runtime sets this header itself, and it may not be sent from a page.
    headers.delete('content-length')
    if (Number(given) === size) return next(call)
    throw refuse(`ContentLength must be ${size}, the size of Body`, undefined, 'ContentLength')
  }
  const elsewhere = 'Give a Blob, or send the file by Upload of @oos-js/web.'
  if (!sendsLength()) throw refuse('Body cannot be a stream in this runtime', elsewhere)
  if (given === null) throw refuse('a Body that is a stream needs ContentLength', elsewhere)
  if (isUsed(body)) {
    throw refuse('Body must be a stream that nobody has read from or is reading from')
  }
  if (!/^\d+$/.test(given)) {
    throw refuse('ContentLength must be an integer from 0 on', undefined, 'ContentLength')
  }
  const { sendStream } = await shared.loaded(call, import('./send-stream.js'))
  return sendStream(call, next, { ...shared, source: body, length: Number(given), refuse })
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
