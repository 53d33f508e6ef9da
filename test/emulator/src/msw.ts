import { http, HttpResponse, type HttpHandler } from 'msw'
import { ConnectionDropped } from './connection-dropped.js'
import type { Emulator } from './emulator.js'

/** What `handlers` takes beside the endpoint. */
export interface HandlersOptions {
  /** Host names that are buckets of their own name, in CNAME style. */
  readonly cnames?: readonly string[]
}

/**
 * Makes MSW handlers that let an emulator answer for an endpoint, in path style and virtual-host style.
 *
 * @example
 * const server = setupServer(...handlers(emulator, 'http://oos.example'))
 */
export function handlers(
  emulator: Emulator,
  endpoint: string,
  { cnames = [] }: HandlersOptions = {},
): HttpHandler[] {
  const { protocol, port, hostname } = new URL(endpoint)
  // A function, because MSW's path patterns read characters that keys may hold as wildcards.
  const isForEndpoint = ({ request }: { request: Request }): boolean => {
    const url = new URL(request.url)
    const isHost =
      url.hostname === hostname ||
      url.hostname.endsWith(`.${hostname}`) ||
      cnames.includes(url.hostname)
    return isHost && url.protocol === protocol && url.port === port
  }
  return [
    http.all(isForEndpoint, async ({ request }) => {
      try {
        return await emulator.handle(request, { baseHost: hostname })
      } catch (error) {
        if (error instanceof ConnectionDropped) return HttpResponse.error()
        throw error
      }
    }),
  ]
}
