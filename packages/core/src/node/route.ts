/** Where a request goes, in the words of `node:http`. */
export interface Route {
  readonly secure: boolean
  /** Name or address to connect to. */
  readonly hostname: string
  readonly port: string | undefined
  /** As the header `Host` has it. */
  readonly host: string
  /** Path and query exactly as in the URL: `URL` would rewrite what was signed. */
  readonly path: string
}

/** Takes a URL apart as it is written. */
export function routeOf(url: string): Route {
  const [, scheme, host, address, port, target = ''] = parts.exec(url) ?? []
  if (host === undefined || address === undefined) throw new TypeError('no URL of http or https')
  return {
    secure: scheme === 'https',
    hostname: address.startsWith('[') ? address.slice(1, -1) : address,
    port,
    host,
    path: target.startsWith('/') ? target : `/${target}`,
  }
}

// Credentials in a URL are refused, as fetch does.
const parts = /^(https?):\/\/((\[[\da-f:.]+\]|[^/?#:@[\]\\\s]+)(?::(\d+))?)([/?][^#]*)?(?:#.*)?$/i
