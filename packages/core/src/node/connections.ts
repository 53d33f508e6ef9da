import type { Buffer } from 'node:buffer'
import { Agent } from 'node:http'
import { connect as connectPlainly, isIP, type Socket } from 'node:net'
import { connect as connectSecurely, type SecureContext } from 'node:tls'
import { createPool, type Pool } from './pool.js'
import type { Route } from './route.js'

/** Keeps the connections of a transport. */
export interface Connections {
  /** Those to the host of a route. */
  to(route: Route): Host
  /** Ends all connections, and resolves when they are closed. */
  close(): Promise<void>
}

/** The connections to one host. */
interface Host extends Pick<Pool, 'limit'> {
  /** Gives requests a connection, as an agent of `node:http` does. */
  readonly agent: Agent
}

/** How connections are made and kept. */
export interface ConnectionOptions {
  readonly maxSockets: number
  /** Milliseconds. */
  readonly idle: number
  readonly servername: string | undefined
  readonly context: SecureContext
}

/** Makes a keeper of connections; none is opened yet. */
export function createConnections(options: ConnectionOptions): Connections {
  const hosts = new Map<string, Host & Pool>()

  const open = (name: string, route: Route): Host & Pool => {
    const connect = route.secure ? secureConnector(route, options) : plainConnector(route)
    const pool = createPool(connect, options, () => hosts.delete(name))
    // What Node's own agent does with a request takes half as long as all the rest of sending a small one.
    const agent = Object.assign(new Agent({ keepAlive: true }), { addRequest: pool.serve })
    const host = { ...pool, agent }
    hosts.set(name, host)
    return host
  }

  return {
    to(route) {
      const name = `${route.secure} ${route.host}`
      return hosts.get(name) ?? open(name, route)
    },
    async close() {
      await Promise.all(Array.from(hosts.values(), (host) => host.close()))
    },
  }
}

function plainConnector({ hostname: host, port = '80' }: Route): () => Socket {
  return () => connectPlainly({ host, port: Number(port), noDelay: true, keepAlive: true })
}

function secureConnector(
  { hostname: host, port = '443' }: Route,
  { servername = isIP(host) ? '' : host, context }: ConnectionOptions,
): () => Socket {
  let session: Buffer | undefined
  return () => {
    const socket = connectSecurely({
      host,
      port: Number(port),
      servername,
      secureContext: context,
      session,
      ALPNProtocols: ['http/1.1'],
      // Told, or an environment variable could turn it off.
      rejectUnauthorized: true,
    })
    socket.setNoDelay(true)
    socket.setKeepAlive(true)
    // The next connection takes one step less.
    socket.on('session', (given: Buffer) => (session = given))
    socket.on('error', () => (session = undefined))
    return socket
  }
}
