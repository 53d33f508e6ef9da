import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that runs. */
export interface Listening {
  /** Without a slash at the end. */
  readonly url: string
  close(): Promise<void>
}

/** Lets a page of any origin read an answer, all of its headers included. */
export const forPages = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': '*',
}

/** Serves on a free port of this machine; a page that asks whether it may send something always may. */
export async function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') response.writeHead(204, allowing(request)).end()
    else listener(request, response)
  })
  // A connection that idles while a check is busy should not go away under the next call.
  server.keepAliveTimeout = 600_000
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function allowing({ headers }: IncomingMessage): Record<string, string> {
  return {
    ...forPages,
    'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
  }
}
