import type { IncomingMessage } from 'node:http'
import { contentOf } from './content.js'
import { ResponseOf } from './response-of.js'
import { unpacked } from './unpacked.js'

/** An answer on its way. */
export interface Answer {
  readonly response: Response
  /** Ends its content in an error, at once. */
  readonly fail: (reason: unknown) => void
}

/**
 * Makes a `Response` of what came. Trailers are left out.
 *
 * @param failed - Makes of the reason why content broke off the error that it ends in.
 */
export function answerOf(
  incoming: IncomingMessage,
  method: string,
  failed: (cause: unknown) => unknown,
): Answer {
  const { statusCode = 0, statusMessage = '' } = incoming
  // Response takes no others, fetch does.
  const isKnown = statusCode >= 200 && statusCode <= 599
  const init = {
    status: isKnown ? statusCode : 500,
    statusText: /^[\t -~\x80-\xff]*$/.test(statusMessage) ? statusMessage : '',
  }
  const content = hasContent(incoming, method)
    ? contentOf(
        incoming,
        unpacked(incoming, headerOf(incoming.rawHeaders, 'content-encoding')),
        failed,
      )
    : undefined
  const response = content ? new ResponseOf(content.reader, init) : new Response(null, init)
  if (!isKnown) Object.defineProperty(response, 'status', { value: statusCode })
  addHeaders(response.headers, incoming.rawHeaders)
  if (content) return { response, fail: content.fail }
  incoming.on('error', () => undefined)
  // Only 205 could have content here, and has none to give.
  if (statusCode === 205) incoming.destroy()
  else incoming.resume()
  return { response, fail: () => undefined }
}

function addHeaders(headers: Headers, raw: readonly string[]): void {
  for (let index = 0; index < raw.length; index += 2) {
    headers.append(raw[index] as string, raw[index + 1] as string)
  }
}

/** The first header of that name, in lower case; `headers` of a message are only made for who asks for them. */
export function headerOf(raw: readonly string[], name: string): string | undefined {
  for (let index = 0; index < raw.length; index += 2) {
    const other = raw[index] as string
    if (other.length === name.length && other.toLowerCase() === name) return raw[index + 1]
  }
  return undefined
}

function hasContent({ statusCode, rawHeaders }: IncomingMessage, method: string): boolean {
  if (method === 'HEAD' || statusCode === 204 || statusCode === 205 || statusCode === 304) {
    return false
  }
  // An empty object has a stream that is at its end; of other answers nobody wants one.
  return method === 'GET' || headerOf(rawHeaders, 'content-length') !== '0'
}
