import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { root } from './root.ts'

/** Serves MSW's worker script where `setupWorker` looks for it, as the public folder of an app does. */
export const mswWorker: Plugin = {
  name: 'msw-worker',
  configureServer({ middlewares }) {
    middlewares.use('/mockServiceWorker.js', (_, outgoing) => {
      outgoing.setHeader('content-type', 'text/javascript')
      outgoing.end(readFileSync(join(root, 'node_modules/msw/lib/mockServiceWorker.js')))
    })
  },
}
