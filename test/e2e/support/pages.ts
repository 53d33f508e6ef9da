import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { GetObjectCommand } from '@oos-js/commands'
import { OosClient, type Credentials } from '@oos-js/core'
import vue from '@vitejs/plugin-vue'
import { createServer, type InlineConfig, type Plugin } from 'vite'
import type { Conditions, Place, SeenRequest } from '../../playground/protocol.ts'
import { backendPlugin } from '../../playground/server/backend-plugin.ts'
import { aliases } from '../../tools/aliases.ts'
import { root } from '../../tools/root.ts'

/** Pages with an emulator beside them, seen from beside. */
export interface Pages {
  readonly url: string
  /** Makes the service worse, as the page's switches do. */
  setConditions(conditions: Partial<Conditions>): Promise<void>
  /** What the service got. */
  requests(): Promise<readonly SeenRequest[]>
  /** Hexadecimal MD5 of what the service has under a key. */
  md5Of(key: string): Promise<string>
  close(): Promise<void>
}

/** Starts the playground as `npm run playground` does. */
export async function startPlayground(): Promise<Pages> {
  return start({ configFile: `${root}/test/playground/vite.config.ts` })
}

/** Serves the recipes as they are printed, but for their endpoint, which is that of the emulator. */
export async function startRecipes(): Promise<Pages> {
  const optimized = ['react', 'react-dom/client', 'react/jsx-dev-runtime', 'spark-md5', 'vue']
  return start({
    configFile: false,
    root: `${root}/docs/recipes`,
    plugins: [backendPlugin('photos'), toEmulator(), vue()],
    resolve: { alias: aliases },
    optimizeDeps: { include: [...optimized, 'fast-xml-parser'] },
  })
}

function toEmulator(): Plugin {
  let place: Promise<Place> | undefined
  return {
    name: 'to-emulator',
    configureServer({ httpServer }) {
      httpServer?.once('listening', () => {
        const { port } = httpServer.address() as AddressInfo
        place = fetch(`http://127.0.0.1:${port}/api/place`).then((answer) => answer.json())
      })
    },
    async transform(code, id) {
      if (!id.includes('/recipes/')) return undefined
      return code.replaceAll('https://oos-cn.ctyunapi.cn', (await place)?.endpoint ?? '')
    },
  }
}

async function start(config: InlineConfig): Promise<Pages> {
  const server = await createServer({
    ...config,
    logLevel: 'error',
    // Nobody edits files while it runs.
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
  })
  await server.listen()
  const { port } = server.httpServer?.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  const ask = async <Answer>(path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${url}api/${path}`, init)
    return (await response.json()) as Answer
  }
  return {
    url,
    async setConditions(conditions) {
      await ask('conditions', { method: 'PUT', body: JSON.stringify(conditions) })
    },
    requests: () => ask('requests'),
    async md5Of(Key) {
      const { endpoint, bucket: Bucket } = await ask<Place>('place')
      const credentials = await ask<Credentials>('keys')
      const client = new OosClient({ endpoint, credentials })
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
      const hash = createHash('md5')
      for await (const chunk of Body.body ?? []) hash.update(chunk)
      return hash.digest('hex')
    },
    close: () => server.close(),
  }
}
