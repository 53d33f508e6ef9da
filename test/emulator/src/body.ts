import type { XmlElement } from '@rgrove/parse-xml'
import { createMD5 } from 'hash-wasm'
import type { BodyStore } from './body-store.js'
import type { Call } from './call.js'
import type { Content } from './content.js'
import { OosFault } from './errors.js'
import { memoryBodies } from './memory-bodies.js'
import { header } from './wire-headers.js'
import { readXml } from './xml.js'

/** What of a call has to do with its body; known before anybody knows what is asked for. */
export type Incoming = Pick<Call, 'world' | 'request' | 'headers' | 'fromWire' | 'record'>

/** A body that came in whole, with its MD5. */
export interface ReceivedBody {
  readonly content: Content
  /** The MD5 in hexadecimal. */
  readonly md5: string
}

/** Takes a body into the store as it streams in; it is held until the request is answered. */
export async function receiveBody(call: Call): Promise<ReceivedBody> {
  const { bodies } = call.world
  const body = await readBody(call, bodies)
  call.held.push(body.content)
  return body
}

/** Reads a body as UTF-8 text; `refusal` is what comes of other bytes. */
export async function readText(
  call: Incoming,
  refusal: () => OosFault = malformedXml,
): Promise<string> {
  const { content } = await readBody(call, memoryBodies)
  const bytes = await new Response(memoryBodies.open(content)).arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refusal()
  }
}

/** The chunks of a stream, until somebody gives up. */
export async function* chunksOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  signal.throwIfAborted()
  const reader = stream?.getReader()
  // Ends a read that is under way: a client that has gone may never end its body.
  const stop = (): void => {
    void reader?.cancel(signal.reason).catch(() => undefined)
  }
  signal.addEventListener('abort', stop)
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true }
      signal.throwIfAborted()
      if (done) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Reads an XML body whose root has this name. */
export async function readDocument(call: Incoming, rootName: string): Promise<XmlElement> {
  const root = readXml(await readText(call), rootName)
  if (root === undefined) throw malformedXml()
  return root
}

/** Refuses a call without Content-MD5. Assumed: with InvalidRequest. */
export function requireMd5({ headers }: Incoming): void {
  if (header(headers, 'content-md5') === undefined) {
    throw new OosFault('InvalidRequest', 'Missing required header for this request: Content-MD5')
  }
}

/** The refusal of an XML body that cannot be read. */
export function malformedXml(): OosFault {
  const message = 'The XML you provided was not well-formed or did not validate.'
  return new OosFault('MalformedXML', message)
}

/**
 * The Content-Length, which a request must have. One made in the same process has none, since only the
 * network layer adds it: there only what the wire would show can be asked for.
 */
export function announcedLength({ world, headers, fromWire }: Incoming): number | undefined {
  const text = header(headers, 'content-length')
  if (text === undefined) {
    if (!fromWire && header(headers, 'transfer-encoding') === undefined) return undefined
    const message = 'You must provide the Content-Length HTTP header.'
    throw new OosFault('MissingContentLength', message)
  }
  if (!/^\d+$/.test(text)) throw new OosFault('InvalidArgument', 'Content-Length is not a number.')
  if (Number(text) > world.limits.body) {
    throw new OosFault('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.')
  }
  return Number(text)
}

/** The Content-MD5 header in hexadecimal. */
function contentMd5({ headers }: Incoming): string | undefined {
  const text = header(headers, 'content-md5')
  if (text === undefined) return undefined
  // 16 bytes in Base64: 22 digits, of which the last carries two bits, and the padding.
  if (!/^[A-Za-z\d+/]{21}[AQgw]==$/.test(text)) {
    throw new OosFault('InvalidDigest', 'The Content-MD5 you specified is not valid.')
  }
  const bytes = Array.from(atob(text), (character) => character.charCodeAt(0))
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

// Checks Content-Length and Content-MD5 before the store has it all, which then keeps nothing.
async function readBody(call: Incoming, bodies: BodyStore): Promise<ReceivedBody> {
  const expectedLength = announcedLength(call)
  const expectedMd5 = contentMd5(call)
  const hasher = (await createMD5()).init()
  let md5 = ''
  const content = await bodies.receive(
    (async function* () {
      let size = 0
      for await (const chunk of chunksOf(call.request.body, call.request.signal)) {
        hasher.update(chunk)
        size += chunk.length
        call.record.bodyLength = size
        yield chunk
      }
      if (expectedLength !== undefined && size !== expectedLength) {
        const message = 'The body does not have the length that Content-Length announced.'
        throw new OosFault('IncompleteBody', message)
      }
      md5 = hasher.digest()
      if (expectedMd5 !== undefined && expectedMd5 !== md5) {
        const message = 'The Content-MD5 you specified did not match what we received.'
        throw new OosFault('BadDigest', message)
      }
    })(),
  )
  return { content, md5 }
}
