// How Debian's browsers are started, by vitest's pages and by the end-to-end tests alike.
import type { LaunchOptions } from 'playwright'
import { chromium, firefox } from '../projects.ts'

export const launchChromium: LaunchOptions = {
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
}

export const launchFirefox: LaunchOptions = {
  // A stock Firefox, spoken to in WebDriver BiDi; Playwright's "firefox" is a build of its own.
  channel: 'moz-firefox',
  executablePath: firefox.programs[0] ?? '',
}
