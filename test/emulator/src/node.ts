import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { ConnectionDropped } from './connection-dropped.js'
import type { Emulator } from './emulator.js'
import { incomingBody } from './incoming-body.js'
import type { HeaderFields } from './wire-headers.js'
import type { HandleContext } from './world.js'

export { openFolder, type FolderStorage } from './folder/open-folder.js'

/** Where to listen. */
export interface ServeOptions {
  /** By default a free one. */
  readonly port?: number
  /** A loopback address, by default 127.0.0.1: the emulator is no server for a network. */
  readonly host?: string
  /** Lets `host` be any address, for everybody who reaches it. */
  readonly allowRemote?: boolean
  /**
   * Where to serve the websites of buckets, as `http://127.0.0.1:<port>/<bucket>/` and as
   * `http://<bucket>.website.localhost:<port>/`; 0 for a free port. By default nowhere, but websites are
   * served on the other port too, to whoever asks for them by host name.
   */
  readonly websitePort?: number | undefined
}

/** A server that runs. */
export interface Serving {
  /** The endpoint, without a slash at the end. */
  readonly url: string
  /** Where the websites are, without a slash at the end; undefined without a `websitePort`. */
  readonly websiteUrl: string | undefined
  /** Stops the server and cuts what is still connected; may be called again. */
  close(): Promise<void>
}

/**
 * Serves an emulator over HTTP, streaming both ways.
 *
 * @example
 * const server = await serve(createEmulator())
 * const response = await fetch(`${server.url}/bucket/key`)
 * await server.close()
 */
export async function serve(
  emulator: Pick<Emulator, 'handle'>,
  { port = 0, host = '127.0.0.1', allowRemote = false, websitePort }: ServeOptions = {},
): Promise<Serving> {
  if (!allowRemote && !/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host)) {
    const message = `The emulator listens on loopback addresses only, not on ${host}`
    throw new RangeError(`${message}, unless remote clients are allowed.`)
  }
  const api = await listen(emulator, port, host, {})
  if (websitePort === undefined) return { ...api, websiteUrl: undefined }
  const website = await listen(emulator, websitePort, host, { website: true }).catch(
    async (error: unknown) => {
      await api.close()
      throw error
    },
  )
  const close = async (): Promise<void> => {
    await Promise.all([api.close(), website.close()])
  }
  return { url: api.url, websiteUrl: website.url, close }
}

async function listen(
  emulator: Pick<Emulator, 'handle'>,
  port: number,
  host: string,
  context: HandleContext,
): Promise<Pick<Serving, 'url' | 'close'>> {
  // Long enough for keys of 1024 bytes, percent-encoded, beside 8 KB of headers and more.
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (incoming, outgoing) => {
    const { socket } = incoming
    // A client that pipelines means one request after the other.
    const turn = turns.get(socket) ?? Promise.resolve()
    turns.set(socket, exchange(emulator, context, incoming, outgoing, turn))
  })
  const turns = new WeakMap<Socket, Promise<void>>()
  // A connection that idles between two tests should not go away under the second one.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { address, family, port: actual } = server.address() as AddressInfo
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`
  let closed: Promise<void> | undefined
  return { url, close: () => (closed ??= close(server)) }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve()
      else reject(error)
    })
    server.closeAllConnections()
  })
}

async function exchange(
  emulator: Pick<Emulator, 'handle'>,
  context: HandleContext,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  turn: Promise<void>,
): Promise<void> {
  const gone = new AbortController()
  const hangUp = (): void => {
    if (!outgoing.writableFinished) gone.abort()
  }
  outgoing.once('close', hangUp)
  const body = incomingBody(incoming)
  await turn
  // An answer that waits for another one is not on its socket yet, and would not hear of its end.
  const { socket } = incoming
  if (socket.destroyed) hangUp()
  socket.once('close', hangUp)
  try {
    const request = toRequest(incoming, body.stream, gone.signal)
    if (request === undefined) {
      outgoing.writeHead(400, { connection: 'close' }).end()
      return
    }
    const response = await emulator.handle(request, {
      ...context,
      rawTarget: incoming.url,
      rawHeaders: rawHeaders(incoming),
      address: incoming.socket.remoteAddress,
    })
    await send(response, incoming, outgoing, gone.signal)
  } catch (error) {
    fail(error, incoming, outgoing)
  } finally {
    // What a refused upload still sends has to go somewhere, or the connection would be stuck.
    body.discard()
    socket.off('close', hangUp)
  }
}

function toRequest(
  incoming: IncomingMessage,
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Request | undefined {
  const { method = 'GET', url = '/', headers } = incoming
  const length = headers['content-length'] ?? (headers['transfer-encoding'] ? 'unknown' : '0')
  const hasBody = method !== 'GET' && method !== 'HEAD' && length !== '0'
  // Not resolved against a base: a path may start with two slashes.
  const target = url.startsWith('/') ? url : `/${url}`
  try {
    const init: RequestInit & { duplex: 'half' } = {
      method,
      headers: rawHeaders(incoming) as [string, string][],
      body: hasBody ? body : null,
      duplex: 'half',
      signal,
    }
    const address = `http://${headers.host ?? 'localhost'}${target}`
    return new Request(URL.canParse(address) ? address : 'http://localhost/', init)
  } catch {
    // A method or a header that fetch knows no way to say.
    return undefined
  }
}

function rawHeaders({ rawHeaders: flat }: IncomingMessage): HeaderFields {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : []))
}

async function send(
  response: Response,
  { method }: IncomingMessage,
  outgoing: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat())
  if (response.body === null || method === 'HEAD') {
    outgoing.end()
    return
  }
  // A body that breaks off before its first byte still comes after its headers. flushHeaders would send
  // them as UTF-8, whereas each character of theirs stands for a byte.
  outgoing.write('', 'latin1')
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    if (!gone.aborted && !outgoing.write(value)) await drained(outgoing, gone)
    if (gone.aborted) {
      await reader.cancel()
      return
    }
  }
  outgoing.end()
}

function drained(outgoing: ServerResponse, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      outgoing.off('drain', settle)
      gone.removeEventListener('abort', settle)
      resolve()
    }
    outgoing.on('drain', settle)
    gone.addEventListener('abort', settle)
    if (gone.aborted || !outgoing.writableNeedDrain) settle()
  })
}

function fail(error: unknown, { socket }: IncomingMessage, outgoing: ServerResponse): void {
  if (outgoing.headersSent) {
    // What was written before the break still arrives.
    socket.destroySoon()
  } else if (error instanceof ConnectionDropped) {
    if (error.reset) socket.resetAndDestroy()
    else socket.destroy()
  } else {
    // A mistake of the emulator's own: shown, since only tests will see it.
    outgoing.writeHead(500, { connection: 'close', 'content-type': 'text/plain' })
    outgoing.end(error instanceof Error ? error.stack : String(error))
  }
}
