import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { httpText } from './http-text.ts'

/** A request as it came. */
interface RawRequest {
  readonly method: string
  readonly target: string
  /** Names as they came, repeated ones one by one. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Which connection of the server it came on: 0, 1, ... */
  readonly connection: number
  /** What has been read of the body so far. */
  readonly body: Uint8Array
  /** Reads the body to its end; until this is called, or an answer made, nobody reads it. */
  read(): Promise<Uint8Array>
}

/** The connection, to answer anything on it or nothing at all. */
export interface RawReply {
  /** Sends text as UTF-8, or bytes, exactly as they are. */
  write(content: string | Uint8Array): void
  /** Sends a complete answer; see {@link httpText}. */
  answer(status: number, headers?: Readonly<Record<string, string>>, body?: string): void
  /** Closes the connection after what was written. */
  close(): void
  /** Cuts the connection with an RST; what was written may be lost. */
  reset(): void
}

/** Answers the request with that index: 0 is the server's first. */
export type RawHandler = (request: RawRequest, reply: RawReply, index: number) => unknown

/** A server on loopback that runs. */
export interface RawServer {
  /** Without a slash at the end. */
  readonly url: string
  readonly requests: readonly RawRequest[]
  /** How many connections are open now. */
  readonly connections: number
  close(): Promise<void>
}

/**
 * Serves answers that no decent server gives, for the rest of the test that calls it.
 *
 * @example
 * const { url } = await rawServer((request, reply) => {
 *   reply.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort')
 *   reply.close()
 * })
 */
export async function rawServer(handler: RawHandler): Promise<RawServer> {
  const server = await startRawServer(handler)
  onTestFinished(() => server.close())
  return server
}

/** Like {@link rawServer}, until it is closed. */
export async function startRawServer(handler: RawHandler): Promise<RawServer> {
  const requests: RawRequest[] = []
  const sockets = new Set<Socket>()
  const numbers = new WeakMap<Socket, number>()
  let connections = 0
  // Node's server reads the requests; the answers go to the socket beside it.
  const server = createServer({ maxHeaderSize: 64 * 1024, keepAlive: true }, (incoming) => {
    const { socket } = incoming
    const request = requestOf(incoming, numbers.get(socket) ?? 0)
    requests.push(request)
    void handler(request, replyTo(incoming, socket), requests.length - 1)
  })
  server.on('connection', (socket) => {
    numbers.set(socket, connections++)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // Clients that hang up are what many tests are about.
    socket.on('error', () => undefined)
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get connections() {
      return sockets.size
    },
    async close() {
      const closed = [once(server, 'close'), ...Array.from(sockets, (one) => once(one, 'close'))]
      server.close()
      for (const socket of sockets) socket.destroy()
      await Promise.all(closed)
    },
  }
}

function requestOf(incoming: IncomingMessage, connection: number): RawRequest {
  const { method = '', url = '', rawHeaders } = incoming
  const chunks: Uint8Array[] = []
  let whole: Promise<Uint8Array> | undefined
  const readAll = async (): Promise<Uint8Array> => {
    for await (const chunk of incoming as AsyncIterable<Uint8Array>) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  return {
    method,
    target: url,
    headers: rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
    ),
    connection,
    get body() {
      return Buffer.concat(chunks)
    },
    read: () => (whole ??= readAll()),
  }
}

function replyTo(incoming: IncomingMessage, socket: Socket): RawReply {
  return {
    write(content) {
      socket.write(content)
    },
    answer(status, headers, body) {
      // What nobody wants must go somewhere, or the next request would wait behind it.
      if (!incoming.readableFlowing) incoming.resume()
      socket.write(httpText(status, headers, body))
    },
    close() {
      socket.end()
    },
    reset() {
      socket.resetAndDestroy()
    },
  }
}
