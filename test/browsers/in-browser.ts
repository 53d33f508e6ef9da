import { playwright } from '@vitest/browser-playwright'
import type { BrowserProviderOption } from 'vitest/node'
import { filesOf, type Browser } from '../places.ts'
import { chromium, firefox, webkit, type OptionalProject } from '../projects.ts'
import { diskFile } from '../support/disk-file/command.ts'
import { takeNetwork } from '../support/page-network/command.ts'
import { stage } from '../support/stage/command.ts'
import { mswWorker } from '../tools/msw-worker.ts'
import { launchChromium, launchFirefox } from './launch.ts'
import { webkitGtk } from './webkit-gtk.ts'

/** Each browser and the vitest project that runs its tests. */
export const inBrowsers = [
  inBrowser(chromium, () => playwright({ launchOptions: launchChromium })),
  inBrowser(firefox, () => playwright({ launchOptions: launchFirefox })),
  inBrowser(webkit, () => webkitGtk(webkit.programs[0] ?? '')),
]

function inBrowser(browser: OptionalProject, provider: () => BrowserProviderOption) {
  const name = browser.name as Browser
  const project = {
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
        'react',
        'react-dom',
        'react-dom/client',
        'vue',
      ],
    },
    test: {
      // A busy machine is slow, which is no failure.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      name,
      include: filesOf(name),
      browser: {
        enabled: true,
        headless: true,
        ui: false,
        screenshotFailures: false,
        // One page for all files, each in a frame of its own.
        fileParallelism: false,
        // What support/stage/, support/disk-file/ and support/page-network/ ask of Node.
        commands: { stage, diskFile, takeNetwork },
        provider: provider(),
        instances: [{ browser: name }],
      },
    },
  }
  return { browser, project }
}
