import { defineBrowserProvider } from '@vitest/browser'
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node'
import { startProgram, type Program } from './program.ts'
import { startSession, type WebDriverSession } from './web-driver.ts'

/**
 * Vitest's provider for WebKitGTK as Debian has it: Playwright's WebKit is a build of its own, and
 * vitest's provider for WebDriver asks for Safari.
 */
export function webkitGtk(driver: string): BrowserProviderOption {
  return defineBrowserProvider({
    name: 'webkitgtk',
    supportedBrowser: ['webkit'],
    providerFactory: () => provide(driver),
  })
}

/** The driver can have one session, and its browser no window without a display. */
function provide(driver: string): BrowserProvider {
  let running: Promise<{ display: Program; session: WebDriverSession }> | undefined
  let session: WebDriverSession | undefined
  const start = async () => {
    const display = startProgram('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp'])
    session = await startSession(driver, { DISPLAY: `:${await display.firstLine()}` })
    return { display, session }
  }
  return {
    name: 'webkitgtk',
    supportsParallelism: false,
    getCommandsContext: () => ({ session }),
    async openPage(_sessionId, url) {
      running ??= start()
      await (await running).session.navigate(url)
    },
    async close() {
      const started = await running?.catch(() => undefined)
      running = undefined
      await started?.session.close()
      await started?.display.stop()
    },
  }
}
