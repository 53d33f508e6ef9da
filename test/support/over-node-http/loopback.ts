import type { Transport } from '../../../packages/core/src/index.ts'

/** Names in a header where a request was to go, which no resolver here knows. */
export const header = 'x-test-origin'

let server: string | undefined

/** Sends what is for any other host than this to a server on this machine. */
export function serveAll(url: string | undefined): void {
  server = url
}

/** A transport that goes where {@link serveAll} says. */
export function onLoopback(transport: Transport): Transport {
  return (url, init) => {
    const { origin, hostname } = new URL(url)
    if (server === undefined || /^(127\.|\[::1\]|localhost$)/.test(hostname)) {
      return transport(url, init)
    }
    const headers = new Headers(init.headers)
    headers.set(header, origin)
    return transport(server + url.slice(origin.length), { ...init, headers })
  }
}
