// npm run playground
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { aliases } from '../tools/aliases.ts'
import { backendPlugin } from './server/backend-plugin.ts'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // One address is all there is to say.
  logLevel: 'warn',
  plugins: [backendPlugin('playground')],
  resolve: { alias: aliases },
  // Named, because finding one later reloads the page, and would kill what it uploads.
  optimizeDeps: { include: ['spark-md5', 'fast-xml-parser'] },
  // A number, since "localhost" may be another address for the browser than for this server.
  server: { host: '127.0.0.1' },
})
