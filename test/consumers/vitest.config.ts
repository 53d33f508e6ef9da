// npm run consumers: projects as users have them, built and run with the packed packages in them.
import { defineConfig } from 'vitest/config'
import { aliases } from '../tools/aliases.ts'
import { root } from '../tools/root.ts'

export default defineConfig({
  root,
  resolve: { alias: aliases },
  test: {
    name: 'consumers',
    environment: 'node',
    reporters: ['default', './test/tools/ci-reporter.ts'],
    include: ['test/consumers/*.test.ts'],
    globalSetup: ['./test/package/global-setup.ts', './test/consumers/global-setup.ts'],
    // A bundler keeps the machine busy enough.
    maxWorkers: 1,
    provide: { browser: 'chromium' },
    // Busy machines take half a minute for a build.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
