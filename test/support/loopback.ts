import { request } from 'node:http'
import type { Transport } from '@oos-js/core'

/**
 * A transport that goes to this machine whatever the host of the URL, and tells the server that host: no
 * resolver here knows the names that buckets have in virtual-host style. fetch cannot set `Host`.
 */
export const loopback: Transport = async (url, { method, headers, body }) => {
  const { host, port, pathname, search } = new URL(url)
  const content =
    body === undefined ? undefined : new Uint8Array(await new Response(body as Blob).arrayBuffer())
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path: pathname + search,
        headers: { ...Object.fromEntries(headers), host, 'content-length': content?.length ?? 0 },
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const status = incoming.statusCode ?? 0
          const hasBody = method !== 'HEAD' && status !== 204 && status !== 304
          resolve(
            new Response(hasBody ? Buffer.concat(chunks) : null, {
              status,
              headers: new Headers(incoming.headers as Record<string, string>),
            }),
          )
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(content)
  })
}
