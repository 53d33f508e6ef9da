import { defineConfig } from 'vitest/config'
import { inBrowsers } from './browsers/in-browser.ts'
import { filesOfOthers } from './places.ts'
import { filesOverFetch } from './over-fetch.ts'
import { missing, optionalProjects, required, rgw, s3cmd } from './projects.ts'
import { aliases } from './tools/aliases.ts'
import { root } from './tools/root.ts'

for (const project of optionalProjects) {
  const reason = missing(project)
  if (reason !== undefined && required().includes(project.name)) {
    throw new Error(`OOS_REQUIRE names "${project.name}", but ${reason}. ${project.install}`)
  }
}

// What runs where follows from the file's name:
//   x.test.ts             Node
//   x.browser.test.ts     Chromium, Firefox and WebKit
//   x.everywhere.test.ts  Node and all browsers
//   x.chromium.test.ts    what only Chromium has; see places.ts for the others
//   x.e2e.test.ts         not here: npm run e2e
//   x.rgw.test.ts         Node, against the gateway
//   x.s3cmd.test.ts       Node, by s3cmd, against what the build made
//   package/x.test.ts     Node, against what the build made
//   runtimes/runtimes     not here: npm run runtimes
//   consumers/x.test.ts   not here: npm run consumers
const node = {
  extends: true as const,
  test: {
    name: 'node',
    environment: 'node',
    // A busy machine is slow, which is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      '**/dist/**',
      'test/.out/**',
      'test/support/over-node-http/**',
      ...filesOfOthers(),
      'test/**/*.rgw.test.ts',
      'test/**/*.s3cmd.test.ts',
      'test/package/**',
      'test/runtimes/runtimes.test.ts',
      'test/consumers/**',
    ],
  },
}

// What goes over the platform's fetch goes over nodeTransport() once more, and must come out the same.
const overNodeHttp = {
  extends: true as const,
  resolve: {
    alias: [
      { find: /^@oos-js\/core$/, replacement: `${root}/test/support/over-node-http/core.ts` },
      {
        find: /^(\.\.\/)+(support\/)?msw\.ts$/,
        replacement: `${root}/test/support/over-node-http/emulator.ts`,
      },
    ],
  },
  test: {
    ...node.test,
    name: 'node-http',
    exclude: [],
    env: { OOS_TEST_OVER_NODE_HTTP: 'yes' },
    include: [...filesOverFetch(), 'test/support/over-node-http/*.test.ts'],
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
      overNodeHttp,
      ...inBrowsers.flatMap(({ browser, project }) =>
        missing(browser) === undefined ? [project] : [],
      ),
      ...(missing(rgw) === undefined ? [againstRgw] : []),
      ...(missing(s3cmd) === undefined ? [byS3cmd] : []),
      built,
    ],
  },
})
