import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers'

/** The connections to one host. */
export interface Pool {
  /** Gives a request a connection, at once or when one is free. */
  readonly serve: (request: ClientRequest) => void
  /** Milliseconds that a connection may be kept from now on. */
  readonly limit: (socket: Socket, milliseconds: number) => void
  /** Ends all connections, and resolves when they are closed. */
  readonly close: () => Promise<void>
}

interface Connection {
  readonly socket: Socket
  /** Milliseconds that it may be kept unused. */
  patience: number
  /** When it must be closed, on `performance.now()`; absent while it is in use. */
  until?: number | undefined
}

/**
 * Makes a pool. The connection that was used last is used again, so that a number no longer needed goes idle.
 *
 * @param emptied - Told when there are no connections left.
 */
export function createPool(
  connect: () => Socket,
  { maxSockets, idle }: { readonly maxSockets: number; readonly idle: number },
  emptied: () => void,
): Pool {
  const all = new Map<Socket, Connection>()
  const free: Connection[] = []
  const waiting: ClientRequest[] = []
  let isSwept = false

  const give = (request: ClientRequest, connection: Connection): void => {
    connection.until = undefined
    connection.socket.ref()
    request.onSocket(connection.socket)
  }
  /** Closes what is over its time, and looks again when the next one is. */
  const sweep = (): void => {
    const now = performance.now()
    for (const { socket, until = Infinity } of free) if (until <= now) socket.destroy()
    const next = Math.min(...free.map(({ until = Infinity }) => until).filter((at) => at > now))
    isSwept = next < Infinity
    if (isSwept) setTimeout(sweep, next - now).unref()
  }
  const release = (connection: Connection): void => {
    const { socket, patience } = connection
    if (socket.destroyed || patience <= 0) {
      socket.destroy()
      return
    }
    const next = takeWaiting()
    if (next) {
      give(next, connection)
      return
    }
    connection.until = performance.now() + patience
    free.push(connection)
    socket.unref()
    if (!isSwept) sweep()
  }
  const takeFree = (): Connection | undefined => {
    for (let last; (last = free.pop());) {
      if (!last.socket.destroyed && (last.until ?? 0) > performance.now()) return last
      last.socket.destroy()
    }
    return undefined
  }
  /** The next request that somebody still wants. */
  const takeWaiting = (): ClientRequest | undefined => {
    for (let next; (next = waiting.shift());) if (!next.destroyed) return next
    return undefined
  }
  const open = (): Connection => {
    const socket = connect()
    const connection: Connection = { socket, patience: idle }
    all.set(socket, connection)
    // node:http says so when an answer and its request are over.
    socket.on('free', () => {
      release(connection)
    })
    // What comes while nothing was asked could be taken for the answer to the next request.
    socket.on('data', () => {
      if (connection.until !== undefined) socket.destroy()
    })
    // The request is told as well, if there is one.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      all.delete(socket)
      const at = free.indexOf(connection)
      if (at >= 0) free.splice(at, 1)
      const next = takeWaiting()
      if (next) serve(next)
      else if (!all.size) emptied()
    })
    return connection
  }
  const serve = (request: ClientRequest): void => {
    const connection = takeFree() ?? (all.size < maxSockets ? open() : undefined)
    if (connection) give(request, connection)
    else waiting.push(request)
  }
  return {
    serve,
    limit(socket, milliseconds) {
      const connection = all.get(socket)
      if (connection) connection.patience = Math.min(idle, milliseconds)
    },
    async close() {
      waiting.length = 0
      const closed = Array.from(all.keys(), (socket) => {
        socket.destroy()
        return new Promise((resolve) => socket.once('close', resolve))
      })
      await Promise.all(closed)
    },
  }
}
