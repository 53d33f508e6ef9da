import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromium, missing, required, rgw, s3cmd } from './projects.ts'
import { stage } from './support/stage/command.ts'
import { aliases } from './tools/aliases.ts'
import { mswWorker } from './tools/msw-worker.ts'
import { root } from './tools/root.ts'

for (const project of [chromium, rgw, s3cmd]) {
  const reason = missing(project)
  if (reason !== undefined && required().includes(project.name)) {
    throw new Error(`OOS_REQUIRE names "${project.name}", but ${reason}. ${project.install}`)
  }
}

// What runs where follows from the file's name:
//   x.test.ts             Node
//   x.browser.test.ts     Chromium
//   x.everywhere.test.ts  both
//   x.rgw.test.ts         Node, against the gateway
//   x.s3cmd.test.ts       Node, by s3cmd, against what the build made
//   package/x.test.ts     Node, against what the build made
const node = {
  extends: true as const,
  test: {
    name: 'node',
    environment: 'node',
    include: ['test/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      '**/dist/**',
      'test/.out/**',
      'test/**/*.browser.test.ts',
      'test/**/*.rgw.test.ts',
      'test/**/*.s3cmd.test.ts',
      'test/package/**',
    ],
  },
}

const inChromium = {
  extends: true as const,
  plugins: [mswWorker],
  // Named, because finding one while the tests run would reload their page.
  optimizeDeps: {
    include: [
      'spark-md5',
      'fast-xml-parser',
      '@rgrove/parse-xml',
      'hash-wasm',
      'msw',
      'msw/browser',
    ],
  },
  test: {
    name: chromium.name,
    include: ['test/**/*.browser.test.ts', 'test/**/*.everywhere.test.ts'],
    browser: {
      enabled: true,
      headless: true,
      ui: false,
      screenshotFailures: false,
      // What support/stage/stage.ts asks of Node.
      commands: { stage },
      provider: playwright({
        launchOptions: {
          executablePath: chromium.programs[0] ?? '',
          args: [
            // CI runs as root, where Chromium has no sandbox.
            '--no-sandbox',
            '--disable-gpu',
            '--no-first-run',
            // Nothing but the tests may use the network.
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
}

const againstRgw = {
  extends: true as const,
  test: {
    name: rgw.name,
    environment: 'node',
    include: ['test/rgw/**/*.rgw.test.ts'],
    globalSetup: ['./test/rgw/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
}

const byS3cmd = {
  test: {
    name: s3cmd.name,
    environment: 'node',
    include: ['test/**/*.s3cmd.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}

const built = {
  // No aliases: here "@oos-js/core" is what a user of the package gets.
  test: {
    name: 'package',
    environment: 'node',
    include: ['test/package/**/*.test.ts'],
    globalSetup: ['./test/package/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}

export default defineConfig({
  root,
  resolve: { alias: aliases },
  test: {
    reporters: ['default', './test/tools/ci-reporter.ts'],
    projects: [
      node,
      ...(missing(chromium) === undefined ? [inChromium] : []),
      ...(missing(rgw) === undefined ? [againstRgw] : []),
      ...(missing(s3cmd) === undefined ? [byS3cmd] : []),
      built,
    ],
  },
})
