// npm run e2e: pages as their users have them, each in a browser that Playwright drives from Node.
import { defineConfig } from 'vitest/config'
import { browsers } from '../places.ts'
import { chromium, firefox, missing, required } from '../projects.ts'
import { aliases } from '../tools/aliases.ts'
import { root } from '../tools/root.ts'

const driven = [chromium, firefox].filter((browser) => {
  const reason = missing(browser)
  if (reason === undefined) return true
  if (!required().includes(browser.name)) return false
  throw new Error(`OOS_REQUIRE names "${browser.name}", but ${reason}. ${browser.install}`)
})

export default defineConfig({
  root,
  resolve: { alias: aliases },
  test: {
    reporters: ['default', './test/tools/ci-reporter.ts'],
    // The machine is busy enough with one browser and a server that hashes what it gets.
    maxWorkers: 1,
    globalSetup: ['./test/package/global-setup.ts'],
    projects: driven.map(({ name }) => ({
      extends: true as const,
      test: {
        name,
        environment: 'node',
        include: ['test/e2e/**/*.e2e.test.ts'],
        exclude: browsers
          .filter((other) => other !== name)
          .map((other) => `test/e2e/**/*.${other}.e2e.test.ts`),
        provide: { browser: name as 'chromium' | 'firefox' },
        // 200 MiB go in half a minute, on a machine that does nothing else.
        testTimeout: 300_000,
        hookTimeout: 60_000,
      },
    })),
  },
})
