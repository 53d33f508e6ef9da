import { request, type IncomingMessage } from 'node:http'
import type { Ending } from '../in-time.js'
import { onAbort } from '../on-abort.js'
import type { TransportInit } from '../transport.js'
import { answerOf, headerOf } from './answer.js'
import type { Connections } from './connections.js'
import { routeOf } from './route.js'
import { sourceOf } from './source.js'
import { writeBody } from './write-body.js'

/** Headers that belong to the connection, not to the caller; fetch takes no notice of them either. */
const reserved =
  /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/

/**
 * Sends a request and resolves with its answer, as fetch does: an abort rejects with its reason, and whatever
 * else goes wrong with a `TypeError` that has the reason for its cause.
 *
 * @param underWay - Has what ends the exchange with a reason, as long as it lasts.
 * @param given - Tells of an abort in place of the signal.
 */
export function exchange(
  connections: Connections,
  url: string,
  init: TransportInit,
  underWay: Set<(reason: unknown) => void>,
  given?: Ending,
): Promise<Response> {
  const { method, headers, body, onUploadProgress } = init
  return new Promise((resolve, reject) => {
    const ending = given ?? endingOf(init.signal)
    const route = routeOf(url)
    const host = connections.to(route)
    const source = sourceOf(body, headers, method)
    const fields = ['Host', route.host]
    for (const [name, value] of headers) if (!reserved.test(name)) fields.push(name, value)
    if (source) fields.push('Content-Length', `${source.length}`)
    // A list of headers is sent as it is: nothing is added to it but Connection.
    const outgoing = request({ agent: host.agent, path: route.path, method, headers: fields })
    const stop = writeBody(outgoing, source, onUploadProgress)

    let ended: { readonly reason: unknown } | undefined
    let fail = reject
    const failed = (cause: unknown): unknown =>
      ended ? ended.reason : new TypeError('fetch failed', { cause })
    const end = (reason: unknown): void => {
      ended ??= { reason }
      fail(reason)
      outgoing.destroy()
      leave()
    }
    const leave = (): void => {
      stop()
      underWay.delete(end)
      ending.onEnd = undefined
    }
    underWay.add(end)
    ending.onEnd = end

    outgoing.on('response', (incoming) => {
      try {
        const answer = answerOf(incoming, method, failed)
        fail = answer.fail
        resolve(answer.response)
      } catch (error) {
        end(failed(error))
        return
      }
      const hint = headerOf(incoming.rawHeaders, 'keep-alive')
      if (hint !== undefined) host.limit(incoming.socket, patienceOf(hint))
      // Whoever refuses a request does not want the rest of it.
      if (!isFine(incoming)) stop()
      // An answer may be over before its request is; the connection is of no more use then.
      incoming.on('end', () => {
        if (!outgoing.writableFinished) outgoing.destroy()
      })
    })
    // When there is an answer, that tells of it.
    outgoing.on('error', (error) => {
      reject(failed(error))
    })
    outgoing.on('close', () => {
      // After a change of the protocol nothing else tells that no answer comes. An error takes long to make.
      if (fail === reject) reject(failed(new Error('closed without an answer')))
      leave()
    })
  })
}

/** Tells of an abort for as long as somebody asks. */
function endingOf(signal: AbortSignal | undefined): Ending {
  signal?.throwIfAborted()
  let unfollow: (() => void) | undefined
  return {
    set onEnd(follow: Ending['onEnd']) {
      unfollow?.()
      unfollow = follow && onAbort(signal, follow)
    },
  }
}

function isFine({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300
}

/** Milliseconds: a second less than the server has, or its farewell would cross the next request. */
function patienceOf(hint: string): number {
  const [, seconds] = /\btimeout=(\d+)/i.exec(hint) ?? []
  return seconds === undefined ? Infinity : Number(seconds) * 1000 - 1000
}
