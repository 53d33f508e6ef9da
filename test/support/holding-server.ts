import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A server that begins each answer and never ends it. */
export interface HoldingServer {
  readonly url: string
  /** How many connections with an answer on them were closed by the client; fetch may open others ahead. */
  readonly cut: number
}

/** Starts one, for the rest of the test that calls it. */
export async function holdingServer(beginning: string): Promise<HoldingServer> {
  let cut = 0
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.on('close', () => (cut += 1))
      socket.write(beginning)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    get cut() {
      return cut
    },
  }
}
