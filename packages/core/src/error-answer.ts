import { parseRetryAfter } from './backoff.js'
import type { OosError } from './errors.js'
import { fault } from './fault.js'
import type { Call } from './middleware.js'
import { requestIdOf } from './output.js'
import { readText } from './read-text.js'
import type { XmlElement } from './xml/element.js'
import { parseFlat } from './xml/flat.js'

/** Bytes of an error document that are read; OOS sends a few hundred. */
const limit = 65_536

/** The error that an unsuccessful answer stands for. */
export async function errorFrom(response: Response, call: Call): Promise<OosError> {
  const text = await readText(response, call, limit)
  let document: XmlElement | undefined
  try {
    document = parseFlat(text)
  } catch {
    // A proxy's page rather than a document of the service: the status must do.
  }
  return errorOf(document?.name === 'Error' ? document : undefined, response, call)
}

/** The error that an `<Error>` document stands for, or without one the status. */
export function errorOf(
  document: XmlElement | undefined,
  response: Response,
  call: Call,
): OosError {
  const { status, headers } = response
  const member = (name: string): string | undefined =>
    document?.children.find((child) => child.name === name)?.text
  const code = member('Code')
  const redirect = !(status === 304 || status >= 400 || response.ok)
  return fault(call, {
    code: redirect ? 'Redirect' : code ? normalize(code) : codeOf(status),
    message: redirect
      ? `the service is at ${headers.get('location') ?? 'another address'}: set that as endpoint`
      : member('Message') || (document ? '' : 'the answer does not say why'),
    status,
    requestId: member('RequestId') || requestIdOf(headers),
    retryAfter: parseRetryAfter(headers.get('retry-after'), Date.now()),
  })
}

/** Two codes are misspelt in the vendor's table (OOS developer document V6, 5.2). */
function normalize(code: string): string {
  return code.replace(/\s/g, '').replace('AlreadExists', 'AlreadyExists')
}

/** What a status means when no document says more, as for HEAD. */
function codeOf(status: number): string {
  const codes: Readonly<Record<number, string>> = {
    304: 'NotModified',
    403: 'AccessDenied',
    404: 'NotFound',
    405: 'MethodNotAllowed',
    408: 'RequestTimeout',
    411: 'MissingContentLength',
    412: 'PreconditionFailed',
    416: 'InvalidRange',
    429: 'SlowDown',
    503: 'SlowDown',
  }
  return codes[status] ?? (status >= 500 ? 'InternalError' : 'InvalidRequest')
}
