import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isRunnableDevEnvironment, type Plugin, type ViteDevServer } from 'vite'
import type { Backend, startBackend } from './backend.ts'

/**
 * Starts the backend with Vite's server, answers `/api` with it, and prints the one address there is.
 *
 * @param bucket - Where the pages upload to.
 */
export function backendPlugin(bucket: string): Plugin {
  let backend: Promise<Backend> | undefined
  let closed: Promise<void> | undefined
  return {
    name: 'playground-backend',
    configureServer(server) {
      const start = (): Promise<Backend> => (backend ??= load(server, bucket))
      server.httpServer?.once('listening', () => void start())
      process.once('SIGINT', () => void server.close().finally(() => process.exit()))
      server.middlewares.use('/api', (incoming, outgoing) => {
        start()
          .then(({ route }) => answer(incoming, outgoing, route))
          .catch((error: unknown) => {
            outgoing.statusCode = 500
            outgoing.end(String(error))
          })
      })
      server.printUrls = () => {
        console.log(`Playground: ${originOf(server)}/`)
      }
    },
    // Called once for each environment that Vite has, and waited for.
    closeBundle: () => (closed ??= backend?.then(({ close }) => close())),
  }
}

/** Runs the sources, through Vite, so that nothing has to be built first. */
async function load(server: ViteDevServer, bucket: string): Promise<Backend> {
  const { ssr } = server.environments
  if (!isRunnableDevEnvironment(ssr)) throw new Error('Vite has no place to run a server')
  const file = new URL('backend.ts', import.meta.url).pathname
  const module = await ssr.runner.import<{ startBackend: typeof startBackend }>(file)
  return module.startBackend(originOf(server), bucket)
}

function originOf({ httpServer }: ViteDevServer): string {
  const { address, port } = httpServer?.address() as AddressInfo
  return `http://${address}:${port}`
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  route: Backend['route'],
): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
  const request = new Request(`http://${headers.host}${url}`, {
    method,
    headers: headers as Record<string, string>,
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  })
  const response = await route(request)
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}
