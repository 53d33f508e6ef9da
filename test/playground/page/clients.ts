import { OosClient, remoteSigner, type Middleware } from '@oos-js/core'
import type { Place } from '../protocol.ts'
import { remembered } from './remembered.ts'
import { server } from './server.ts'

/** Who signs: the page's server, so that no secret is in the page, or the page with temporary keys. */
export type Signing = 'server' | 'keys'

/** The clients of the page, one for each way to sign. */
export interface Clients {
  /** The way of the moment. */
  signing(): Signing
  setSigning(signing: Signing): void
  /** The client of the moment. */
  current(): OosClient
}

/**
 * Makes the clients.
 *
 * @param log - Sees every attempt; see request-log.ts.
 */
export function createClients({ endpoint }: Place, log: Middleware): Clients {
  const memory = remembered('signing')
  const ways = {
    server: { sign: remoteSigner('/api/sign') },
    keys: { credentials: server.keys },
  }
  const make = (signing: Signing): OosClient => {
    const client = new OosClient({
      endpoint,
      ...ways[signing],
      maxAttempts: 5,
      // Short, so that nobody has to wait long for a stall to be noticed.
      timeout: { firstByte: 20_000, idle: 20_000 },
    })
    client.use('log', log, { step: 'wire' })
    return client
  }
  const clients = { server: make('server'), keys: make('keys') }
  let signing: Signing = memory.get() === 'keys' ? 'keys' : 'server'
  return {
    signing: () => signing,
    setSigning(next) {
      signing = next
      memory.set(next)
    },
    current: () => clients[signing],
  }
}
