import type { Disposal } from '../answer/object-body.js'
import type { Transport } from '../transport.js'
import { createConnections } from './connections.js'
import { exchange } from './exchange.js'
import type { NodeTransportOptions } from './node-transport-options.js'
import { optionsOf } from './options.js'

/** A transport with connections of its own, which end when it is closed or disposed of. */
export interface NodeTransport extends Transport, Disposal {
  /**
   * Ends all connections and what is still under way on them, and resolves when they are closed. What is
   * sent afterwards rejects.
   */
  close(): Promise<void>
}

/**
 * A transport over `node:http` and `node:https`, for programs that send many small requests: on Node 20 it
 * is two to three times as fast as `fetch`. It keeps connections for reuse, shows `onUploadProgress` the
 * bytes of an upload as they leave, and takes certificates of a private CA. Checks of TLS cannot be turned
 * off. What is stored as gzip arrives unpacked, as over `fetch`; nothing else is asked to be compressed.
 *
 * @throws `OosError` `InvalidInput` for options that there are not, and certificates that are none.
 *
 * @example
 * ```ts
 * import { nodeTransport } from '@oos-js/core/node'
 *
 * const transport = nodeTransport({ maxSockets: 100 })
 * const client = new OosClient({ endpoint: 'https://oos-cn.ctyunapi.cn', credentials, fetch: transport })
 * ```
 */
export function nodeTransport(options: NodeTransportOptions = {}): NodeTransport {
  const connections = createConnections(optionsOf(options))
  const underWay = new Set<(reason: unknown) => void>()
  let closed: Promise<void> | undefined

  const transport: Transport = (url, init, ending) =>
    closed ? Promise.reject(ended()) : exchange(connections, url, init, underWay, ending)

  const close = (): Promise<void> => {
    if (!closed) {
      closed = connections.close()
      for (const fail of [...underWay]) fail(ended())
    }
    return closed
  }
  const { asyncDispose } = Symbol as { asyncDispose?: symbol }
  const more = { close, ...(asyncDispose && { [asyncDispose]: close }) }
  return Object.assign(transport, more) as NodeTransport
}

function ended(): Error {
  return new TypeError('the transport was closed')
}
