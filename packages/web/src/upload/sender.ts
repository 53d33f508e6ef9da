import {
  isOosError,
  type Command,
  type Middleware,
  type OosClient,
  type SendOptions,
  type WithMetadata,
} from '@oos-js/core'
import { xhrTransport } from '../xhr-transport.js'
import type { Ledger } from './ledger.js'
import { isOffline, mayBeOnline } from './online.js'
import { mayHaveWorked } from './outcome.js'
import { watchBytes } from './watch-bytes.js'

/** Limits how many requests are under way at the same time. */
export interface Lanes {
  /** Waits for a lane; what it gives frees that, with what the request failed with, if it did. */
  enter(signal: AbortSignal | undefined): Promise<(error?: unknown) => void>
}

/** How a request is sent. */
interface Sending extends Pick<SendOptions, 'signal' | 'timeout'> {
  /** Number of the part that it carries, if it carries content. */
  readonly part?: number
  /**
   * Lets the signal end waits and retries, but no request that is out: an upload whose id nobody has seen
   * could never be removed.
   */
  readonly uncut?: boolean
  /** Told of each attempt that failed although the service may have done what was asked. */
  readonly lost?: () => void
}

/** Sends the requests of one upload. */
export interface Sender {
  /**
   * Sends a command, with all retries of the client; while the browser is offline, it waits and no retry is
   * used up.
   */
  send<Input extends object, Output extends WithMetadata>(
    command: Command<Input, Output>,
    sending?: Sending,
  ): Promise<Output>
  /** Gives requests with content lanes. */
  limit(lanes: Lanes): void
}

/** Makes what sends by a client and tells a ledger. */
export function createSender(client: OosClient, ledger: Ledger): Sender {
  let lanes: Lanes | undefined
  const fetch = 'XMLHttpRequest' in globalThis ? xhrTransport : undefined

  return {
    async send(command, sending = {}) {
      const { part, uncut, signal, timeout, lost } = sending
      /** Ends the wait between two attempts, or for the network. */
      let endWait: (() => void) | undefined

      /** Goes around each attempt. */
      const watch: Middleware = async (call, next) => {
        for (;;) {
          if (isOffline()) {
            endWait ??= ledger.busy('wait')
            await mayBeOnline(call.signal)
          }
          const leave = part && (await lanes?.enter(call.signal))
          const end = ledger.busy('request')
          endWait?.()
          endWait = undefined
          if (part) ledger.leaving(part, 0)
          let failed: unknown
          try {
            return await next(uncut ? { ...call, signal: undefined } : call)
          } catch (error) {
            failed = error
            if (mayHaveWorked(error)) lost?.()
            call.signal?.throwIfAborted()
            endWait = ledger.busy('wait')
            if (!isLost(error) || !isOffline()) throw error
          } finally {
            end()
            if (leave) leave(failed)
          }
        }
      }

      try {
        return await client.send(command, {
          timeout,
          ...(!uncut && { signal }),
          ...(part && {
            fetch,
            onUploadProgress: ({ loaded }) => {
              ledger.leaving(part, loaded, true)
            },
          }),
          middleware: (stack) =>
            stack
              .with('begin', (call, next) => next(uncut ? { ...call, signal } : call))
              .with('watch', watch, { step: 'retry' })
              .with('watchBytes', part ? watchBytes : pass, { step: 'wire' }),
        })
      } finally {
        endWait?.()
      }
    },
    limit(given) {
      lanes = given
    },
  }
}

const pass: Middleware = (call, next) => next(call)

function isLost(error: unknown): boolean {
  return isOosError(error, 'NetworkError') || isOosError(error, 'Timeout')
}
