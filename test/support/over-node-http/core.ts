// In the place of @oos-js/core: its clients send over nodeTransport() where they would over the global fetch.
import { OosClient as Client, type ClientOptions } from '../../../packages/core/src/index.ts'
import { nodeTransport } from '../../../packages/core/src/node/index.ts'
import { onLoopback } from './loopback.ts'

export * from '../../../packages/core/src/index.ts'

const platform = globalThis.fetch
const transport = nodeTransport()

/** A client whose transport is nodeTransport(), unless the test brings its own or has put one for `fetch`. */
export class OosClient extends Client {
  constructor(options: ClientOptions) {
    super({
      fetch: (url, init) =>
        globalThis.fetch === platform
          ? onLoopback(transport)(url, init)
          : fetch(url, init as RequestInit),
      ...options,
    })
  }
}
