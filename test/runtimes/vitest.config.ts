// npm run runtimes: the packed packages in every runtime there is.
import { defineConfig } from 'vitest/config'
import { aliases } from '../tools/aliases.ts'
import { root } from '../tools/root.ts'

export default defineConfig({
  root,
  resolve: { alias: aliases },
  test: {
    name: 'runtimes',
    environment: 'node',
    reporters: ['default', './test/tools/ci-reporter.ts'],
    include: ['test/runtimes/runtimes.test.ts'],
    globalSetup: ['./test/package/global-setup.ts'],
    // 64 MiB go there and back, and some runtimes are slow.
    hookTimeout: 600_000,
  },
})
