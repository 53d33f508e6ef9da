import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { GetObjectCommand } from '@oos-js/commands'
import { OosClient, type Credentials } from '@oos-js/core'
import { createServer } from 'vite'
import type { Conditions, Place, SeenRequest } from '../../playground/protocol.ts'
import { root } from '../../tools/root.ts'

/** The playground as `npm run playground` serves it, seen from beside. */
export interface Playground {
  readonly url: string
  /** Makes the service worse, as the page's switches do. */
  setConditions(conditions: Partial<Conditions>): Promise<void>
  /** What the service got. */
  requests(): Promise<readonly SeenRequest[]>
  /** Hexadecimal MD5 of what the service has under a key. */
  md5Of(key: string): Promise<string>
  close(): Promise<void>
}

/** Starts the playground, on a port of its own. */
export async function startPlayground(): Promise<Playground> {
  const server = await createServer({
    configFile: `${root}/test/playground/vite.config.ts`,
    logLevel: 'error',
    // Nobody edits files while it runs.
    server: { port: 0, hmr: false, watch: null },
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
